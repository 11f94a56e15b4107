// SPDX-License-Identifier: MIT
// What the web streams share: queues with sizes, brands, promises, validation (WHATWG Streams §8).
'use strict';

const {
  codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { customInspectSymbol } = require('internal/util');
const { kIsDisturbed, kIsErrored, kIsReadable, kIsWritable, kIsClosedPromise, kControllerErrorFunction } =
  require('internal/streams/utils');

const kState = Symbol('kState');
const kType = Symbol('kType');
const noop = () => {};

/** A promise with its resolvers, and what became of it. */
function deferred() {
  const d = { promise: undefined, resolve: undefined, reject: undefined, settled: false };
  d.promise = new Promise((resolve, reject) => {
    d.resolve = (value) => { d.settled = true; resolve(value); };
    d.reject = (reason) => { d.settled = true; reject(reason); };
  });
  return d;
}

function markHandled(promise) {
  promise.then(undefined, noop);
}

function rejectedHandled(reason) {
  const d = deferred();
  d.reject(reason);
  markHandled(d.promise);
  return d;
}

// A queue of { value, size } with a moving start.
function resetQueue(controller) {
  controller.queue = [];
  controller.queueStart = 0;
  controller.queueTotalSize = 0;
}
function queueLength(controller) {
  return controller.queue.length - controller.queueStart;
}
function enqueueValueWithSize(controller, value, size) {
  if (typeof size !== 'number' || Number.isNaN(size) || size < 0 || size === Infinity) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
  }
  controller.queue.push({ value, size });
  controller.queueTotalSize += size;
}
function peekQueue(controller) {
  return controller.queue[controller.queueStart];
}
function shiftQueue(controller) {
  const { queue } = controller;
  const item = queue[controller.queueStart];
  queue[controller.queueStart++] = undefined;
  if (controller.queueStart === queue.length) {
    queue.length = 0;
    controller.queueStart = 0;
  } else if (controller.queueStart > 512) {
    queue.splice(0, controller.queueStart);
    controller.queueStart = 0;
  }
  return item;
}
function dequeueValue(controller) {
  const { value, size } = shiftQueue(controller);
  controller.queueTotalSize = Math.max(0, controller.queueTotalSize - size);
  return value;
}

function extractHighWaterMark(value, defaultHWM) {
  if (value === undefined) return defaultHWM;
  value = +value;
  if (Number.isNaN(value) || value < 0) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  return value;
}

const sizeOne = () => 1;
function extractSizeAlgorithm(size) {
  if (size === undefined) return sizeOne;
  validateFunction(size, 'strategy.size');
  return size;
}

/** A method of an underlying source or sink as a function returning a promise; thrown errors reject. */
function promiseCallback(name, fn, thisArg) {
  validateFunction(fn, name);
  return async (...args) => Reflect.apply(fn, thisArg, args);
}

/** Inspected as `Name { field: … }`. */
function inspectable(cls, fields) {
  Object.defineProperty(cls.prototype, customInspectSymbol, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    writable: true,
    value(depth, options) {
      if (depth < 0) return this;
      const { inspect } = require('internal/util/inspect');
      const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
      return `${cls.name} ${inspect(fields(this), opts)}`;
    },
  });
}

/** Web IDL: methods and attributes of the prototype are enumerable; the class string is its name. */
function finishClass(cls, names) {
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(cls.prototype, name);
    descriptor.enumerable = true;
    Object.defineProperty(cls.prototype, name, descriptor);
  }
  Object.defineProperty(cls.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: cls.name });
}

function cloneAsUint8Array(view) {
  const { buffer, byteOffset, byteLength } = view;
  return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
}


module.exports = {
  kState, kType, kIsDisturbed, kIsErrored, kIsReadable, kIsWritable, kIsClosedPromise, kControllerErrorFunction,
  ERR_ARG_NOT_ITERABLE, ERR_INVALID_STATE,
  deferred, markHandled, rejectedHandled, resetQueue, queueLength, enqueueValueWithSize, peekQueue, shiftQueue,
  dequeueValue, extractHighWaterMark, extractSizeAlgorithm, promiseCallback, inspectable, finishClass, cloneAsUint8Array,
  noop,
};

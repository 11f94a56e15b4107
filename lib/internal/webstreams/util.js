// SPDX-License-Identifier: MIT
// What the web streams share: queues with sizes, brands, promises, validation (WHATWG Streams §8).
// The work is done on state objects (stream[kState] and so on), which know each other directly; the public
// objects are only handles of them. Nothing per chunk allocates a promise that nobody asked for.
'use strict';

const { ObjectSetPrototypeOf, Promise, PromisePrototypeThen, PromiseReject, PromiseResolve, ReflectApply } = primordials;
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { customInspectSymbol } = require('internal/util');
const { kIsDisturbed, kIsErrored, kIsReadable, kIsWritable, kIsClosedPromise, kControllerErrorFunction } =
  require('internal/streams/utils');

const kState = Symbol('kState');
/** A constructor that gets this makes an object for the library. */
const kInternal = Symbol('kInternal');
const noop = () => {};

/** A method of the library's own answers this when it will call the controller's onPulled, onWritten … later. */
const PENDING = Symbol('pending');

const resolved = Promise.resolve();

/** Runs fn (made once, not per call) as a microtask. */
function soon(fn) {
  PromisePrototypeThen(resolved, fn);
}

/** onDone or onFail run as a microtask after what a source's or sink's method returned is settled. */
function react(result, onDone, onFail) {
  if (result === PENDING) return;
  if (result === null || (typeof result !== 'object' && typeof result !== 'function')) PromisePrototypeThen(resolved, onDone);
  else PromisePrototypeThen(PromiseResolve(result), onDone, onFail);
}

/** The same as Web IDL has it: a new promise is made of the result, so that one that is a promise takes longer. */
function reactFresh(result, onDone, onFail) {
  if (result !== null && (typeof result === 'object' || typeof result === 'function')) {
    const given = result;
    result = new Promise((resolve) => resolve(given));
  }
  react(result, onDone, onFail);
}

/** A promise for what a method returned: a new one as Web IDL has it, but the library's own methods' promise itself. */
function promiseOf(result, own) {
  return own ? PromiseResolve(result) : new Promise((resolve) => resolve(result));
}

/** The same with a method that is called here; what it throws is a rejection. Not for what is called per chunk. */
function invoke(fn, thisArg, args, onDone, onFail) {
  let result;
  try {
    result = ReflectApply(fn, thisArg, args);
  } catch (error) {
    PromisePrototypeThen(PromiseReject(error), onDone, onFail);
    return;
  }
  reactFresh(result, onDone, onFail);
}

/** State objects inherit nothing: setters on Object.prototype do not see them. */
function standAlone(...classes) {
  for (const cls of classes) ObjectSetPrototypeOf(cls.prototype, null);
}

/** A promise with its resolvers. */
function deferred() {
  const d = { promise: undefined, resolve: undefined, reject: undefined };
  d.promise = new Promise((resolve, reject) => {
    d.resolve = resolve;
    d.reject = reject;
  });
  return d;
}

function markHandled(promise) {
  PromisePrototypeThen(promise, undefined, noop);
}

/** A state that has a promise only if somebody asks for it: closed, ready. Its rejection counts as handled. */
class Settlement {
  constructor() {
    this.settled = false;
    this.failed = false;
    this.reason = undefined;
    this.waiting = undefined;
    this.made = undefined;
  }

  static resolved() {
    const s = new Settlement();
    s.settled = true;
    return s;
  }

  static rejected(reason) {
    const s = new Settlement();
    s.reject(reason);
    return s;
  }

  get promise() {
    if (this.made !== undefined) return this.made;
    if (!this.settled) {
      this.waiting = deferred();
      return (this.made = this.waiting.promise);
    }
    this.made = this.failed ? PromiseReject(this.reason) : PromiseResolve(undefined);
    if (this.failed) markHandled(this.made);
    return this.made;
  }

  resolve() {
    if (this.settled) return;
    this.settled = true;
    this.waiting?.resolve();
  }

  reject(reason) {
    if (this.settled) return;
    this.settled = this.failed = true;
    this.reason = reason;
    if (this.waiting === undefined) return;
    this.waiting.reject(reason);
    markHandled(this.made);
  }
}

/** A queue in a ring that only grows. */
class Ring {
  constructor() {
    this.items = [undefined, undefined, undefined, undefined];
    this.head = 0;
    this.length = 0;
  }

  push(item) {
    if (this.length === this.items.length) this.grow();
    this.items[(this.head + this.length++) & (this.items.length - 1)] = item;
  }

  shift() {
    const item = this.items[this.head];
    this.items[this.head] = undefined;
    this.head = (this.head + 1) & (this.items.length - 1);
    this.length--;
    return item;
  }

  peek() {
    return this.items[this.head];
  }

  get last() {
    return this.items[(this.head + this.length - 1) & (this.items.length - 1)];
  }

  set last(item) {
    this.items[(this.head + this.length - 1) & (this.items.length - 1)] = item;
  }

  grow() {
    const { items, head } = this;
    const bigger = [];
    for (let i = 0; i < items.length; i++) bigger.push(items[(head + i) & (items.length - 1)]);
    for (let i = items.length; i > 0; i--) bigger.push(undefined);
    this.items = bigger;
    this.head = 0;
  }

  /** The items in order; the ring is empty afterwards. */
  drain() {
    const out = [];
    while (this.length > 0) out.push(this.shift());
    return out;
  }
}

standAlone(Settlement, Ring);

// A controller has queue, sizes (undefined while every chunk counts 1) and queueTotalSize.
function resetQueue(c) {
  c.queue = new Ring();
  if (c.sizes !== undefined) c.sizes = new Ring();
  c.queueTotalSize = 0;
}
/** c.size is not sizeOne. */
function enqueueSized(c, value, size) {
  const given = size;
  if (typeof size !== 'number') size = +size;
  if (!(size >= 0) || size === Infinity) throw new ERR_INVALID_ARG_VALUE.RangeError('size', given);
  c.queue.push(value);
  c.sizes.push(size);
  c.queueTotalSize += size;
}
function dequeue(c) {
  const size = c.sizes === undefined ? 1 : c.sizes.shift();
  c.queueTotalSize -= size;
  if (c.queueTotalSize < 0) c.queueTotalSize = 0; // rounding
  return c.queue.shift();
}

function extractHighWaterMark(value, defaultHWM) {
  if (value === undefined) return defaultHWM;
  const mark = +value;
  if (!(mark >= 0)) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  return mark;
}

const sizeOne = () => 1;
function extractSizeAlgorithm(size) {
  if (size === undefined) return sizeOne;
  validateFunction(size, 'strategy.size');
  return size;
}

/** A method of an underlying source or sink; undefined is none. */
function optionalMethod(name, fn) {
  if (fn !== undefined) validateFunction(fn, name);
  return fn;
}

/** Inspected as `Name { field: … }`. */
function inspectable(cls, fields) {
  Object.defineProperty(cls.prototype, customInspectSymbol, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    writable: true,
    value: { [customInspectSymbol](depth, options) {
      if (depth < 0) return this;
      const { inspect } = require('internal/util/inspect');
      const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
      return `${cls.name} ${inspect(fields(this), opts)}`;
    } }[customInspectSymbol],
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
  PENDING, Ring, Settlement, kInternal, kState, kIsDisturbed, kIsErrored, kIsReadable, kIsWritable, kIsClosedPromise,
  kControllerErrorFunction, soon, react, reactFresh, promiseOf, invoke, standAlone, deferred, markHandled, resetQueue, enqueueSized, dequeue,
  extractHighWaterMark, extractSizeAlgorithm, sizeOne, optionalMethod, inspectable, finishClass, cloneAsUint8Array, noop,
};

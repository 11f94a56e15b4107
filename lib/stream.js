// SPDX-License-Identifier: MIT
// The module `stream`.
'use strict';

const { Stream } = require('internal/streams/legacy');
const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const Duplex = require('internal/streams/duplex');
const Transform = require('internal/streams/transform');
const PassThrough = require('internal/streams/passthrough');
const { pipeline } = require('internal/streams/pipeline');
const { eos } = require('internal/streams/end-of-stream');
const utils = require('internal/streams/utils');
const { addAbortSignal } = require('internal/streams/add-abort-signal');
const { getDefaultHighWaterMark, setDefaultHighWaterMark } = require('internal/streams/state');
const destroyImpl = require('internal/streams/destroy');
const customPromisify = Symbol.for('nodejs.util.promisify.custom');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors');

module.exports = Stream;
Stream.isDestroyed = utils.isDestroyed;
Stream.isDisturbed = utils.isDisturbed;
Stream.isErrored = utils.isErrored;
Stream.isReadable = utils.isReadable;
Stream.isWritable = utils.isWritable;
Stream.Readable = Readable;

// The iterator helpers load when the first of them is called.
const streamOperators = { drop: 1, filter: 2, flatMap: 2, map: 2, take: 1, compose: 2 };
const promiseOperators = { every: 1, forEach: 2, reduce: 3, toArray: 1, some: 1, find: 2 };
function defineOperator(key, length, fn) {
  Object.defineProperty(fn, 'name', { __proto__: null, value: key, configurable: true });
  Object.defineProperty(fn, 'length', { __proto__: null, value: length, configurable: true });
  Object.defineProperty(Readable.prototype, key, {
    __proto__: null, value: fn, enumerable: false, configurable: true, writable: true,
  });
}
for (const key in streamOperators) {
  defineOperator(key, streamOperators[key], function(...args) {
    if (new.target) throw new ERR_ILLEGAL_CONSTRUCTOR();
    const { streamReturningOperators } = require('internal/streams/operators');
    const result = streamReturningOperators[key].apply(this, args);
    return key === 'compose' ? result : Readable.from(result);
  });
}
for (const key in promiseOperators) {
  defineOperator(key, promiseOperators[key], function(...args) {
    if (new.target) throw new ERR_ILLEGAL_CONSTRUCTOR();
    const { promiseReturningOperators } = require('internal/streams/operators');
    return promiseReturningOperators[key].apply(this, args);
  });
}

Stream.Writable = Writable;
Stream.Duplex = Duplex;
Stream.Transform = Transform;
Stream.PassThrough = PassThrough;
Stream.duplexPair = function duplexPair(options) {
  return require('internal/streams/duplexpair')(options);
};
Stream.pipeline = pipeline;
Stream.addAbortSignal = addAbortSignal;
Stream.finished = eos;
Stream.destroy = destroyImpl.destroyer;
Stream.compose = function compose(...streams) {
  return require('internal/streams/compose')(...streams);
};
Stream.setDefaultHighWaterMark = setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = getDefaultHighWaterMark;

Object.defineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('stream/promises');
  },
});
Object.defineProperty(pipeline, customPromisify, {
  __proto__: null,
  enumerable: true,
  get() {
    return require('stream/promises').pipeline;
  },
});
Object.defineProperty(eos, customPromisify, {
  __proto__: null,
  enumerable: true,
  get() {
    return require('stream/promises').finished;
  },
});

Stream.Stream = Stream; // for code of Node 0.4

Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = function isUint8Array(value) {
  return require('internal/util/types').isUint8Array(value);
};
Stream._uint8ArrayToBuffer = function uint8ArrayToBuffer(chunk) {
  const { Buffer } = require('buffer');
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

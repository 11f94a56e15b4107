// SPDX-License-Identifier: MIT
// v8.serialize, v8.deserialize and the classes behind them: typed arrays and Buffers are written as host
// objects, so that they come back as what they were.
'use strict';

const { Deserializer, encode, Serializer } = internalBinding('serdes');
const { Buffer } = require('buffer');
const { isArrayBufferView } = require('internal/util/types');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const kBuffer = 10;
// A view's place in this list is what is written: it may only grow.
const kinds = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
  Float64Array, DataView, null, BigInt64Array, BigUint64Array, globalThis.Float16Array,
];

Serializer.prototype._getDataCloneError = Error;

Object.defineProperty(Deserializer.prototype, 'readRawBytes', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  writable: true,
  /** @param {number} length @returns {Buffer} over the source's memory */
  value: function readRawBytes(length) {
    const offset = this._readRawBytes(length);
    return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  },
});

// As Node's are for who lists what is in them.
for (const Class of [Serializer, Deserializer]) {
  for (const name of Object.getOwnPropertyNames(Class.prototype)) {
    if (name !== 'constructor') Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true });
  }
  Object.defineProperty(Class, 'prototype', { __proto__: null, writable: false });
}
Object.defineProperty(Deserializer, 'length', { __proto__: null, value: 1 });

function kindOf(view) {
  if (Buffer.isBuffer(view)) return kBuffer;
  if (view instanceof DataView) return 9;
  const name = Object.getOwnPropertyDescriptor(
    Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get.call(view);
  return kinds.findIndex((kind) => kind?.name === name);
}

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  /** Bytes of views; everything else that is native cannot be written. */
  _writeHostObject(view) {
    if (!isArrayBufferView(view)) {
      const { inspect } = require('internal/util/inspect');
      throw new this._getDataCloneError(`Unserializable host object: ${inspect(view)}`);
    }
    this.writeUint32(kindOf(view));
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const kind = this.readUint32();
    const length = this.readUint32();
    const offset = this._readRawBytes(length);
    const start = this.buffer.byteOffset + offset;
    if (kind === kBuffer) return Buffer.from(this.buffer.buffer, start, length);
    const Class = kinds[kind];
    const size = Class.BYTES_PER_ELEMENT ?? 1;
    if (start % size === 0) return new Class(this.buffer.buffer, start, length / size);
    const copy = new Uint8Array(length);
    copy.set(new Uint8Array(this.buffer.buffer, start, length));
    return new Class(copy.buffer, 0, length / size);
  }
}

const makeSerializer = () => new DefaultSerializer();

/** @param {any} value @returns {Buffer} */
function serialize(value) {
  return encode(value, makeSerializer);
}

/** @param {Buffer|TypedArray|DataView} buffer from serialize */
function deserialize(buffer) {
  if (!isArrayBufferView(buffer)) {
    throw Object.assign(new TypeError('buffer must be a TypedArray or a DataView'), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = { DefaultDeserializer, DefaultSerializer, deserialize, serialize };

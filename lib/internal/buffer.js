// SPDX-License-Identifier: MIT
// The memory under Buffer: class FastBuffer, the pool for small ones, and memory that is not cleared.
// Used by lib/buffer.js and by modules that make buffers without its checks.
'use strict';

const { ObjectDefineProperties } = primordials;

const binding = internalBinding('buffer');
const { createUnsafeArrayBuffer } = binding;
const messaging = internalBinding('messaging');
const { isArrayBuffer } = require('internal/util/types');

class FastBuffer extends Uint8Array {
  // Without this constructor an iterator protocol would run for every new buffer.
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

function unsafeArrayBuffer(size) {
  const memory = createUnsafeArrayBuffer(size);
  if (memory === undefined) throw new RangeError('Array buffer allocation failed');
  return memory;
}

/** A buffer whose memory is not cleared, unless --zero-fill-buffers. */
function createUnsafeBuffer(size) {
  if (size <= 64 || zeroFill()) return new FastBuffer(size);
  return new FastBuffer(unsafeArrayBuffer(size));
}

let zeroFillOption;
function zeroFill() {
  zeroFillOption ??= require('internal/options').getOptionValue('--zero-fill-buffers') === true;
  return zeroFillOption;
}

/** Writes text in an encoding given by number; returns the number of bytes. */
function writeText(buffer, string, start, length, encoding) {
  const used = binding.write(buffer, string, start, length, encoding);
  return used >= 0 ? used : binding.writeSlow(buffer, string, start, length, encoding);
}

/** The UTF-8 of a string, in memory of its own. */
function encodeUtf8(string) {
  const memory = binding.encodeUtf8(string);
  if (memory === undefined) throw new RangeError('Array buffer allocation failed');
  return memory;
}

/** Copies bytes; the ranges may overlap, and must lie within the buffers. */
function copyBytes(source, target, targetStart, sourceStart, count) {
  if (!binding.copy(source, target, targetStart, sourceStart, count)) {
    binding.copySlow(source, target, targetStart, sourceStart, count);
  }
}

function refuseTransfer() {
  throw new TypeError('ArrayBuffer is not detachable and could not be cloned.');
}
const refused = {
  __proto__: null,
  transfer: { __proto__: null, value: refuseTransfer, writable: true, configurable: true },
  transferToFixedLength: { __proto__: null, value: refuseTransfer, writable: true, configurable: true },
};

/**
 * Neither postMessage() nor streams of bytes nor transfer() can take the memory away from those who share it.
 * The engine can tell memory that stays only by its kind, so the two methods are covered.
 */
function markAsUntransferable(object) {
  messaging.markAsUntransferable(object);
  if (isArrayBuffer(object)) ObjectDefineProperties(object, refused);
}

// The pool: one ArrayBuffer that small buffers are cut from. `view` is all of it.
const pool = { size: 0, offset: 0, memory: null, view: null };

function newPool(size) {
  pool.size = size;
  pool.offset = 0;
  pool.memory = createUnsafeBuffer(size).buffer;
  pool.view = new FastBuffer(pool.memory);
  // It belongs to many buffers: postMessage() must not move it to another thread.
  markAsUntransferable(pool.memory);
}

/** Takes `used` bytes; the next buffer begins at a multiple of eight. */
function takeFromPool(used) {
  pool.offset = (pool.offset + used + 7) & ~7;
}

/** `size` bytes of the pool, which must not be less than that. */
function allocatePooled(size, poolSize) {
  if (pool.memory === null || size > pool.size - pool.offset) newPool(poolSize);
  const buffer = new FastBuffer(pool.memory, pool.offset, size);
  takeFromPool(size);
  return buffer;
}

/** The text in pooled memory; `most` is the space it can take. */
function writePooled(string, encoding, most, poolSize) {
  if (pool.memory === null || most > pool.size - pool.offset) newPool(poolSize);
  const used = writeText(pool.view, string, pool.offset, most, encoding);
  const buffer = new FastBuffer(pool.memory, pool.offset, used);
  takeFromPool(used);
  return buffer;
}

module.exports = {
  FastBuffer,
  allocatePooled,
  copyBytes,
  createUnsafeBuffer,
  encodeUtf8,
  markAsUntransferable,
  unsafeArrayBuffer,
  writePooled,
  writeText,
};

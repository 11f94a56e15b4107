// SPDX-License-Identifier: MIT
// Random bytes, integers and UUIDs.
'use strict';

const binding = internalBinding('crypto');
const { Buffer, kMaxLength } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber, validateObject } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView, isTypedArray, isFloat32Array, isFloat64Array } = require('internal/util/types');
const { initHooksExist } = require('internal/async_hooks');

const kMaxInt32 = 2 ** 31 - 1;
const kMaxPossible = Math.min(kMaxLength, kMaxInt32);

function assertOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  offset *= elementSize;
  const max = Math.min(length, kMaxPossible);
  if (Number.isNaN(offset) || offset > max || offset < 0) throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${max}`, offset);
  return offset >>> 0;
}

function assertSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  size *= elementSize;
  if (Number.isNaN(size) || size > kMaxPossible || size < 0) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxPossible}`, size);
  }
  if (size + offset > length) throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  return size >>> 0;
}

const announce = () => require('internal/async_resources').announce('RANDOMBYTESREQUEST');

// Random bytes in stock: one call into C serves many small requests. What has been given out is wiped.
const STOCK = 6 * 1024;
const SMALL = 128;
let stock;
let stockAt = STOCK;

/** Makes sure that so many bytes are in stock. @returns {number} where they begin */
function take(size) {
  if (stockAt + size > STOCK) {
    stock ??= Buffer.allocUnsafeSlow(STOCK);
    binding.randomFill(stock, 0, STOCK);
    stockAt = 0;
  }
  stockAt += size;
  return stockAt - size;
}

function fromStock(target, size) {
  const start = take(size);
  for (let i = 0; i < size; i++) {
    target[i] = stock[start + i];
    stock[start + i] = 0;
  }
}

/** @param {number} size bytes @param {Function} [callback] (error, buffer) @returns {Buffer|undefined} */
function randomBytes(size, callback) {
  size = assertSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const buffer = Buffer.allocUnsafeSlow(size);
  if (callback === undefined) {
    if (initHooksExist()) announce();
    if (size <= SMALL) fromStock(buffer, size);
    else binding.randomFill(buffer, 0, size);
    return buffer;
  }
  binding.randomFill(buffer, 0, size, (error) => (error ? callback(error) : callback(null, buffer)));
}

function checkTarget(buffer) {
  if (!isAnyArrayBuffer(buffer) && !isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buffer);
  }
}

function randomFillSync(buffer, offset = 0, size) {
  checkTarget(buffer);
  const elementSize = buffer.BYTES_PER_ELEMENT || 1;
  offset = assertOffset(offset, elementSize, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset : assertSize(size, elementSize, offset, buffer.byteLength);
  if (initHooksExist()) announce();
  if (size !== 0) binding.randomFill(buffer, offset, size);
  return buffer;
}

function randomFill(buffer, offset, size, callback) {
  checkTarget(buffer);
  const elementSize = buffer.BYTES_PER_ELEMENT || 1;
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  } else {
    validateFunction(callback, 'callback');
  }
  offset = assertOffset(offset, elementSize, buffer.byteLength);
  size = size === undefined ? buffer.byteLength - offset : assertSize(size, elementSize, offset, buffer.byteLength);
  if (size === 0) {
    callback(null, buffer);
    return;
  }
  binding.randomFill(buffer, offset, size, (error) => (error ? callback(error) : callback(null, buffer)));
}

function random48() {
  if (stockAt + 6 > STOCK && initHooksExist()) announce();
  const start = take(6);
  const value = stock.readUIntBE(start, 6);
  stock.fill(0, start, start + 6);
  return value;
}

const RANDOM_MAX = 2 ** 48 - 1;

/** An integer n with min <= n < max, without bias. */
function randomInt(min, max, callback) {
  const minNotSpecified = max === undefined || typeof max === 'function';
  if (minNotSpecified) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range <= RANDOM_MAX)) throw new ERR_OUT_OF_RANGE(minNotSpecified ? 'max' : 'max - min', `<= ${RANDOM_MAX}`, range);
  // Values at the top that would make some results likelier are drawn again.
  const limit = RANDOM_MAX - (RANDOM_MAX % range);
  let x = random48();
  while (x >= limit) x = random48();
  const result = (x % range) + min;
  if (callback === undefined) return result;
  process.nextTick(callback, undefined, result);
}

/** Without the entropy cache the UUID is made of bytes that are drawn for it. */
function freshUUID(time) {
  const bytes = randomBytes(16);
  if (time !== undefined) bytes.writeUIntBE(time, 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | (time === undefined ? 0x40 : 0x70);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function wantsFresh(options) {
  if (options === undefined) return false;
  validateObject(options, 'options');
  const { disableEntropyCache = false } = options;
  validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
  return disableEntropyCache;
}

// UUIDs that nobody has yet, made many at a time.
let uuids;
let uuidsLeft = 0;

/** RFC 9562 version 4. @param {{disableEntropyCache?: boolean}} [options] @returns {string} */
function randomUUID(options) {
  if (options !== undefined && wantsFresh(options)) return freshUUID();
  if (uuidsLeft === 0) {
    uuids = binding.uuids();
    uuidsLeft = uuids.length;
  }
  const uuid = uuids[--uuidsLeft];
  uuids[uuidsLeft] = '';
  return uuid;
}

/** RFC 9562 version 7: begins with the time in milliseconds. @param {{disableEntropyCache?: boolean}} [options] */
function randomUUIDv7(options) {
  const fresh = wantsFresh(options);
  const now = Date.now();
  return fresh ? freshUUID(now) : binding.uuid7(now);
}

/** Web Crypto: fills an integer TypedArray of at most 65,536 bytes. */
function getRandomValues(data) {
  if (!isTypedArray(data) || isFloat32Array(data) || isFloat64Array(data) ||
      (typeof Float16Array === 'function' && data instanceof Float16Array)) {
    throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (data.byteLength > 65536) {
    throw new DOMException(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError');
  }
  randomFillSync(data, 0);
  return data;
}

/** What is in stock here belongs to this process: those that start from its snapshot draw their own. */
function forget() {
  stock?.fill(0);
  stockAt = STOCK;
  uuids = undefined;
  uuidsLeft = 0;
}

module.exports = { forget, randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7, getRandomValues };

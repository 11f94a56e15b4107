// SPDX-License-Identifier: MIT
// indexOf, lastIndexOf, includes and fill of Buffer.prototype: their many optional arguments.
'use strict';

const { ArrayBufferIsView, MathMax, MathMin, MathTrunc, TypedArrayPrototypeFill, TypedArrayPrototypeGetByteLength } = primordials;

const { codes } = require('internal/errors');
const { checkBytes, encodingNumber } = require('internal/buffer/text');
const { encodingsMap, normalizeEncoding } = require('internal/util');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const { validateInteger, validateString } = require('internal/validators');
const binding = internalBinding('buffer');

const { utf8 } = encodingsMap;

/**
 * @param {ArrayBufferView} buffer
 * @param {string|Uint8Array|number} value
 * @param {number|string} offset from its end if negative; or the encoding
 * @param {number|string} end only bytes before it count; or the encoding
 * @param {string} encoding
 * @param {boolean} forward
 */
function search(buffer, value, offset, end, encoding, forward) {
  if (!isArrayBufferView(buffer)) {
    throw new codes.ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
  if (typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
    if (typeof end !== 'number') end = undefined;
  } else if (end !== undefined && typeof end !== 'number') {
    encoding = end;
    end = undefined;
  }
  offset = +offset;
  if (offset !== offset) offset = forward ? 0 : buffer.length || buffer.byteLength;
  offset = MathTrunc(MathMin(MathMax(offset, -0x80000000), 0x7fffffff));
  if (end !== undefined && !(end >= buffer.byteLength)) {
    if (offset < 0) offset = MathMax(offset + buffer.byteLength, forward ? 0 : -1);
    if (offset < 0) return -1;
    buffer = new Uint8Array(buffer.buffer, buffer.byteOffset, MathMax(MathTrunc(end), 0) || 0);
  }
  if (typeof value === 'number') return binding.indexOfNumber(buffer, value & 255, offset, forward);
  const number = encoding === undefined ? utf8 : encodingNumber(encoding);
  if (typeof value === 'string') {
    if (number === -1) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    return binding.indexOfString(buffer, value, offset, number, forward);
  }
  if (isUint8Array(value)) return binding.indexOfBuffer(buffer, value, offset, number, forward);
  throw new codes.ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

/** First position of a string, bytes or a byte, or -1. indexOf(value[, byteOffset[, end]][, encoding]) */
function indexOf(value, byteOffset, end, encoding) {
  return search(this, value, byteOffset, end, encoding, true);
}

/** Last position of a string, bytes or a byte, or -1. */
function lastIndexOf(value, byteOffset, end, encoding) {
  return search(this, value, byteOffset, end, encoding, false);
}

function includes(value, byteOffset, end, encoding) {
  return search(this, value, byteOffset, end, encoding, true) !== -1;
}

function fillEncoding(encoding) {
  if (normalizeEncoding(encoding) !== undefined) return encoding ? encodingNumber(encoding) : utf8;
  validateString(encoding, 'encoding');
  throw new codes.ERR_UNKNOWN_ENCODING(encoding);
}

/** fill(value[, offset[, end]][, encoding]) */
function fill(value, offset, end, encoding) {
  return fillRange(this, value, offset, end, encoding);
}

function fillRange(buffer, value, offset, end, encoding) {
  let number = utf8;
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = end = undefined;
    } else if (typeof end === 'string') {
      encoding = end;
      end = undefined;
    }
    number = fillEncoding(encoding);
    if (value.length === 0) value = 0;
    else if (value.length === 1 && number === utf8 && value.charCodeAt(0) < 128) {
      value = value.charCodeAt(0);
    }
  }
  if (offset === undefined) {
    offset = 0;
    end = buffer.length;
  } else {
    validateInteger(offset, 'offset', 0);
    if (end === undefined) end = buffer.length;
    else validateInteger(end, 'end', 0, buffer.length);
    if (offset >= end) return buffer;
  }
  if (typeof value === 'number' && end <= TypedArrayPrototypeGetByteLength(buffer)) {
    return TypedArrayPrototypeFill(buffer, value, offset, end);
  }
  const result = binding.fill(buffer, MathTrunc(offset), MathTrunc(end),
    typeof value === 'string' || ArrayBufferIsView(value) ? value : +value, number);
  if (result === -1) throw new codes.ERR_INVALID_ARG_VALUE('value', value);
  if (result === -2) checkBytes(buffer);
  if (result === -2) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS();
  return buffer;
}

module.exports = { fill, fillRange, includes, indexOf, lastIndexOf };

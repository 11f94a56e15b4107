// SPDX-License-Identifier: MIT
// Text in buffers: encodings by name, and the methods xxxSlice and xxxWrite of Buffer.prototype.
'use strict';

const { MathTrunc } = primordials;

const { codes } = require('internal/errors');
const { encodingsMap, normalizeEncoding } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { writeText } = require('internal/buffer');
const binding = internalBinding('buffer');

const { ascii, base64, base64url, hex, latin1, utf16le, utf8 } = encodingsMap;

/** The number of an encoding given by any of its names, or -1. Not for undefined and null. */
function encodingNumber(name) {
  // The usual spellings first: they are the same string object as here.
  if (name === 'utf8' || name === 'utf-8') return utf8;
  if (name === 'latin1') return latin1;
  if (name === 'hex') return hex;
  if (name === 'base64') return base64;
  if (name === 'ascii') return ascii;
  const text = `${name}`;
  const normalized = normalizeEncoding(text);
  return normalized === undefined || text === '' ? -1 : encodingsMap[normalized];
}

function checkBytes(value) {
  if (!isArrayBufferView(value)) throw withCode(new TypeError('argument must be a buffer'), 'ERR_INVALID_ARG_TYPE');
}

function withCode(error, code) {
  error.code = code;
  return error;
}

function checkText(value) {
  if (typeof value !== 'string') throw withCode(new TypeError('argument must be a string'), 'ERR_INVALID_ARG_TYPE');
}

function slicer(encoding) {
  return function slice(start, end) {
    checkBytes(this);
    const length = this.byteLength;
    if (length === 0) return ''; // whatever the range
    start = start === undefined ? 0 : MathTrunc(+start) || 0;
    end = end === undefined ? length : MathTrunc(+end) || 0;
    if (start < 0 || end < 0 || end > length) {
      throw withCode(new RangeError('Index out of range'), 'ERR_OUT_OF_RANGE');
    }
    return start >= end ? '' : binding.slice(this, start, end, encoding);
  };
}

function writer(encoding) {
  // These three have always been strict about the length; the others cut it off.
  const strict = encoding === ascii || encoding === latin1 || encoding === utf8;
  return function write(string, offset, length) {
    checkBytes(this);
    if (!strict) checkText(string);
    offset = offset === undefined ? 0 : MathTrunc(+offset) || 0;
    const room = this.byteLength - offset;
    length = length === undefined ? room : MathTrunc(+length) || 0;
    if (!strict && (offset < 0 || (length < 0 && room >= 0))) {
      throw withCode(new RangeError('Index out of range'), 'ERR_OUT_OF_RANGE');
    }
    if (offset < 0 || room < 0) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('offset');
    if (strict) {
      if (length < 0 || length > room) throw new codes.ERR_BUFFER_OUT_OF_BOUNDS('length');
      checkText(string);
    }
    return writeText(this, string, offset, length, encoding);
  };
}

function named(fn, name) {
  Object.defineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });
  return fn;
}

/** Adds asciiSlice, …, utf8Write. */
function addTextMethods(prototype) {
  const names = { ascii, base64, base64url, latin1, hex, ucs2: utf16le, utf8 };
  for (const name in names) {
    prototype[`${name}Slice`] = named(slicer(names[name]), `${name}Slice`);
  }
  for (const name in names) {
    prototype[`${name}Write`] = named(writer(names[name]), `${name}Write`);
  }
}

module.exports = { addTextMethods, checkBytes, checkText, encodingNumber };

// SPDX-License-Identifier: MIT
// generatePrime and checkPrime.
'use strict';

const binding = internalBinding('crypto_dh');
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateInt32, validateObject } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { kEmptyObject } = require('internal/util');

function numberBytes(value, name) {
  if (typeof value === 'bigint') {
    if (value < 0n) throw new ERR_OUT_OF_RANGE(name, '>= 0', value);
    const hex = value.toString(16);
    return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  }
  if (!isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    const types = ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'];
    throw new ERR_INVALID_ARG_TYPE(name, types, value);
  }
  return value;
}

function prepare(size, options) {
  validateInt32(size, 'size', 1);
  validateObject(options, 'options');
  const { safe = false, bigint = false } = options;
  let { add, rem } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  if (add !== undefined) add = numberBytes(add, 'options.add');
  if (rem !== undefined) rem = numberBytes(rem, 'options.rem');
  const convert = (bytes) => (bigint ? BigInt(`0x${bytes.toString('hex')}`) :
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return { safe, add, rem, convert };
}

/** callback(error, ArrayBuffer|bigint): a prime of `size` bits */
function generatePrime(size, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  validateInt32(size, 'size', 1);
  validateFunction(callback, 'callback');
  const { safe, add, rem, convert } = prepare(size, options);
  binding.generatePrime(size, safe, add, rem, (error, bytes) => {
    if (error) callback(error);
    else callback(undefined, convert(bytes));
  });
}

/** @returns {ArrayBuffer|bigint} */
function generatePrimeSync(size, options = kEmptyObject) {
  const { safe, add, rem, convert } = prepare(size, options);
  return convert(binding.generatePrime(size, safe, add, rem));
}

function candidateBytes(candidate, options) {
  candidate = numberBytes(candidate, 'candidate');
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
  return candidate;
}

/** callback(error, boolean) */
function checkPrime(candidate, options = kEmptyObject, callback) {
  candidate = numberBytes(candidate, 'candidate');
  if (typeof options === 'function') {
    callback = options;
    options = kEmptyObject;
  }
  validateFunction(callback, 'callback');
  binding.checkPrime(candidateBytes(candidate, options), callback);
}

/** @returns {boolean} */
function checkPrimeSync(candidate, options = kEmptyObject) {
  return binding.checkPrime(candidateBytes(candidate, options));
}

module.exports = { generatePrime, generatePrimeSync, checkPrime, checkPrimeSync };

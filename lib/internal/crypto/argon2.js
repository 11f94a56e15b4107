// SPDX-License-Identifier: MIT
// Argon2: the password hash of RFC 9106.
'use strict';

const binding = internalBinding('crypto_argon2');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateInteger, validateObject, validateOneOf, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { getArrayBufferOrView } = require('internal/crypto/util');

const kTypes = ['argon2d', 'argon2i', 'argon2id'];
const kMaxUint32 = 2 ** 32 - 1;
const kMaxLanes = 2 ** 24 - 1;

function bytes(parameters, name, min, optional) {
  const value = parameters[name];
  if (optional && value === undefined) return undefined;
  const path = `parameters.${name}`;
  if (typeof value !== 'string' && !isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(path, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  const view = getArrayBufferOrView(value, path);
  validateInteger(view.byteLength, `${path}.byteLength`, min, kMaxUint32);
  return view;
}

function check(algorithm, parameters) {
  validateString(algorithm, 'algorithm');
  validateOneOf(algorithm, 'algorithm', kTypes);
  validateObject(parameters, 'parameters');
  const message = bytes(parameters, 'message', 0);
  const nonce = bytes(parameters, 'nonce', 8);
  const secret = bytes(parameters, 'secret', 0, true);
  const associatedData = bytes(parameters, 'associatedData', 0, true);
  const { parallelism, tagLength, memory, passes } = parameters;
  validateInteger(parallelism, 'parameters.parallelism', 1, kMaxLanes);
  validateInteger(tagLength, 'parameters.tagLength', 4, kMaxUint32);
  validateInteger(memory, 'parameters.memory', 8 * parallelism, kMaxUint32);
  validateInteger(passes, 'parameters.passes', 1, kMaxUint32);
  return [kTypes.indexOf(algorithm), message, nonce, secret, associatedData, tagLength, passes, memory, parallelism];
}

/**
 * @param {'argon2d'|'argon2i'|'argon2id'} algorithm
 * @param {{message: *, nonce: *, parallelism: number, tagLength: number, memory: number, passes: number, secret?: *,
 *   associatedData?: *}} parameters memory in KiB, tagLength in bytes
 * @param {Function} callback (error, Buffer)
 */
function argon2(algorithm, parameters, callback) {
  const args = check(algorithm, parameters);
  validateFunction(callback, 'callback');
  binding.argon2(...args, callback);
}

/** @returns {Buffer} */
function argon2Sync(algorithm, parameters) {
  return binding.argon2(...check(algorithm, parameters));
}

module.exports = { argon2, argon2Sync };

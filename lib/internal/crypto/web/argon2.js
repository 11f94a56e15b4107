// SPDX-License-Identifier: MIT
// Argon2d, Argon2i and Argon2id: deriveBits, and the passwords that it derives from.
'use strict';

const { SecretKeyObject } = require('internal/crypto/keys');
const { kHandle } = require('internal/crypto/util');
const { domError, longJob, toArrayBuffer } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { notExtractable, readSecret } = require('internal/crypto/web/secret');

const kTypes = ['Argon2d', 'Argon2i', 'Argon2id']; // the binding's numbers
const kMaxLanes = 2 ** 24 - 1;
const kVersion = 0x13;

const refuse = (message) => domError(message, 'OperationError');

/** Ranges of Argon2Params. @throws {DOMException} OperationError */
function checkParams({ memory, nonce, parallelism, passes, version = kVersion }) {
  if (memory < 8 * parallelism) throw refuse('memory must be at least 8 times the degree of parallelism');
  if (nonce.byteLength < 8) throw refuse('nonce must be at least 8 bytes');
  if (parallelism === 0 || parallelism > kMaxLanes) throw refuse(`parallelism must be > 0 and <= ${kMaxLanes}`);
  if (passes === 0) throw refuse('passes must be > 0');
  if (version !== kVersion) throw refuse(`${version} is not a valid Argon2 version`);
}

/** @returns {CryptoKey} never extractable */
function importKey(format, data, { name }, extractable, usages) {
  if (extractable) throw notExtractable(name);
  if (usages.some((usage) => usage !== 'deriveKey' && usage !== 'deriveBits')) {
    throw domError(`Unsupported key usage for a ${name} key`, 'SyntaxError');
  }
  const bytes = readSecret(format, data, { name, usages, extractable });
  return createCryptoKey(new SecretKeyObject(bytes), { name }, usages, false);
}

/** @throws {DOMException} OperationError */
function checkBits(algorithm, length) {
  if (length === null) throw refuse('length cannot be null');
  if (length % 8 !== 0) throw refuse('length must be a multiple of 8');
  if (length < 32) throw refuse('length must be >= 32');
}

/** @param {number|null} length bits @returns {Promise<ArrayBuffer>} */
async function deriveBits(algorithm, key, length) {
  checkBits(algorithm, length);
  const { name, nonce, secretValue, associatedData, passes, memory, parallelism } = algorithm;
  return toArrayBuffer(await longJob(internalBinding('crypto_argon2').argon2, kTypes.indexOf(name), slotsOf(key).key[kHandle], nonce,
    secretValue, associatedData, length / 8, passes, memory, parallelism));
}

/** A key to derive from may have any length. */
const getKeyLength = () => null;

module.exports = { checkBits, checkParams, deriveBits, getKeyLength, importKey };

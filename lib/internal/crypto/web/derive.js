// SPDX-License-Identifier: MIT
// HKDF and PBKDF2: deriveBits and what keys are derived from.
'use strict';

const { Buffer } = require('buffer');
const { SecretKeyObject } = require('internal/crypto/keys');
const { kHandle } = require('internal/crypto/util');
const { domError, longJob, toArrayBuffer } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { checkUsages, notExtractable, readSecret } = require('internal/crypto/web/secret');
const { nodeDigest } = require('internal/crypto/web/mac');

const crypto = internalBinding('crypto');
const kMaxInfo = 1024;

/** @returns {CryptoKey} never extractable */
function importKey(format, data, { name }, extractable, usages) {
  if (extractable) throw notExtractable(name);
  checkUsages(name, usages, ['deriveKey', 'deriveBits']);
  const bytes = readSecret(format, data, { name, usages, extractable, raw: true });
  return createCryptoKey(new SecretKeyObject(bytes), { name }, usages, false);
}

/** @throws {DOMException} OperationError */
function checkBits(algorithm, length) {
  if (length === null) throw domError('length cannot be null', 'OperationError');
  if (length % 8 !== 0) throw domError('length must be a multiple of 8', 'OperationError');
}

/** @param {number|null} length bits @returns {Promise<ArrayBuffer>} */
async function deriveBits(algorithm, key, length) {
  checkBits(algorithm, length);
  if (length === 0) return new ArrayBuffer(0);
  const secret = slotsOf(key).key[kHandle];
  const { name, hash, salt } = algorithm;
  const digest = nodeDigest(hash.name);
  if (name === 'PBKDF2') {
    return toArrayBuffer(await longJob(crypto.pbkdf2, secret, salt, algorithm.iterations, length / 8, digest));
  }
  if (length / 8 > 255 * crypto.digestSize(digest) || algorithm.info.byteLength > kMaxInfo) throw domError('The operation failed for an operation-specific reason', 'OperationError');
  return toArrayBuffer(await longJob(crypto.hkdf, digest, secret, salt, algorithm.info, length / 8) ?? Buffer.alloc(0));
}

/** A key to derive from may have any length. */
const getKeyLength = () => null;

module.exports = { importKey, deriveBits, checkBits, getKeyLength };

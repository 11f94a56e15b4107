// SPDX-License-Identifier: MIT
// HMAC and KMAC: sign, verify and their keys.
'use strict';

const { SecretKeyObject } = require('internal/crypto/keys');
const { kHandle } = require('internal/crypto/util');
const { domError, job } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { checkAlg, dataError } = require('internal/crypto/web/jwk');
const { checkUsages, generateSecret, readSecret, writeSecret } = require('internal/crypto/web/secret');

const binding = internalBinding('webcrypto');
// The block sizes of the digests: the default lengths of HMAC keys. SHA-3: the rate (FIPS 202).
const kBlockBits = {
  '__proto__': null, 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024,
  'SHA3-256': 1088, 'SHA3-384': 832, 'SHA3-512': 576,
};
const isKmac = (name) => name !== 'HMAC';
const kmacBits = (name) => (name === 'KMAC128' ? 128 : 256);
const nodeDigest = (name) => (name.startsWith('SHA-') ? `sha${name.slice(4)}` : name.toLowerCase());

function defaultBits({ name, hash }) {
  return isKmac(name) ? kmacBits(name) : kBlockBits[hash.name];
}

function checkBits(length, name) {
  if (length === 0) throw domError('Zero-length key is not supported', 'OperationError');
  if (length % 8 !== 0) throw domError(`Unsupported algorithm.length`, 'NotSupportedError');
  return name;
}

const describe = ({ name, hash }, bits) => (isKmac(name) ? { name, length: bits } : { name, length: bits, hash });

function jwkAlg({ name, hash }) {
  if (isKmac(name)) return `K${kmacBits(name)}`;
  return hash.name.startsWith('SHA-') ? `HS${hash.name.slice(4)}` : undefined;
}

/** @returns {CryptoKey} */
function generateKey(algorithm, extractable, usages) {
  checkUsages(algorithm.name, usages, ['sign', 'verify']);
  const bits = algorithm.length ?? defaultBits(algorithm);
  checkBits(bits);
  return createCryptoKey(generateSecret(bits), describe(algorithm, bits), usages, extractable);
}

/** @returns {CryptoKey} */
function importKey(format, data, algorithm, extractable, usages) {
  const { name, length } = algorithm;
  checkUsages(name, usages, ['sign', 'verify']);
  const bytes = readSecret(format, data, {
    name, usages, extractable, use: 'sig', raw: !isKmac(name),
    checkAlg: (jwk) => (jwkAlg(algorithm) === undefined ? undefined : checkAlg(jwk, jwkAlg(algorithm))),
  });
  if (length !== undefined && length % 8 !== 0) throw domError('Unsupported algorithm.length', 'NotSupportedError');
  if (bytes.length === 0 || length === 0) throw dataError('Zero-length key is not supported');
  if (length !== undefined && length !== bytes.length * 8) throw dataError('Invalid key length');
  return createCryptoKey(new SecretKeyObject(bytes), describe(algorithm, bytes.length * 8), usages, extractable);
}

const exportKey = (format, key) => {
  const { algorithm } = slotsOf(key);
  return writeSecret(key, format, jwkAlg(algorithm), !isKmac(algorithm.name));
};

function mac(algorithm, key, data, expected) {
  const { key: secret, algorithm: own } = slotsOf(key);
  const bytes = secret[kHandle];
  if (!isKmac(own.name)) {
    return job(data.byteLength, binding.mac, undefined, nodeDigest(own.hash.name), bytes, undefined, 0, data, expected);
  }
  if (algorithm.length % 8 !== 0) throw domError('Unsupported KmacParams length', 'NotSupportedError');
  if (algorithm.length === 0) {
    return Promise.resolve(expected === undefined ? new ArrayBuffer(0) : expected.byteLength === 0);
  }
  return job(data.byteLength, binding.mac, own.name === 'KMAC128' ? 'KMAC-128' : 'KMAC-256', undefined, bytes,
    algorithm.customization, algorithm.length / 8, data, expected);
}

/** @returns {Promise<ArrayBuffer>} */
const sign = (algorithm, key, data) => mac(algorithm, key, data, undefined);
/** @returns {Promise<boolean>} */
const verify = (algorithm, key, signature, data) => mac(algorithm, key, data, signature);

/** @returns {number} bits of a key that is to be derived */
function getKeyLength(algorithm) {
  const { length } = algorithm;
  if (length === undefined) return defaultBits(algorithm);
  if (length === 0) {
    const error = new TypeError('Invalid key length');
    error.code = 'ERR_INVALID_ARG_VALUE';
    throw error;
  }
  return length;
}

module.exports = { generateKey, importKey, exportKey, sign, verify, getKeyLength, nodeDigest };

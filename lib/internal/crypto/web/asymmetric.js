// SPDX-License-Identifier: MIT
// What rsa.js, ec.js and okp.js share: reading and writing pairs of keys.
'use strict';

const binding = internalBinding('crypto_key');
const { PrivateKeyObject, PublicKeyObject, exportJwk } = require('internal/crypto/keys');
const { kHandle } = require('internal/crypto/util');
const { domError, longJob, toArrayBuffer } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { dataError, jwkOf, kKeyObject } = require('internal/crypto/web/jwk');
const { checkUsages, wrongExport } = require('internal/crypto/web/secret');

/**
 * @param {string[]} allowed for the public key
 * @param {string[]} allowedPrivate
 * @param {string[]} usages what the program wants
 * @throws {DOMException} SyntaxError
 */
function checkPairUsages(name, usages, allowed, allowedPrivate) {
  checkUsages(name, usages, [...allowed, ...allowedPrivate]);
}

/**
 * @param {object} params of the binding's generate()
 * @param {object} algorithm as the keys will tell it
 * @returns {Promise<{publicKey: CryptoKey, privateKey: CryptoKey}>}
 */
async function generatePair(params, algorithm, extractable, usages, allowed, allowedPrivate) {
  const handle = await longJob(internalBinding('crypto_keygen').generate, params);
  const only = (list) => usages.filter((usage) => list.includes(usage));
  return {
    publicKey: createCryptoKey(new PublicKeyObject(handle), algorithm, only(allowed), true),
    privateKey: createCryptoKey(new PrivateKeyObject(handle), algorithm, only(allowedPrivate), extractable),
  };
}

/** The KeyObject in SPKI or PKCS #8, or the one given. @throws {DOMException} DataError */
function readKey(format, data) {
  if (format === kKeyObject) return data;
  try {
    if (format === 'spki') return new PublicKeyObject(binding.readPublic(data, 'spki'));
    return new PrivateKeyObject(binding.readPrivate(data, 'pkcs8'));
  } catch (cause) {
    throw dataError('Invalid keyData', cause);
  }
}

/** @throws {DOMException} DataError unless the key is of one of OpenSSL's types */
function checkKeyType(key, type) {
  if (key.type === 'secret' || key.asymmetricKeyType !== type) throw dataError('Invalid key type');
}

/** The key of what a function of the binding made; it made nothing of what is wrong. */
function keyOf(handle, isPrivate) {
  if (handle === undefined) throw dataError('Invalid keyData');
  return isPrivate ? new PrivateKeyObject(handle) : new PublicKeyObject(handle);
}

/**
 * @param {string|undefined} alg of JWK
 * @param {Function} [raw] gives the bytes of the public key, for formats 'raw' and 'raw-public'
 */
function writeKey(format, key, alg, raw) {
  const { key: own, type } = slotsOf(key);
  if (format === 'jwk') return { ...jwkOf(key, alg), ...exportJwk(own) };
  if (format === 'spki' && type === 'public') return toArrayBuffer(own[kHandle].writePublic(false, 'spki'));
  if (format === 'pkcs8' && type === 'private') return toArrayBuffer(own[kHandle].writePrivate(false, 'pkcs8'));
  if (raw !== undefined && (format === 'raw' || format === 'raw-public') && type === 'public') return raw(own[kHandle]);
  throw wrongExport(key, format);
}

/** @throws {DOMException} InvalidAccessError */
function checkType(key, type) {
  if (slotsOf(key).type !== type) throw domError(`Key must be a ${type} key`, 'InvalidAccessError');
}

/**
 * A signature of `data`, or whether `signature` is one.
 * @param {{digest?: string, padding?: number, salt?: number}} how
 */
async function signature(key, data, expected, how) {
  checkType(key, expected === undefined ? 'private' : 'public');
  const handle = slotsOf(key).key[kHandle];
  const result = await longJob(internalBinding('crypto_sign').sign, handle, how.digest, data, how.padding, how.salt, true, expected);
  return expected === undefined ? toArrayBuffer(result) : result;
}

/**
 * ECDH and its like: deriveBits.
 * @param {number|null} length bits; null: all of them
 * @returns {Promise<ArrayBuffer>}
 */
async function agree(algorithm, key, length) {
  const own = slotsOf(key);
  const peer = slotsOf(algorithm.public);
  if (own.type !== 'private') throw domError('baseKey must be a private key', 'InvalidAccessError');
  const bytes = await longJob(internalBinding('crypto_dh').agree, own.key[kHandle], peer.key[kHandle]);
  const secret = new Uint8Array(bytes);
  if (length === null) return secret.buffer;
  const wanted = Math.ceil(length / 8);
  if (wanted > secret.length) throw domError('derived bit length is too small', 'OperationError');
  const part = secret.slice(0, wanted);
  if (length % 8) part[wanted - 1] &= 0xff00 >> (length % 8);
  return part.buffer;
}

/** @throws {DOMException} InvalidAccessError when the two keys cannot agree on anything */
function checkPeer(algorithm, name, namedCurve) {
  const peer = slotsOf(algorithm.public);
  if (peer.type !== 'public') throw domError('algorithm.public must be a public key', 'InvalidAccessError');
  if (peer.algorithm.name !== name) throw domError('key algorithm mismatch', 'InvalidAccessError');
  if (peer.algorithm.namedCurve !== namedCurve) throw domError('Named curve mismatch', 'InvalidAccessError');
}

module.exports = {
  agree, checkKeyType, checkPairUsages, checkPeer, checkType, generatePair, keyOf, readKey, signature, writeKey,
};

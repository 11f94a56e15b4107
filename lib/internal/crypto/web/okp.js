// SPDX-License-Identifier: MIT
// Ed25519, Ed448, X25519, X448 (RFC 8032, RFC 7748; JWK: RFC 8037).
'use strict';

const { domError } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { bytesOf, checkJwk, dataError, kKeyObject } = require('internal/crypto/web/jwk');
const { checkUsages, wrongImport } = require('internal/crypto/web/secret');
const {
  agree, checkKeyType, checkPairUsages, checkPeer, generatePair, keyOf, readKey, signature, writeKey,
} = require('internal/crypto/web/asymmetric');

const binding = internalBinding('crypto_key');
const sizes = { __proto__: null, Ed25519: 32, X25519: 32, Ed448: 57, X448: 56 };
const isSigning = (name) => name.startsWith('Ed');
const publicUsages = (name) => (isSigning(name) ? ['verify'] : []);
const privateUsages = (name) => (isSigning(name) ? ['sign'] : ['deriveKey', 'deriveBits']);

/** @returns {Promise<CryptoKeyPair>} */
function generateKey({ name }, extractable, usages) {
  const [allowed, allowedPrivate] = [publicUsages(name), privateUsages(name)];
  checkPairUsages(name, usages, allowed, allowedPrivate);
  if (!usages.some((usage) => allowedPrivate.includes(usage))) {
    throw domError('Usages cannot be empty when creating a key.', 'SyntaxError');
  }
  return generatePair({ kind: name.toUpperCase() }, { name }, extractable, usages, allowed, allowedPrivate);
}

function readJwk(jwk, name, extractable, usages) {
  const isPrivate = jwk.d !== undefined;
  checkUsages(name, usages, isPrivate ? privateUsages(name) : publicUsages(name));
  checkJwk(jwk, 'OKP', usages, extractable, isSigning(name) ? 'sig' : 'enc');
  if (jwk.crv !== name) throw dataError('JWK "crv" Parameter and algorithm name mismatch');
  if (isSigning(name) && jwk.alg !== undefined && jwk.alg !== name && jwk.alg !== 'EdDSA') {
    throw dataError('JWK "alg" does not match the requested algorithm');
  }
  const x = bytesOf(jwk, 'x');
  if (x.length !== sizes[name]) throw dataError('Invalid keyData');
  if (!isPrivate) return keyOf(binding.fromRaw(name, x, false), false);
  const d = bytesOf(jwk, 'd');
  const key = d.length === sizes[name] ? binding.fromRaw(name, d, true) : undefined;
  if (key === undefined || !key.numbers().x.equals(x)) throw dataError('Invalid keyData');
  return keyOf(key, true);
}

function readRaw(data, name, usages) {
  checkUsages(name, usages, publicUsages(name));
  return keyOf(data.length === sizes[name] ? binding.fromRaw(name, data, false) : undefined, false);
}

/** @returns {CryptoKey} */
function importKey(format, data, { name }, extractable, usages) {
  let key;
  if (format === 'jwk') {
    key = readJwk(data, name, extractable, usages);
  } else if (format === 'raw' || format === 'raw-public') {
    key = readRaw(data, name, usages);
  } else if (format === 'spki' || format === 'pkcs8' || format === kKeyObject) {
    const isPublic = format === 'spki' || (format === kKeyObject && data.type === 'public');
    checkUsages(name, usages, isPublic ? publicUsages(name) : privateUsages(name));
    key = readKey(format, data);
  } else {
    throw wrongImport(name, format);
  }
  checkKeyType(key, name.toLowerCase());
  return createCryptoKey(key, { name }, usages, extractable);
}

function exportKey(format, key) {
  const { algorithm: { name } } = slotsOf(key);
  return writeKey(format, key, isSigning(name) ? name : undefined, (handle) => new Uint8Array(handle.numbers().x).buffer);
}

/** @param {number|null} length bits @returns {Promise<ArrayBuffer>} */
async function deriveBits(algorithm, key, length) {
  checkPeer(algorithm, slotsOf(key).algorithm.name, undefined);
  return agree(algorithm, key, length);
}

function checkContext({ context }) {
  // OpenSSL takes a context from version 3.2 on.
  if (context?.byteLength) throw domError('Non zero-length context is not supported', 'NotSupportedError');
}

function run(algorithm, key, data, expected) {
  checkContext(algorithm);
  return signature(key, data, expected, {});
}

module.exports = {
  generateKey, importKey, exportKey, deriveBits, checkContext,
  sign: (algorithm, key, data) => run(algorithm, key, data, undefined),
  verify: (algorithm, key, expected, data) => run(algorithm, key, data, expected),
};

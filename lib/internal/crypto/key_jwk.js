// SPDX-License-Identifier: MIT
// JSON Web Keys: native keys of them. Used by key_input.js; they are written in keys.js.
'use strict';

const binding = internalBinding('crypto_key');
const { Buffer } = require('buffer');
const { codes: { ERR_CRYPTO_INVALID_JWK } } = require('internal/errors');

const okpLengths = { __proto__: null, Ed25519: 32, X25519: 32, Ed448: 57, X448: 56 };
const ecCurves = { __proto__: null, 'P-256': 'prime256v1', 'secp256k1': 'secp256k1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
const ecSizes = { __proto__: null, 'P-256': 32, 'secp256k1': 32, 'P-384': 48, 'P-521': 66 };
const RSA_PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

function refuse(key) {
  throw new ERR_CRYPTO_INVALID_JWK(`Invalid JWK ${key.kty} key`);
}

function bytesOf(key, name) {
  const text = key[name];
  if (typeof text !== 'string') refuse(key);
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0) refuse(key);
  return bytes;
}

function checkPrivate(key, isPublic) {
  if (!isPublic && key.d === undefined) throw new ERR_CRYPTO_INVALID_JWK('JWK does not contain private key material');
}

function fromOkp(key, isPublic) {
  const size = typeof key.crv === 'string' ? okpLengths[key.crv] : undefined;
  if (size === undefined) refuse(key);
  const x = bytesOf(key, 'x');
  checkPrivate(key, isPublic);
  const d = key.d === undefined ? undefined : bytesOf(key, 'd');
  if (x.length !== size || (d !== undefined && d.length !== size)) refuse(key);
  const handle = binding.fromRaw(key.crv, d ?? x, d !== undefined);
  if (d !== undefined && !handle.numbers().x.equals(x)) refuse(key);
  return isPublic && d !== undefined ? binding.fromRaw(key.crv, x, false) : handle;
}

function publicPoint(curve, d, key) {
  const { ECDH } = require('internal/crypto/diffiehellman');
  const ecdh = new ECDH(curve);
  try {
    ecdh.setPrivateKey(d);
  } catch {
    refuse(key);
  }
  return ecdh.getPublicKey();
}

function fromEc(key, isPublic) {
  if (typeof key.crv !== 'string') refuse(key);
  const size = ecSizes[key.crv];
  if (size === undefined) throw Object.assign(new TypeError('Invalid EC curve name'), { code: 'ERR_CRYPTO_INVALID_CURVE' });
  const padded = (bytes) => {
    if (bytes.length > size) refuse(key);
    return Buffer.concat([Buffer.alloc(size - bytes.length), bytes]);
  };
  const x = bytesOf(key, 'x'), y = bytesOf(key, 'y');
  checkPrivate(key, isPublic);
  const point = Buffer.concat([Buffer.from([4]), padded(x), padded(y)]);
  const d = key.d === undefined ? undefined : padded(bytesOf(key, 'd'));
  if (d !== undefined && !point.equals(publicPoint(ecCurves[key.crv], d, key))) refuse(key);
  const handle = binding.fromEc(ecCurves[key.crv], point, d);
  return isPublic && d !== undefined && handle !== undefined ? binding.fromEc(ecCurves[key.crv], point) : handle;
}

function fromRsa(key, isPublic) {
  const numbers = ['n', 'e'].map((name) => bytesOf(key, name));
  checkPrivate(key, isPublic);
  const rest = key.d === undefined ? [] : RSA_PRIVATE.map((name) => bytesOf(key, name));
  return isPublic ? binding.fromRsa(...numbers) : binding.fromRsa(...numbers, ...rest);
}

const kinds = { __proto__: null, RSA: fromRsa, EC: fromEc, OKP: fromOkp };

/** @param {object} key @param {boolean} isPublic what is wanted; there may be a private half besides */
function fromJwk(key, isPublic) {
  const { kty } = key;
  if (typeof kty !== 'string') throw new ERR_CRYPTO_INVALID_JWK('Invalid JWK format');
  if (kinds[kty] === undefined) throw new ERR_CRYPTO_INVALID_JWK(`${kty} is not a supported JWK key type`);
  return kinds[kty](key, isPublic) ?? refuse(key);
}

module.exports = { fromJwk };

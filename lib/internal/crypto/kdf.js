// SPDX-License-Identifier: MIT
// Key derivation: pbkdf2, scrypt, hkdf; in the pool, or synchronously.
'use strict';

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const { codes: { ERR_CRYPTO_INVALID_DIGEST, ERR_CRYPTO_INVALID_KEYLEN, ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } =
  require('internal/errors');
const { validateFunction, validateInt32, validateInteger, validateString, validateUint32 } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { isKeyObject } = require('internal/crypto/key_input');
const { cryptoKeyObject, getArrayBufferOrView, secretBytes } = require('internal/crypto/util');

function checkPbkdf2(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = getArrayBufferOrView(password, 'password');
  salt = getArrayBufferOrView(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  if (binding.digestSize(digest) === 0) throw new ERR_CRYPTO_INVALID_DIGEST(digest);
  return { password, salt };
}

/** callback(error, Buffer) */
function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  ({ password, salt } = checkPbkdf2(password, salt, iterations, keylen, digest));
  validateFunction(callback, 'callback');
  binding.pbkdf2(password, salt, iterations, keylen, digest, callback);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  ({ password, salt } = checkPbkdf2(password, salt, iterations, keylen, digest));
  return binding.pbkdf2(password, salt, iterations, keylen, digest);
}

const scryptDefaults = { N: 16384, r: 8, p: 1, maxmem: 32 * 1024 * 1024 };

function checkScrypt(password, salt, keylen, options) {
  password = getArrayBufferOrView(password, 'password');
  salt = getArrayBufferOrView(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  let { N, r, p, maxmem } = scryptDefaults;
  const pick = (short, long, value) => {
    const a = options[short];
    const b = long === undefined ? undefined : options[long];
    if (a !== undefined) {
      validateUint32(a, short);
      if (b !== undefined) throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
      return a;
    }
    if (b !== undefined) {
      validateUint32(b, long);
      return b;
    }
    return value;
  };
  if (options && options !== scryptDefaults) {
    N = pick('N', 'cost', N);
    r = pick('r', 'blockSize', r);
    p = pick('p', 'parallelization', p);
    if (options.maxmem !== undefined) {
      maxmem = options.maxmem;
      validateInteger(maxmem, 'maxmem', 0);
    }
    N ||= scryptDefaults.N;
    r ||= scryptDefaults.r;
    p ||= scryptDefaults.p;
    maxmem ||= scryptDefaults.maxmem;
  }
  return { password, salt, N, r, p, maxmem };
}

function scrypt(password, salt, keylen, options, callback = undefined) {
  if (callback === undefined) {
    callback = options;
    options = scryptDefaults;
  }
  const c = checkScrypt(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  binding.scrypt(c.password, c.salt, c.N, c.r, c.p, c.maxmem, keylen, callback);
}

function scryptSync(password, salt, keylen, options = scryptDefaults) {
  const c = checkScrypt(password, salt, keylen, options);
  return binding.scrypt(c.password, c.salt, c.N, c.r, c.p, c.maxmem, keylen);
}

function bytesOf(value, name) {
  if (typeof value !== 'string' && !isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], value);
  }
  return getArrayBufferOrView(value, name);
}

const isKey = (key) => typeof key === 'object' && (isKeyObject(key) || cryptoKeyObject(key) !== undefined);

function ikmBytes(key) {
  if (typeof key !== 'string' && !isAnyArrayBuffer(key) && !isArrayBufferView(key) && !isKey(key)) {
    throw new ERR_INVALID_ARG_TYPE('ikm', ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], key);
  }
  return secretBytes(key, 'ikm');
}

function checkHkdf(hash, key, salt, info, length) {
  validateString(hash, 'digest');
  key = key?.type === 'secret' && typeof key.export === 'function' ? key.export() : ikmBytes(key);
  salt = bytesOf(salt, 'salt');
  info = bytesOf(info, 'info');
  validateInteger(length, 'length', 0);
  if (info.byteLength > 1024) {
    throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  const size = binding.digestSize(hash);
  if (size === 0) throw new ERR_CRYPTO_INVALID_DIGEST(hash);
  if (length > 255 * size) throw new ERR_CRYPTO_INVALID_KEYLEN('Invalid key length');
  return { key, salt, info };
}

// Web shape: an ArrayBuffer.
const toArrayBuffer = (buffer) => buffer.buffer;

function hkdf(hash, key, salt, info, length, callback) {
  const c = checkHkdf(hash, key, salt, info, length);
  validateFunction(callback, 'callback');
  binding.hkdf(hash, c.key, c.salt, c.info, length, (error, result) =>
    (error ? callback(error) : callback(null, toArrayBuffer(result))));
}

function hkdfSync(hash, key, salt, info, length) {
  const c = checkHkdf(hash, key, salt, info, length);
  return toArrayBuffer(binding.hkdf(hash, c.key, c.salt, c.info, length) ?? Buffer.alloc(0));
}

module.exports = { pbkdf2, pbkdf2Sync, scrypt, scryptSync, hkdf, hkdfSync };

// SPDX-License-Identifier: MIT
// What functions take as a key: KeyObjects, PEM, DER, JWK, with their options. Gives native keys.
// Used by keys.js, keygen.js, sig.js, publicencrypt.js.
'use strict';

const binding = internalBinding('crypto_key');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateObject, validateOneOf, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { kHandle, cryptoKeyObject, getArrayBufferOrView } = require('internal/crypto/util');

// What a key is wanted for.
const kConsumePublic = 0;
const kConsumePrivate = 1;
const kCreatePublic = 2;
const kCreatePrivate = 3;

const isStringOrBuffer = (value) => typeof value === 'string' || isArrayBufferView(value) || isAnyArrayBuffer(value);

function isKeyObject(value) {
  return value !== null && typeof value === 'object' && value[kHandle] !== undefined &&
    (value.type === 'secret' || value.type === 'public' || value.type === 'private');
}

function keyTypes(allowKeyObject) {
  const types = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string'];
  if (allowKeyObject) types.push('KeyObject', 'CryptoKey');
  return types;
}

function parseFormat(format, otherwise, name) {
  if (format === undefined && otherwise !== undefined) return otherwise;
  if (format === 'pem' || format === 'der' || format === 'jwk') return format;
  throw new ERR_INVALID_ARG_VALUE(name, format);
}

function parseType(type, required, keyType, isPublic, name) {
  if (type === undefined && !required) return undefined;
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for RSA keys');
    }
    return type;
  }
  if (type === 'spki' && isPublic !== false) return type;
  if (type === 'pkcs8' && isPublic !== true) return type;
  if (type === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'can only be used for EC keys');
    }
    return type;
  }
  throw new ERR_INVALID_ARG_VALUE(name, type);
}

/**
 * Options of reading (keyType undefined) or writing a key.
 * @returns {{format: string, type?: string, cipher?: string, passphrase?: ArrayBufferView}}
 */
function parseKeyEncoding(enc, keyType, isPublic, objName = 'options') {
  if (enc === null || typeof enc !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'object', enc);
  const isInput = keyType === undefined;
  const format = parseFormat(enc.format, isInput ? 'pem' : undefined, `${objName}.format`);
  const type = parseType(enc.type, !isInput && format !== 'jwk' || format === 'der', keyType, isPublic, `${objName}.type`);
  if (isPublic === true) return { format, type };
  const { cipher, encoding } = enc;
  let { passphrase } = enc;
  if (!isInput) {
    if (cipher != null) {
      if (typeof cipher !== 'string') throw new ERR_INVALID_ARG_VALUE(`${objName}.cipher`, cipher);
      if (format === 'der' && (type === 'pkcs1' || type === 'sec1')) {
        throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'does not support encryption');
      }
    } else if (passphrase !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(`${objName}.cipher`, cipher);
    }
  }
  if ((isInput && passphrase !== undefined && !isStringOrBuffer(passphrase)) ||
      (!isInput && cipher != null && !isStringOrBuffer(passphrase))) {
    throw new ERR_INVALID_ARG_VALUE(`${objName}.passphrase`, passphrase);
  }
  if (passphrase !== undefined) passphrase = getArrayBufferOrView(passphrase, 'key.passphrase', encoding);
  return { format, type, cipher: cipher ?? undefined, passphrase };
}

function handleOf(key, context) {
  if (context === kCreatePrivate) {
    throw new ERR_INVALID_ARG_TYPE('key', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  }
  if (key.type !== 'private') {
    if (context === kConsumePrivate || context === kCreatePublic) {
      throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
    }
    if (key.type !== 'public') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private or public');
  }
  return key[kHandle];
}

const bytesOf = (text) => Buffer.from(text, 'base64');
const okpLengths = { __proto__: null, Ed25519: 32, X25519: 32, Ed448: 57, X448: 56 };
const ecCurves = { __proto__: null, 'P-256': 'prime256v1', 'secp256k1': 'secp256k1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };

function fromOkp(key, isPublic) {
  validateOneOf(key.crv, 'key.crv', ['Ed25519', 'Ed448', 'X25519', 'X448']);
  validateString(key.x, 'key.x');
  if (!isPublic) validateString(key.d, 'key.d');
  const bytes = bytesOf(isPublic ? key.x : key.d);
  if (bytes.length !== okpLengths[key.crv]) throw new ERR_CRYPTO_INVALID_JWK();
  return binding.fromRaw(key.crv, bytes, !isPublic);
}

function fromEc(key, isPublic) {
  validateOneOf(key.crv, 'key.crv', ['P-256', 'secp256k1', 'P-384', 'P-521']);
  validateString(key.x, 'key.x');
  validateString(key.y, 'key.y');
  if (!isPublic) validateString(key.d, 'key.d');
  const size = { __proto__: null, 'P-384': 48, 'P-521': 66 }[key.crv] ?? 32;
  const padded = (text) => {
    const bytes = bytesOf(text);
    if (bytes.length > size) throw new ERR_CRYPTO_INVALID_JWK();
    return Buffer.concat([Buffer.alloc(size - bytes.length), bytes]);
  };
  const point = Buffer.concat([Buffer.from([4]), padded(key.x), padded(key.y)]);
  return binding.fromEc(ecCurves[key.crv], point, isPublic ? undefined : bytesOf(key.d));
}

function fromRsa(key, isPublic) {
  const names = isPublic ? ['n', 'e'] : ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];
  for (const name of names) validateString(key[name], `key.${name}`);
  return binding.fromRsa(...names.map((name) => bytesOf(key[name])));
}

function fromJwk(key, context) {
  validateObject(key, 'key');
  validateOneOf(key.kty, 'key.kty', ['RSA', 'EC', 'OKP']);
  const isPublic = context === kConsumePublic || context === kCreatePublic;
  const handle = (key.kty === 'OKP' ? fromOkp : key.kty === 'EC' ? fromEc : fromRsa)(key, isPublic);
  if (handle === undefined) throw new ERR_CRYPTO_INVALID_JWK();
  return handle;
}

function read(data, options, context) {
  const { type, passphrase } = options;
  const isPrivate = context === kConsumePrivate || context === kCreatePrivate;
  return isPrivate ? binding.readPrivate(data, options.format === 'der' ? type : '', passphrase) :
    binding.readPublic(data, options.format === 'der' ? type : '', passphrase);
}

/** The native key of what a user gave as a key for the purpose `context`. */
function keyHandle(key, context) {
  if (isKeyObject(key)) return handleOf(key, context);
  if (cryptoKeyObject(key) !== undefined) return handleOf(cryptoKeyObject(key), context);
  if (isStringOrBuffer(key)) return read(getArrayBufferOrView(key, 'key'), { format: 'pem' }, context);
  if (typeof key !== 'object' || key === null) throw new ERR_INVALID_ARG_TYPE('key', keyTypes(context !== kCreatePrivate), key);
  const { key: data, encoding, format } = key;
  if (isKeyObject(data)) return handleOf(data, context);
  if (cryptoKeyObject(data) !== undefined) return handleOf(cryptoKeyObject(data), context);
  if (format === 'jwk') {
    validateObject(data, 'key.key');
    return fromJwk(data, context);
  }
  if (!isStringOrBuffer(data)) throw new ERR_INVALID_ARG_TYPE('key.key', keyTypes(context !== kCreatePrivate), data);
  const isPublic = context === kConsumePrivate || context === kCreatePrivate ? false : undefined;
  return read(getArrayBufferOrView(data, 'key', encoding), parseKeyEncoding(key, undefined, isPublic), context);
}

const privateKeyHandle = (key) => keyHandle(key, kConsumePrivate);
const publicKeyHandle = (key) => keyHandle(key, kConsumePublic);

module.exports = {
  isKeyObject, isStringOrBuffer, keyHandle, keyTypes, parseKeyEncoding, privateKeyHandle, publicKeyHandle,
  kCreatePrivate, kCreatePublic,
};

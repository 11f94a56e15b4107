// SPDX-License-Identifier: MIT
// What functions take as a key: KeyObjects, PEM, DER, JWK, with their options. Gives native keys.
// Used by keys.js, keygen.js, sig.js, publicencrypt.js.
'use strict';

const binding = internalBinding('crypto_key');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { isURL } = require('internal/url');
const { validateObject } = require('internal/validators');
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

function keyTypes(allowKeyObject, allowURL) {
  const types = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string'];
  if (allowKeyObject) types.push('KeyObject', 'CryptoKey');
  if (allowURL) types.push('URL');
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
  validateObject(enc, 'options');
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
      throw new ERR_INVALID_ARG_VALUE(`${objName}.cipher`, cipher, 'is required when a passphrase is specified');
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
    throw new ERR_INVALID_ARG_TYPE('key', keyTypes(false, true), key);
  }
  if (key.type !== 'private') {
    if (context === kConsumePrivate || context === kCreatePublic) {
      throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
    }
    if (key.type !== 'public') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private or public');
  }
  return key[kHandle];
}

const isPublicContext = (context) => context === kConsumePublic || context === kCreatePublic;

function read(data, options, context) {
  const { type, passphrase } = options;
  const isPrivate = !isPublicContext(context);
  return isPrivate ? binding.readPrivate(data, options.format === 'der' ? type : '', passphrase) :
    binding.readPublic(data, options.format === 'der' ? type : '', passphrase);
}

/** What has been checked, and is read when everything else has been checked, too. */
class Unread {
  constructor(data, options, context) {
    this.data = data;
    this.options = options;
    this.context = context;
  }
}

/** The native key of what prepareKey() has given. */
function readKey(key) {
  if (!(key instanceof Unread)) return key;
  const { data, options, context } = key;
  return isURL(data) ? require('internal/crypto/key_url').fromURL(data, options) : read(data, options, context);
}

/** The native key of what a user gave as a key for the purpose `context`. */
const keyHandle = (key, context, name) => readKey(prepareKey(key, context, name));

/** The arguments are looked at: for readKey(). */
function prepareKey(key, context, name = 'key') {
  const isPublic = isPublicContext(context) ? undefined : false;
  if (isKeyObject(key)) return handleOf(key, context);
  if (cryptoKeyObject(key) !== undefined) return handleOf(cryptoKeyObject(key), context);
  if (isStringOrBuffer(key)) return new Unread(getArrayBufferOrView(key, name), { format: 'pem' }, context);
  const types = keyTypes(context !== kCreatePrivate, isPublic === false);
  if (typeof key !== 'object' || key === null) throw new ERR_INVALID_ARG_TYPE(name, types, key);
  if (isPublic === false && isURL(key)) return new Unread(key, {}, context);
  const { key: data, encoding, format } = key;
  if (isKeyObject(data)) return handleOf(data, context);
  if (cryptoKeyObject(data) !== undefined) return handleOf(cryptoKeyObject(data), context);
  if (format === 'jwk') {
    validateObject(data, 'key.key');
    return require('internal/crypto/key_jwk').fromJwk(data, isPublicContext(context));
  }
  if (format === 'raw-public' || format === 'raw-private' || format === 'raw-seed') {
    return require('internal/crypto/key_raw').fromRaw(key, !isPublicContext(context));
  }
  if (isPublic === false && isURL(data)) return new Unread(data, parseKeyEncoding(key, undefined, isPublic, name), context);
  if (!isStringOrBuffer(data)) throw new ERR_INVALID_ARG_TYPE(`${name}.key`, types, data);
  return new Unread(getArrayBufferOrView(data, 'key', encoding), parseKeyEncoding(key, undefined, isPublic, name), context);
}

const privateKeyHandle = (key, name) => keyHandle(key, kConsumePrivate, name);
const publicKeyHandle = (key, name) => keyHandle(key, kConsumePublic, name);
const preparePrivate = (key, name) => prepareKey(key, kConsumePrivate, name);
const preparePublic = (key, name) => prepareKey(key, kConsumePublic, name);

module.exports = {
  isKeyObject, isStringOrBuffer, keyHandle, keyTypes, parseKeyEncoding, preparePrivate, preparePublic, privateKeyHandle, publicKeyHandle, readKey,
  kCreatePrivate, kCreatePublic,
};

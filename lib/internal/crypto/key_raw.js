// SPDX-License-Identifier: MIT
// Keys as nothing but their bytes: formats 'raw-public' and 'raw-private', of EC and Edwards keys. Used by key_input.js and keys.js.
'use strict';

const binding = internalBinding('crypto_key');
const { Buffer } = require('buffer');
const {
  codes: { ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateOneOf, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

const okpLengths = { __proto__: null, ed25519: 32, x25519: 32, ed448: 57, x448: 56 };
const OTHERS = ['rsa', 'rsa-pss', 'dsa', 'dh'];

function coded(Base, code, message) {
  return Object.assign(new Base(message), { code });
}
const incompatible = () =>
  coded(Error, 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', 'The selected key encoding is incompatible with the key type');
const invalid = () => coded(TypeError, 'ERR_INVALID_ARG_VALUE', 'Invalid key data');

function pointOf(curve, bytes, isPrivate) {
  const { ECDH } = require('internal/crypto/diffiehellman');
  try {
    if (!isPrivate) return ECDH.convertKey(bytes, curve, undefined, undefined, 'uncompressed');
    const ecdh = new ECDH(curve);
    ecdh.setPrivateKey(bytes);
    return ecdh.getPublicKey();
  } catch (error) {
    throw error.code === 'ERR_CRYPTO_INVALID_CURVE' ? coded(TypeError, error.code, 'Invalid EC curve name') : invalid();
  }
}

/**
 * @param {{key: ArrayBufferView|ArrayBuffer, format: string, asymmetricKeyType: string, namedCurve?: string}} options
 * @param {boolean} wantsPrivate
 */
function fromRaw({ key, format, asymmetricKeyType: type, namedCurve }, wantsPrivate) {
  if (wantsPrivate && format === 'raw-public') throw new ERR_INVALID_ARG_VALUE('key.format', format);
  if (!isAnyArrayBuffer(key) && !isArrayBufferView(key)) {
    throw new ERR_INVALID_ARG_TYPE('key.key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  }
  validateString(type, 'key.asymmetricKeyType');
  const bytes = ArrayBuffer.isView(key) ? Buffer.from(key.buffer, key.byteOffset, key.byteLength) : Buffer.from(key);
  const isPrivate = format === 'raw-private';
  if (type === 'ec') {
    validateString(namedCurve, 'key.namedCurve');
    if (format === 'raw-seed') throw incompatible();
    const curve = { '__proto__': null, 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' }[namedCurve] ?? namedCurve;
    const point = pointOf(curve, bytes, isPrivate);
    return binding.fromEc(curve, point, wantsPrivate ? bytes : undefined) ?? fail();
  }
  if (okpLengths[type] === undefined) {
    if (OTHERS.includes(type)) throw incompatible();
    throw coded(TypeError, 'ERR_INVALID_ARG_VALUE', `Invalid asymmetricKeyType: ${type}`);
  }
  if (format === 'raw-seed') throw incompatible();
  if (bytes.length !== okpLengths[type]) throw invalid();
  const handle = binding.fromRaw(type, bytes, isPrivate) ?? fail();
  return isPrivate && !wantsPrivate ? binding.fromRaw(type, handle.numbers().x, false) : handle;
}

function fail() { throw invalid(); }

/** The bytes of a key. @param {object} handle @param {{format: string, type?: string}} options @param {boolean} isPrivate */
function toRaw(handle, { format, type, cipher, passphrase }, isPrivate) {
  if (format === (isPrivate ? 'raw-public' : 'raw-private') || (format === 'raw-seed' && !isPrivate)) {
    throw new ERR_INVALID_ARG_VALUE('options.format', format);
  }
  if (cipher != null || passphrase !== undefined) throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(format, 'does not support encryption');
  const kind = handle.type();
  if (format === 'raw-seed' || (kind !== 'ec' && okpLengths[kind] === undefined)) throw incompatible();
  const numbers = () => handle.numbers();
  if (isPrivate) return numbers().d;
  if (kind !== 'ec') return numbers().x;
  if (type !== undefined) validateOneOf(type, 'options.type', ['compressed', 'uncompressed']);
  const { x, y } = numbers();
  return type === 'compressed' ? Buffer.concat([Buffer.from([2 + (y[y.length - 1] & 1)]), x]) : Buffer.concat([Buffer.from([4]), x, y]);
}

module.exports = { fromRaw, toRaw };

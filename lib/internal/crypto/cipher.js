// SPDX-License-Identifier: MIT
// Cipheriv and Decipheriv, and what is known about ciphers. Used by lib/crypto.js.
'use strict';

const binding = internalBinding('crypto_cipher');
const { Buffer } = require('buffer');
const { createUnsafeBuffer } = require('internal/buffer');
const LazyTransform = require('internal/streams/lazy_transform');
const { codes: { ERR_CRYPTO_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING } } =
  require('internal/errors');
const { validateEncoding, validateInt32, validateObject, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { normalizeEncoding } = require('internal/util');
const { kHandle, getArrayBufferOrView, secretBytes } = require('internal/crypto/util');

const kDecoder = Symbol('kDecoder');

function getStringOption(options, key) {
  const value = options?.[key];
  if (value != null) {
    validateString(value, `options.${key}`);
    return value;
  }
}

function getUIntOption(options, key) {
  const value = options?.[key];
  if (value == null) return -1;
  if (value >>> 0 !== value) throw new ERR_INVALID_ARG_VALUE(`options.${key}`, value);
  return value;
}

/** The StringDecoder of an object that gives text out in pieces: one encoding for good. */
function getDecoder(self, encoding) {
  const normalized = normalizeEncoding(encoding);
  const decoder = self[kDecoder];
  if (decoder !== undefined) {
    if (normalized === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    require('internal/assert')(decoder.encoding === normalized, 'Cannot change encoding');
    return decoder;
  }
  const { StringDecoder } = require('string_decoder');
  return self[kDecoder] = new StringDecoder(encoding);
}

// Small results come through here (crypto_cipher.c): a Buffer made in C costs more than enciphering them.
const SCRATCH = 2048;
let scratch;

/** What update() and final() of the binding returned, as a Buffer. */
function take(result) {
  if (typeof result !== 'number') return result;
  const out = createUnsafeBuffer(result);
  if (result <= 64) {
    for (let i = 0; i < result; i++) {
      out[i] = scratch[i];
      scratch[i] = 0;
    }
  } else {
    out.set(scratch.subarray(0, result));
    scratch.fill(0, 0, result);
  }
  return out;
}

function init(self, encrypt, cipher, key, iv, options) {
  validateString(cipher, 'cipher');
  const encoding = getStringOption(options, 'encoding');
  key = secretBytes(key, 'key', encoding);
  iv = iv === null ? null : getArrayBufferOrView(iv, 'iv');
  const tagLength = getUIntOption(options, 'authTagLength');
  scratch ??= new Uint8Array(SCRATCH);
  self[kHandle] = new binding.Cipher(encrypt, cipher, key, iv, tagLength);
  self[kDecoder] = undefined;
  LazyTransform.call(self, options);
}

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  init(this, true, cipher, key, iv, options);
}

function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  init(this, false, cipher, key, iv, options);
}

function _transform(chunk, encoding, callback) {
  this.push(take(this[kHandle].update(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk, scratch)));
  callback();
}

function _flush(callback) {
  try {
    this.push(take(this[kHandle].final(scratch)));
  } catch (error) {
    callback(error);
    return;
  }
  callback();
}

/**
 * @param {string|ArrayBufferView} data
 * @returns {Buffer|string} what is ready, a string if outputEncoding is given
 */
function update(data, inputEncoding, outputEncoding) {
  if (typeof data === 'string') {
    validateEncoding(data, inputEncoding);
    data = Buffer.from(data, normalizeEncoding(inputEncoding) ?? 'utf8');
  } else if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  const result = take(this[kHandle].update(data, scratch));
  return outputEncoding && outputEncoding !== 'buffer' ? getDecoder(this, outputEncoding).write(result) : result;
}

/** @returns {Buffer|string} the rest; throws if it cannot be authenticated */
function final(outputEncoding) {
  const result = take(this[kHandle].final(scratch));
  return outputEncoding && outputEncoding !== 'buffer' ? getDecoder(this, outputEncoding).end(result) : result;
}

function setAutoPadding(ap) {
  if (!this[kHandle].setAutoPadding(!!ap)) throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
  return this;
}

/** @param {{plaintextLength?: number, encoding?: string}} [options] */
function setAAD(aadbuf, options) {
  const encoding = getStringOption(options, 'encoding');
  const plaintextLength = getUIntOption(options, 'plaintextLength');
  aadbuf = getArrayBufferOrView(aadbuf, 'aadbuf', encoding);
  if (!this[kHandle].setAAD(aadbuf, plaintextLength)) throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  return this;
}

/** @returns {Buffer} after final() */
function getAuthTag() {
  const length = this[kHandle].getAuthTag(scratch);
  if (length === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return take(length);
}

let warned = false;
function warnShortTag() {
  if (warned) return;
  warned = true;
  process.emitWarning('Using AES-GCM authentication tags of less than 128 bits without specifying the authTagLength ' +
    'option when initializing decryption is deprecated.', 'DeprecationWarning', 'DEP0182');
}

function setAuthTag(tagbuf, encoding) {
  tagbuf = getArrayBufferOrView(tagbuf, 'buffer', encoding);
  const done = this[kHandle].setAuthTag(tagbuf);
  if (done === false) throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
  if (done === null) warnShortTag();
  return this;
}

const common = { _transform, _flush, update, final, setAutoPadding, setAAD };
for (const [cls, own] of [[Cipheriv, { getAuthTag }], [Decipheriv, { setAuthTag }]]) {
  Object.setPrototypeOf(cls.prototype, LazyTransform.prototype);
  Object.setPrototypeOf(cls, LazyTransform);
  Object.assign(cls.prototype, common, own);
}

/** @returns {object|undefined} undefined for an unknown cipher, or lengths that it does not take */
function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength, ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (keyLength < 0) return undefined;
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
    if (ivLength < 0) return undefined;
  }
  const info = binding.cipherInfo(nameOrNid, keyLength ?? -1, ivLength ?? -1);
  return info === undefined || info.name.includes('-cbc-hmac-') ? undefined : info; // those are made for TLS records
}

module.exports = { Cipheriv, Decipheriv, getCipherInfo, getDecoder };

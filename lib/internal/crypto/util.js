// SPDX-License-Identifier: MIT
// Arguments of crypto functions: bytes from strings and views, checks that several files share.
'use strict';

const { Buffer } = require('buffer');
const { codes: { ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

const kHandle = Symbol('kHandle');

/** Bytes of a string, ArrayBuffer or view; without a copy where that is possible. */
function getArrayBufferOrView(buffer, name, encoding) {
  if (isAnyArrayBuffer(buffer)) return buffer;
  if (typeof buffer === 'string') return Buffer.from(buffer, encoding === 'buffer' ? 'utf8' : encoding);
  if (!isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
  return buffer;
}

/** A Buffer in the encoding asked for. */
function encoded(buffer, encoding) {
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

/** The KeyObject behind a CryptoKey; undefined for anything else. */
function cryptoKeyObject(value) {
  if (typeof value !== 'object' || value === null || value[Symbol.toStringTag] !== 'CryptoKey') return undefined;
  return require('internal/crypto/web/key').slotsOf(value)?.key;
}

/** The bytes of a secret: a KeyObject's, or those of the value. */
function secretBytes(key, name, encoding) {
  if (isArrayBufferView(key)) return key; // nothing to look for on it
  if (typeof key === 'object') key = cryptoKeyObject(key) ?? key;
  if (typeof key === 'object' && key !== null && key.type === 'secret' && typeof key.export === 'function') return key.export();
  if (typeof key === 'object' && key !== null && key[kHandle] !== undefined && (key.type === 'public' || key.type === 'private')) {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
  }
  if (typeof key !== 'string' && !isAnyArrayBuffer(key) && !isArrayBufferView(key)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key);
  }
  return getArrayBufferOrView(key, name, encoding);
}

module.exports = { kHandle, cryptoKeyObject, getArrayBufferOrView, encoded, secretBytes };

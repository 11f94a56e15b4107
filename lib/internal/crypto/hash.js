// SPDX-License-Identifier: MIT
// Hash, Hmac and the one-shot hash().
'use strict';

const binding = internalBinding('crypto');
const { Buffer } = require('buffer');
const LazyTransform = require('internal/streams/lazy_transform');
const {
  codes: {
    ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_HASH_UPDATE_FAILED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateEncoding, validateString, validateUint32, validateObject } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { normalizeEncoding } = require('internal/util');
const { kHandle, encoded, secretBytes } = require('internal/crypto/util');

const kState = Symbol('kState');
const kFinalized = Symbol('kFinalized');

let warned = false;
function warnShake(algorithm) {
  if (warned || !/^shake(128|256)$/i.test(algorithm) || !require('internal/options').getOptionValue('--pending-deprecation')) return;
  warned = true;
  process.emitWarning('Creating SHAKE128/256 digests without an explicit options.outputLength is deprecated.',
    'DeprecationWarning', 'DEP0198');
}

function Hash(algorithm, options) {
  if (!(this instanceof Hash)) return new Hash(algorithm, options);
  const copy = algorithm instanceof Hash;
  if (!copy) validateString(algorithm, 'algorithm');
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  if (!copy && length === undefined && (algorithm[0] === 's' || algorithm[0] === 'S')) warnShake(algorithm);
  this[kHandle] = new binding.Hash(copy ? algorithm[kHandle] : algorithm, length);
  this[kFinalized] = false;
  LazyTransform.call(this, options);
}
Object.setPrototypeOf(Hash.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hash, LazyTransform);

/** Another Hash that goes on from the state of this one. */
Hash.prototype.copy = function copy(options) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  this[kHandle].update(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
  callback();
};
Hash.prototype._flush = function _flush(callback) {
  this.push(this.digest());
  callback();
};

function update(self, data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
    if (encoding !== undefined && encoding !== 'utf8' && encoding !== 'utf-8' && encoding !== 'buffer' && normalizeEncoding(encoding) !== 'utf8') {
      data = Buffer.from(data, encoding);
    }
  } else if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  if (!self[kHandle].update(data)) throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
  return self;
}

/**
 * @param {string|ArrayBufferView} data
 * @param {string} [encoding] of a string, default UTF-8
 */
Hash.prototype.update = function(data, encoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return update(this, data, encoding);
};

/** @returns {Buffer|string} once */
Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  this[kFinalized] = true;
  if (outputEncoding === 'hex') {
    const text = this[kHandle].digest(true);
    return typeof text === 'string' ? text : text.toString('hex');
  }
  const result = this[kHandle].digest(false);
  return outputEncoding === undefined || outputEncoding === null ? result : typeof result === 'string' ? result :
    encoded(result, `${outputEncoding}`);
};

function Hmac(algorithm, key, options) {
  if (!(this instanceof Hmac)) return new Hmac(algorithm, key, options);
  validateString(algorithm, 'hmac');
  const encoding = typeof options?.encoding === 'string' ? options.encoding : undefined;
  if (key === null) throw new ERR_INVALID_ARG_TYPE('key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key);
  this[kHandle] = new binding.Hmac(algorithm, secretBytes(key, 'key', encoding));
  this[kState] = undefined;
  this[kFinalized] = false;
  LazyTransform.call(this, options);
}
Object.setPrototypeOf(Hmac.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = Hash.prototype.update;
Hmac.prototype.digest = function digest(outputEncoding) {
  // A second digest is empty, for compatibility.
  if (this[kFinalized]) return encoded(Buffer.from(''), outputEncoding);
  this[kFinalized] = true;
  return encoded(this[kHandle].digest(), outputEncoding === undefined ? undefined : `${outputEncoding}`);
};
Hmac.prototype._flush = Hash.prototype._flush;
Hmac.prototype._transform = Hash.prototype._transform;

/** The digest of one value, without an object. */
function hash(algorithm, input, options = 'hex') {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !isArrayBufferView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  }
  let outputEncoding = options;
  let outputLength;
  if (typeof options === 'object' && options !== null) {
    validateObject(options, 'options');
    outputEncoding = options.outputEncoding ?? 'hex';
    outputLength = options.outputLength;
  }
  validateString(outputEncoding, typeof options === 'string' ? 'options' : 'options.outputEncoding');
  const normalized = outputEncoding === 'buffer' ? 'buffer' : normalizeEncoding(outputEncoding);
  if (normalized === undefined) throw new ERR_INVALID_ARG_VALUE('options.outputEncoding', outputEncoding);
  if (outputLength !== undefined) {
    validateUint32(outputLength, 'options.outputLength');
    if (!/^shake/i.test(algorithm) && outputLength !== binding.digestSize(algorithm) && binding.digestSize(algorithm) > 0) {
      throw new Error(`Output length ${outputLength} is invalid for ${algorithm}, which does not support XOF`);
    }
    return new Hash(algorithm, { outputLength }).update(input).digest(normalized);
  }
  const result = binding.hash(algorithm, input, normalized === 'hex');
  if (result === undefined) {
    if (!binding.hasDigestName(algorithm)) throw new Error(`Digest method ${algorithm} is not supported`);
    return new Hash(algorithm).update(input).digest(normalized); // throws
  }
  if (algorithm[0] === 's' || algorithm[0] === 'S') warnShake(algorithm);
  return normalized === 'hex' ? result : encoded(result, normalized);
}

module.exports = { Hash, Hmac, hash };

// SPDX-License-Identifier: MIT
// Hash, Hmac and the one-shot hash().
'use strict';

const binding = internalBinding('crypto_hash');
const { digestSize, hasDigestName } = internalBinding('crypto');
const { Buffer } = require('buffer');
const LazyTransform = require('internal/streams/lazy_transform');
const {
  codes: {
    ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_HASH_UPDATE_FAILED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { validateEncoding, validateString, validateUint32, validateObject } = require('internal/validators');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const { normalizeEncoding } = require('internal/util');
const { kHandle, encoded, secretBytes } = require('internal/crypto/util');

const TypedArrayLength = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length').get;
// What has become of a Hash or Hmac: it takes data; its stream has ended, and kData is the digest; the digest was asked for.
const kState = Symbol('kState');
const OPEN = 0, ENDED = 1, DIGESTED = 2;
const kName = Symbol('kName');
const kNumber = Symbol('kNumber'); // of a digest that can be done in one call; 0: it cannot
const kData = Symbol('kData');     // what was given and waits

// Most hashes get one value and then their digest: that is one call into C, and no object there. So the first value
// waits: a string as it is, few bytes in a scratch buffer, which belongs to one object at a time. When more comes, or
// another object wants the buffer, the object in C is made after all.
const SCRATCH = 1024;
const KEY_SCRATCH = 256;
const kScratch = Symbol('kScratch'); // kData: the bytes are in `scratch`
let scratch, keyScratch;
let owner;
let length = 0, keyLength = 0;

function claim(self) {
  if (owner !== undefined) native(owner);
  scratch ??= new Uint8Array(SCRATCH);
  keyScratch ??= new Uint8Array(KEY_SCRATCH);
  owner = self;
  length = 0;
}

/** The object in C, which has been given all that waited. */
function native(self) {
  const made = self[kHandle];
  if (made !== undefined) return made;
  const handle = self instanceof Hmac ? new binding.Hmac(self[kName], keyScratch, keyLength) : new binding.Hash(self[kName]);
  const data = self[kData];
  if (data === kScratch) handle.update(scratch, length);
  else if (data !== undefined) handle.update(data);
  release(self);
  return self[kHandle] = handle;
}

function release(self) {
  self[kData] = undefined;
  if (owner !== self) return;
  owner = undefined;
  if (self instanceof Hmac) keyScratch.fill(0, 0, keyLength);
}

/** Lets the first value wait, if it may. */
function wait(self, data) {
  if (self[kHandle] !== undefined || self[kData] !== undefined) return false;
  if (typeof data === 'string') {
    self[kData] = data;
    return true;
  }
  if (!isUint8Array(data)) return false;
  const size = TypedArrayLength.call(data);
  if (size > SCRATCH) return false;
  if (owner !== self) claim(self);
  scratch.set(data);
  length = size;
  self[kData] = kScratch;
  return true;
}

const numbers = new Map();
/** @returns {number} */
function numberOf(algorithm) {
  let number = numbers.get(algorithm);
  if (number === undefined) {
    number = binding.shaNumber(algorithm);
    if (number > 0) numbers.set(algorithm, number);
  }
  return number;
}

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
  const ended = copy && algorithm[kState] === ENDED;
  if (!copy) validateString(algorithm, 'algorithm');
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  const number = copy || length !== undefined ? 0 : numberOf(algorithm);
  if (number === 0 && !copy && length === undefined && (algorithm[0] === 's' || algorithm[0] === 'S')) warnShake(algorithm);
  this[kHandle] = number > 0 || ended ? undefined : new binding.Hash(copy ? native(algorithm) : algorithm, length);
  this[kName] = copy ? algorithm[kName] : algorithm;
  this[kNumber] = number;
  this[kData] = ended ? algorithm[kData] : undefined;
  this[kState] = ended ? ENDED : OPEN;
  LazyTransform.call(this, options);
}
Object.setPrototypeOf(Hash.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hash, LazyTransform);

/** Another Hash that goes on from the state of this one. */
Hash.prototype.copy = function copy(options) {
  if (this[kNumber] === undefined) throw new ERR_INVALID_THIS('Hash');
  if (this[kState] === DIGESTED) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

// What is written after the digest was asked for changes nothing.
Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  if (this[kState] === OPEN) native(this).update(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
  callback();
};
Hash.prototype._flush = function _flush(callback) {
  if (this[kState] === OPEN) {
    this[kData] = finish(this, false);
    this[kState] = ENDED;
  }
  this.push(typeof this[kData] === 'string' ? Buffer.from(this[kData], 'hex') : this[kData]);
  callback();
};

function take(self, data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
    if (encoding !== undefined && encoding !== 'utf8' && encoding !== 'utf-8' && encoding !== 'buffer' && normalizeEncoding(encoding) !== 'utf8') {
      data = Buffer.from(data, normalizeEncoding(encoding) ?? 'utf8');
    }
  } else if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  if (self[kState] === ENDED || (!wait(self, data) && !native(self).update(data))) throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
  return self;
}

/**
 * @param {string|ArrayBufferView} data
 * @param {string} [encoding] of a string, default UTF-8
 */
Hash.prototype.update = function update(data, encoding) {
  if (this[kNumber] === undefined) throw new ERR_INVALID_THIS('Hash'); // no constructor has seen it
  if (this[kState] === DIGESTED) throw new ERR_CRYPTO_HASH_FINALIZED();
  return take(this, data, encoding);
};

/** The digest of a Hash or Hmac, in one call if its data waited. */
function finish(self, hex) {
  const handle = self[kHandle];
  if (handle !== undefined) return handle.digest(hex);
  const waiting = self[kData];
  const inScratch = waiting === kScratch;
  const data = inScratch ? scratch : waiting ?? '';
  const size = inScratch ? length : undefined;
  const result = self instanceof Hmac ? binding.hmac(self[kNumber], keyScratch, keyLength, data, size, hex) :
    binding.hash(self[kNumber], data, hex, size);
  release(self);
  return result;
}

/** The digest, which is kept for the end of the stream. What the stream has had already is copied: it is another's. */
function digestOf(self, hex) {
  if (self[kState] === ENDED) {
    self[kState] = DIGESTED;
    return hex ? self[kData].toString('hex') : Buffer.from(self[kData]);
  }
  self[kState] = DIGESTED;
  return self[kData] = finish(self, hex);
}

/** @returns {Buffer|string} once */
Hash.prototype.digest = function digest(outputEncoding) {
  if (this[kNumber] === undefined) throw new ERR_INVALID_THIS('Hash');
  if (this[kState] === DIGESTED) throw new ERR_CRYPTO_HASH_FINALIZED();
  const result = digestOf(this, outputEncoding === 'hex');
  if (typeof result === 'string' || outputEncoding === undefined || outputEncoding === null) return result;
  return inEncoding(result, outputEncoding);
};

/** Of an encoding that is none, and of '', the bytes. */
function inEncoding(bytes, outputEncoding) {
  if (outputEncoding === '') return bytes;
  const normalized = normalizeEncoding(`${outputEncoding}`);
  return normalized === undefined ? bytes : encoded(bytes, normalized);
}

function Hmac(algorithm, key, options) {
  if (!(this instanceof Hmac)) return new Hmac(algorithm, key, options);
  validateString(algorithm, 'hmac');
  const encoding = options?.encoding;
  if (encoding != null) validateString(encoding, 'options.encoding');
  if (key === null) throw new ERR_INVALID_ARG_TYPE('key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key);
  const bytes = secretBytes(key, 'key', encoding);
  const number = isUint8Array(bytes) && bytes.byteLength <= KEY_SCRATCH ? numberOf(algorithm) : 0;
  if (number === 0 && digestSize(algorithm) === 0) {
    const error = new TypeError(`Invalid digest: ${algorithm}`);
    error.code = 'ERR_CRYPTO_INVALID_DIGEST';
    throw error;
  }
  this[kHandle] = number > 0 ? undefined : new binding.Hmac(algorithm, bytes);
  this[kName] = algorithm;
  this[kNumber] = number;
  this[kData] = undefined;
  if (number > 0) {
    claim(this);
    keyScratch.set(bytes);
    keyLength = bytes.byteLength;
  }
  this[kState] = OPEN;
  LazyTransform.call(this, options);
}
Object.setPrototypeOf(Hmac.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = Hash.prototype.update;
Hmac.prototype.digest = function digest(outputEncoding) {
  if (this[kNumber] === undefined) throw new ERR_INVALID_THIS('Hmac');
  // A second digest is empty, for compatibility.
  if (this[kState] === DIGESTED) return encoded(Buffer.from(''), outputEncoding);
  const result = digestOf(this, outputEncoding === 'hex');
  return typeof result === 'string' || outputEncoding === undefined ? result : inEncoding(result, outputEncoding);
};
Hmac.prototype._flush = Hash.prototype._flush;
Hmac.prototype._transform = Hash.prototype._transform;

/** The digest of one value, without an object. */
function hash(algorithm, input, options) {
  if (options === undefined) options = 'hex';
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !isArrayBufferView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  }
  let outputEncoding = options;
  let outputLength;
  if (typeof options !== 'string') {
    validateObject(options, 'options');
    outputEncoding = options.outputEncoding ?? 'hex';
    outputLength = options.outputLength;
  }
  validateString(outputEncoding, 'outputEncoding');
  const normalized = /^buffer$/i.test(outputEncoding) ? 'buffer' : normalizeEncoding(outputEncoding);
  if (normalized === undefined) throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
  if (outputLength !== undefined) {
    validateUint32(outputLength, 'outputLength');
    if (!/^shake/i.test(algorithm) && outputLength !== digestSize(algorithm) && digestSize(algorithm) > 0) {
      throw new Error(`Output length ${outputLength} is invalid for ${algorithm}, which does not support XOF`);
    }
    return new Hash(algorithm, { outputLength }).update(input).digest(normalized);
  }
  const number = numberOf(algorithm);
  const result = binding.hash(number > 0 ? number : algorithm, input, normalized === 'hex');
  if (result === undefined) {
    if (!hasDigestName(algorithm)) throw new Error(`Digest method ${algorithm} is not supported`);
    return new Hash(algorithm).update(input).digest(normalized); // throws
  }
  if (number === 0 && (algorithm[0] === 's' || algorithm[0] === 'S')) warnShake(algorithm);
  return normalized === 'hex' ? result : encoded(result, normalized);
}

module.exports = { Hash, Hmac, hash };

// SPDX-License-Identifier: MIT
// Sign, Verify and the one-shot sign() and verify().
'use strict';

const binding = internalBinding('crypto_sign');
const { Buffer } = require('buffer');
const { Writable } = require('stream');
const { codes: { ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('internal/errors');
const { validateEncoding, validateFunction, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { encoded, getArrayBufferOrView } = require('internal/crypto/util');
const { preparePrivate, preparePublic, privateKeyHandle, publicKeyHandle, readKey } = require('internal/crypto/key_input');

const kHash = Symbol('kHash');
const kAlgorithm = Symbol('kAlgorithm');
const kEd = new Set(['ed25519', 'ed448']);

function nodeError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

function init(self, algorithm, options) {
  validateString(algorithm, 'algorithm');
  const { Hash } = require('internal/crypto/hash');
  if (internalBinding('crypto').digestSize(algorithm) === 0) throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest');
  self[kHash] = new Hash(algorithm);
  self[kAlgorithm] = algorithm;
  Writable.call(self, options);
}

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  init(this, algorithm, options);
}
function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  init(this, algorithm, options);
}

function _write(chunk, encoding, callback) {
  this.update(chunk, encoding);
  callback();
}

function update(data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
  } else if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  checkThis(this);
  if (this[kHash] === undefined) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Not initialised');
  this[kHash].update(data, encoding === 'buffer' ? undefined : encoding);
  return this;
}

/** Refuses what no constructor has seen. */
function checkThis(self) {
  if (self === undefined || self === null || self[kAlgorithm] === undefined) {
    throw new ERR_INVALID_THIS(self instanceof Verify ? 'Verify' : 'Sign');
  }
}

function intOption(name, options) {
  const value = options[name];
  if (value === undefined) return undefined;
  if (value === value >> 0) return value;
  throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
}

/** Domain separation of EdDSA: OpenSSL has it from 3.2 on. */
function hasContext(context) {
  if (!isArrayBufferView(context)) throw new ERR_INVALID_ARG_TYPE('options.context', ['Buffer', 'TypedArray', 'DataView'], context);
  if (context.byteLength > 255) {
    throw nodeError(RangeError, 'ERR_OUT_OF_RANGE', 'context string must be at most 255 bytes');
  }
  return context.byteLength > 0;
}

function refuseContext(options) {
  if (options.hasContext) throw nodeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Context parameter is unsupported');
}

function signatureOptions(options) {
  const isObject = typeof options === 'object' && options !== null;
  const padding = isObject ? intOption('padding', options) : undefined;
  const salt = isObject ? intOption('saltLength', options) : undefined;
  let p1363 = false;
  const encoding = isObject ? options.dsaEncoding : undefined;
  if (encoding !== undefined && encoding !== 'der') {
    if (encoding !== 'ieee-p1363') throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', encoding);
    p1363 = true;
  }
  return { padding, salt, p1363, hasContext: isObject && options.context !== undefined && hasContext(options.context) };
}

function run(self, handle, o, signature) {
  if (self[kHash] === undefined) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', 'Not initialised');
  const digest = self[kHash].digest();
  self[kHash] = undefined;
  if (kEd.has(handle.type())) throw nodeError(Error, 'ERR_CRYPTO_UNSUPPORTED_OPERATION', 'Unsupported crypto operation');
  return binding.signDigest(handle, self[kAlgorithm], digest, o.padding, o.salt, o.p1363, signature);
}

/** @returns {Buffer|string} */
function sign(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  checkThis(this);
  const key = preparePrivate(options, 'privateKey');
  const o = signatureOptions(options);
  return encoded(run(this, readKey(key), o), encoding);
}

/** @returns {boolean} */
function verify(options, signature, sigEncoding) {
  const key = preparePublic(options);
  checkThis(this);
  const o = signatureOptions(options);
  signature = getArrayBufferOrView(signature, 'signature', sigEncoding);
  return run(this, readKey(key), o, signature);
}

for (const [cls, own] of [[Sign, { sign }], [Verify, { verify }]]) {
  Object.setPrototypeOf(cls.prototype, Writable.prototype);
  Object.setPrototypeOf(cls, Writable);
  Object.assign(cls.prototype, { _write, update }, own);
}

/** sign(algorithm | null, data, key[, callback]) -> Buffer */
function signOneShot(algorithm, data, key, callback) {
  if (algorithm != null) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getArrayBufferOrView(data, 'data');
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const o = signatureOptions(key);
  const handle = privateKeyHandle(key);
  refuseContext(o);
  return binding.sign(handle, defaultDigest(algorithm, handle), data, o.padding, o.salt, o.p1363, undefined, callback);
}

function defaultDigest(algorithm, handle) {
  const type = handle.type();
  return algorithm ?? (kEd.has(type) || type === 'rsa-pss' ? undefined : 'sha256'); // the latter may be tied to one
}

/** verify(algorithm | null, data, key, signature[, callback]) -> boolean */
function verifyOneShot(algorithm, data, key, signature, callback) {
  if (algorithm != null) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = getArrayBufferOrView(data, 'data');
  if (!isArrayBufferView(data) && !(data instanceof ArrayBuffer)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  const o = signatureOptions(key);
  signature = getArrayBufferOrView(signature, 'signature');
  const handle = publicKeyHandle(key);
  refuseContext(o);
  return binding.sign(handle, defaultDigest(algorithm, handle), data, o.padding, o.salt, o.p1363, Buffer.from(signature.buffer ?? signature, signature.byteOffset, signature.byteLength), callback);
}

module.exports = { Sign, Verify, signOneShot, verifyOneShot };

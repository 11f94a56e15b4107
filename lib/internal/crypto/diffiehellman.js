// SPDX-License-Identifier: MIT
// DiffieHellman, DiffieHellmanGroup, ECDH and the stateless diffieHellman().
'use strict';

const binding = internalBinding('crypto_dh');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY, ERR_CRYPTO_INCOMPATIBLE_KEY,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { deprecate } = require('internal/util');
const { encoded, getArrayBufferOrView } = require('internal/crypto/util');

const kPrime = Symbol('kPrime');
const kGenerator = Symbol('kGenerator');
const kPublic = Symbol('kPublic');
const kPrivate = Symbol('kPrivate');
const kCurve = Symbol('kCurve');
const DH_GENERATOR = 2;

function nodeError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

const toBuffer = (view) => (isArrayBufferView(view) ? Buffer.from(view.buffer, view.byteOffset, view.byteLength) : Buffer.from(view));

function setNumbers(self, prime, generator) {
  self[kPrime] = prime;
  self[kGenerator] = generator;
  self[kPublic] = undefined;
  self[kPrivate] = undefined;
  Object.defineProperty(self, 'verifyError', {
    __proto__: null, enumerable: true, value: binding.verify(prime, generator), writable: false,
  });
}

const kMinBits = 512; // as OpenSSL 3 has it

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isArrayBufferView(sizeOrKey) && !isAnyArrayBuffer(sizeOrKey)) {
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = false;
  }
  if (typeof sizeOrKey !== 'number') sizeOrKey = toBuffer(getArrayBufferOrView(sizeOrKey, 'sizeOrKey', keyEncoding || undefined));
  if (!generator) {
    generator = DH_GENERATOR;
  } else if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
  } else if (typeof generator === 'string') {
    generator = Buffer.from(generator, genEncoding);
  } else if (!isArrayBufferView(generator) && !isAnyArrayBuffer(generator)) {
    throw new ERR_INVALID_ARG_TYPE('generator', ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], generator);
  } else {
    generator = toBuffer(generator);
  }
  if (typeof sizeOrKey === 'number') checkSize(sizeOrKey);
  generator = checkGenerator(generator);
  if (typeof sizeOrKey === 'number' && sizeOrKey < kMinBits) {
    throw Object.assign(new TypeError('Invalid DH parameters'), { code: 'ERR_INVALID_ARG_VALUE' });
  }
  setNumbers(this, typeof sizeOrKey === 'number' ? newPrime(sizeOrKey, generator) : sizeOrKey, generator);
}

function checkSize(size) {
  if (size < 2) throw opensslError('ERR_OSSL_DH_MODULUS_TOO_SMALL', 'error:0280007E:Diffie-Hellman routines::modulus too small', 'modulus too small');
  if (size > 10000) throw opensslError('ERR_OSSL_DH_MODULUS_TOO_LARGE', 'error:02800067:Diffie-Hellman routines::modulus too large', 'modulus too large');
}

function opensslError(code, message, reason) {
  const error = new Error(message);
  error.library = 'Diffie-Hellman routines';
  error.reason = reason;
  error.code = code;
  return error;
}

function checkGenerator(generator) {
  const bad = () => opensslError('ERR_OSSL_DH_BAD_GENERATOR', 'error:02800065:Diffie-Hellman routines::bad generator', 'bad generator');
  if (typeof generator === 'number') {
    if (generator < 2) throw bad();
    const bytes = Buffer.alloc(4);
    bytes.writeInt32BE(generator);
    return bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  }
  const first = generator.findIndex((byte) => byte !== 0);
  if (first === -1 || (first === generator.length - 1 && generator[first] === 1)) throw bad();
  return generator;
}

/** A safe prime for which the generator is a good one: a residue class tells. */
function newPrime(bits, generator) {
  const g = generator.length === 1 ? generator[0] : 0;
  const [add, rem] = g === 2 ? [24, 23] : g === 5 ? [60, 59] : [12, 11];
  if (bits < 8) return binding.generatePrime(bits, true);
  return binding.generatePrime(bits, true, Buffer.from([add]), Buffer.from([rem]));
}

/** @returns {[Buffer, Buffer]} prime and generator of a well-known group */
function groupNumbers(name) {
  const known = /^modp(1|2|5|14|15|16|17|18)$/i.exec(name);
  const own = { __proto__: null, 1: modp1, 2: modp2 }[known?.[1]];
  const group = own ? own() : known ? binding.group({ __proto__: null, 5: 'modp_1536', 14: 'modp_2048', 15: 'modp_3072', 16: 'modp_4096', 17: 'modp_6144', 18: 'modp_8192' }[known[1]]) : undefined;
  if (group === undefined) throw nodeError(Error, 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
  return group;
}
const kPiPrefix = 'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a6';
// RFC 2409: the digits of pi, then a number that makes it a safe prime.
const modp1 = () => [Buffer.from(`${kPiPrefix}3a3620ffffffffffffffff`, 'hex'), Buffer.from([2])];
const modp2 = () => [Buffer.from(`${kPiPrefix}37ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff`, 'hex'), Buffer.from([2])];

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  if (typeof name !== 'string') throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'Group name must be a string');
  setNumbers(this, ...groupNumbers(name));
}

/** Refuses what no constructor has seen: C takes its numbers as they are. */
function checkThis(self, name, type) {
  if (self === undefined || self === null || self[name] === undefined) throw new ERR_INVALID_THIS(type);
}

/** @returns {Buffer|string} the public key */
function generateKeys(encoding) {
  checkThis(this, kPrime, 'DiffieHellman');
  [this[kPublic], this[kPrivate]] = binding.generate(this[kPrime], this[kGenerator], this[kPrivate]);
  return encoded(this[kPublic], encoding);
}

function computeSecret(key, inEncoding, outEncoding) {
  key = getArrayBufferOrView(key, 'key', inEncoding);
  checkThis(this, kPrime, 'DiffieHellman');
  if (this[kPrivate] === undefined) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', 'No private key');
  const result = binding.compute(this[kPrime], this[kGenerator], this[kPrivate], key);
  if (typeof result === 'number') {
    const what = result === 1 ? 'Supplied key is too small' : result === 2 ? 'Supplied key is too large' : 'Invalid key';
    throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', what);
  }
  return encoded(result, outEncoding);
}

function ofKey(name, what) {
  return function(encoding) {
    checkThis(this, kPrime, 'DiffieHellman');
    if (this[name] === undefined) throw nodeError(Error, 'ERR_CRYPTO_INVALID_STATE', what);
    return encoded(Buffer.from(this[name]), encoding);
  };
}

function named(name, fn) {
  Object.defineProperty(fn, 'name', { __proto__: null, configurable: true, value: name });
  return fn;
}
const shared = {
  generateKeys,
  computeSecret,
  getPrime: named('getPrime', ofKey(kPrime, 'p is null')),
  getGenerator: named('getGenerator', ofKey(kGenerator, 'g is null')),
  getPublicKey: named('getPublicKey', ofKey(kPublic, 'No public key - did you forget to generate one?')),
  getPrivateKey: named('getPrivateKey', ofKey(kPrivate, 'No private key - did you forget to generate one?')),
};
Object.assign(DiffieHellman.prototype, shared, {
  setPublicKey(key, encoding) {
    key = getArrayBufferOrView(key, 'key', encoding);
    checkThis(this, kPrime, 'DiffieHellman');
    this[kPublic] = Buffer.from(toBuffer(key));
    return this;
  },
  setPrivateKey(key, encoding) {
    key = getArrayBufferOrView(key, 'key', encoding);
    checkThis(this, kPrime, 'DiffieHellman');
    this[kPrivate] = Buffer.from(toBuffer(key));
    return this;
  },
});
Object.assign(DiffieHellmanGroup.prototype, shared);

const kForms = { __proto__: null, compressed: 2, uncompressed: 4, hybrid: 6 };
function formOf(format) {
  if (!format) return 4;
  const form = kForms[format];
  if (form === undefined) throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
  return form;
}

function checkCurve(curve) {
  if (!binding.ecHasCurve(curve)) throw nodeError(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  checkCurve(curve);
  this[kCurve] = curve;
  this[kPublic] = undefined;
  this[kPrivate] = undefined;
}
Object.assign(ECDH.prototype, {
  computeSecret(key, inEncoding, outEncoding) {
    key = getArrayBufferOrView(key, 'key', inEncoding);
    checkThis(this, kCurve, 'ECDH');
    if (this[kPrivate] === undefined || !binding.ecPair(this[kCurve], this[kPrivate])[0].equals(this[kPublic])) {
      throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_KEYPAIR', 'Invalid key pair');
    }
    const result = binding.ecCompute(this[kCurve], this[kPrivate], key);
    if (result === undefined) throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
    if (result === null) throw nodeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to compute ECDH key');
    return encoded(result, outEncoding);
  },
  setPrivateKey(key, encoding) {
    key = getArrayBufferOrView(key, 'key', encoding);
    checkThis(this, kCurve, 'ECDH');
    const pair = binding.ecPair(this[kCurve], key);
    if (pair === undefined) throw nodeError(RangeError, 'ERR_CRYPTO_INVALID_KEYTYPE', 'Private key is not valid for specified curve.');
    [this[kPublic], this[kPrivate]] = pair;
    return this;
  },
  setPublicKey: deprecate(function setPublicKey(key, encoding) {
    key = getArrayBufferOrView(key, 'key', encoding);
    checkThis(this, kCurve, 'ECDH');
    const point = binding.ecConvert(this[kCurve], key, 4);
    if (point === undefined) throw nodeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to convert Buffer to EC_POINT');
    this[kPublic] = point;
    return this;
  }, 'ecdh.setPublicKey() is deprecated.', 'DEP0031'),
  generateKeys(encoding, format) {
    checkThis(this, kCurve, 'ECDH');
    [this[kPublic], this[kPrivate]] = binding.ecPair(this[kCurve]);
    return this.getPublicKey(encoding, format);
  },
  getPrivateKey(encoding) {
    checkThis(this, kCurve, 'ECDH');
    if (this[kPrivate] === undefined) throw nodeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to get ECDH private key');
    return encoded(Buffer.from(this[kPrivate]), encoding);
  },
  getPublicKey(encoding, format) {
    const form = formOf(format);
    checkThis(this, kCurve, 'ECDH');
    if (this[kPublic] === undefined) throw nodeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to get ECDH public key');
    return encoded(binding.ecConvert(this[kCurve], this[kPublic], form), encoding);
  },
});

/** @returns {Buffer|string} the point in another form */
ECDH.convertKey = function convertKey(key, curve, inEncoding, outEncoding, format) {
  validateString(curve, 'curve');
  key = getArrayBufferOrView(key, 'key', inEncoding);
  const form = formOf(format);
  if (key.byteLength === 0) return ''; // as Node, whatever the curve and the encoding
  checkCurve(curve);
  const point = binding.ecConvert(curve, key, form);
  if (point === undefined) throw nodeError(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to convert Buffer to EC_POINT');
  return encoded(point, outEncoding);
};

const kTypes = new Set(['dh', 'ec', 'x448', 'x25519']);

/** The secret of one's private key and another's public key. */
function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  if (privateKey == null) throw new ERR_INVALID_ARG_VALUE('options.privateKey', privateKey);
  if (publicKey == null) throw new ERR_INVALID_ARG_VALUE('options.publicKey', publicKey);
  const { privateKeyHandle, publicKeyHandle } = require('internal/crypto/key_input');
  const mine = privateKeyHandle(privateKey, 'options.privateKey');
  const theirs = publicKeyHandle(publicKey, 'options.publicKey');
  const own = mine.type();
  const other = theirs.type();
  if (own !== other || !kTypes.has(own)) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${own} and ${other}`);
  }
  return binding.agree(mine, theirs, callback);
}

module.exports = { DiffieHellman, DiffieHellmanGroup, ECDH, diffieHellman, groupNumbers };

// SPDX-License-Identifier: MIT
// The module `crypto`.
'use strict';

const binding = internalBinding('crypto');
const { Hash, Hmac, hash } = require('internal/crypto/hash');
const cipherModule = require('internal/crypto/cipher');
const keys = require('internal/crypto/keys');
const keygen = require('internal/crypto/keygen');
const sig = require('internal/crypto/sig');
const dh = require('internal/crypto/diffiehellman');
const random = require('internal/crypto/random');
const x509 = require('internal/crypto/x509');
const kdf = require('internal/crypto/kdf');
const { codes: { ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { lazyProperty } = require('internal/boot/lazy');
const { deprecate, pendingDeprecate, readOnly } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');

// Plain functions, no arrows: programs put `new` before them, too.
function createSign(algorithm, options) { return new sig.Sign(algorithm, options); }
function createVerify(algorithm, options) { return new sig.Verify(algorithm, options); }
function createDiffieHellman(size, encoding, generator, generatorEncoding) {
  return new dh.DiffieHellman(size, encoding, generator, generatorEncoding);
}
function createDiffieHellmanGroup(name) { return new dh.DiffieHellmanGroup(name); }
function createECDH(curve) { return new dh.ECDH(curve); }

/** @returns {Hash} throws for an unknown algorithm */
function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}
/** @returns {Hmac} */
function createHmac(hmac, key, options) {
  return new Hmac(hmac, key, options);
}

/** @returns {Cipheriv} */
function createCipheriv(cipher, key, iv, options) {
  return new cipherModule.Cipheriv(cipher, key, iv, options);
}
/** @returns {Decipheriv} */
function createDecipheriv(cipher, key, iv, options) {
  return new cipherModule.Decipheriv(cipher, key, iv, options);
}

let hashes;
/** @returns {string[]} */
const getHashes = () => {
  hashes ??= [...new Set(binding.hashes())].sort();
  return hashes.slice();
};
let ciphers;
/** @returns {string[]} those that have a number too: getCipherInfo() takes what is listed, and the `nid` that it tells */
const getCiphers = () => {
  const { getCipherInfo } = require('internal/crypto/cipher');
  const numbered = (name) => getCipherInfo(name)?.nid !== undefined;
  ciphers ??= [...new Set(binding.ciphers().map((name) => name.toLowerCase()))].filter(numbered).sort();
  return ciphers.slice();
};

let curves;
/** @returns {string[]} */
const getCurves = () => {
  curves ??= [...new Set(binding.curves())].sort();
  return curves.slice();
};

const notBytes = (name, value) => new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);

/** Compares in a time that depends on the length only. */
const timingSafeEqual = (a, b) => {
  if (!isArrayBufferView(a) && !isAnyArrayBuffer(a)) throw notBytes('buf1', a);
  if (!isArrayBufferView(b) && !isAnyArrayBuffer(b)) throw notBytes('buf2', b);
  if (a.byteLength !== b.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH('Input buffers must have the same byte length');
  return binding.timingSafeEqual(a, b);
};

const { generatePrime, generatePrimeSync, checkPrime, checkPrimeSync } = require('internal/crypto/prime');
const { privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt } = require('internal/crypto/publicencrypt');
const { getFips, secureHeapUsed, setEngine, setFips } = require('internal/crypto/engine');
const { encapsulate, decapsulate } = require('internal/crypto/kem');
const { argon2, argon2Sync } = require('internal/crypto/argon2');
const { generateKey, generateKeySync, generateKeyPair, generateKeyPairSync } = keygen;
const { randomBytes, randomFill, randomFillSync, randomInt, randomUUID, randomUUIDv7 } = random;
const { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync } = kdf;

module.exports = {
  argon2, argon2Sync, checkPrime, checkPrimeSync, createCipheriv, createDecipheriv, createDiffieHellman,
  createDiffieHellmanGroup, createECDH, createHash, createHmac,
  createPrivateKey: keys.createPrivateKey,
  createPublicKey: keys.createPublicKey,
  createSecretKey: keys.createSecretKey,
  createSign, createVerify,
  diffieHellman: dh.diffieHellman,
  generatePrime, generatePrimeSync, getCiphers,
  getCipherInfo: cipherModule.getCipherInfo,
  getCurves,
  getDiffieHellman: createDiffieHellmanGroup,
  getHashes, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, generateKeyPair, generateKeyPairSync, generateKey, generateKeySync,
  privateDecrypt, privateEncrypt, publicDecrypt, publicEncrypt, randomBytes, randomFill, randomFillSync, randomInt,
  randomUUID, randomUUIDv7, scrypt, scryptSync,
  sign: sig.signOneShot,
  setEngine, timingSafeEqual, getFips, setFips,
  verify: sig.verifyOneShot,
  hash, encapsulate, decapsulate,
  Certificate: x509.Certificate,
  Cipheriv: cipherModule.Cipheriv,
  Decipheriv: cipherModule.Decipheriv,
  DiffieHellman: dh.DiffieHellman,
  DiffieHellmanGroup: dh.DiffieHellmanGroup,
  ECDH: dh.ECDH,
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  KeyObject: keys.KeyObject,
  Sign: sig.Sign,
  Verify: sig.Verify,
  X509Certificate: x509.X509Certificate,
  secureHeapUsed,
};

Object.defineProperties(module.exports, {
  fips: {
    __proto__: null,
    enumerable: false,
    get: deprecate(() => getFips(), 'The crypto.fips is deprecated. Please use crypto.getFips()', 'DEP0093'),
    set: deprecate((value) => setFips(value), 'The crypto.fips is deprecated. Please use crypto.setFips()', 'DEP0093'),
  },
  constants: { __proto__: null, configurable: true, value: undefined },
  webcrypto: { __proto__: null, enumerable: true, get() { return require('internal/crypto/webcrypto').crypto; } },
  subtle: { __proto__: null, enumerable: true, get() { return require('internal/crypto/webcrypto').crypto.subtle; } },
  getRandomValues: { __proto__: null, enumerable: true, get() { return random.getRandomValues; } },
});
lazyProperty(module.exports, 'constants', true, () => {
  const constants = internalBinding('constants').crypto;
  const ciphers = require('internal/options').getOptionValue('--tls-cipher-list');
  delete constants.defaultCipherList;
  readOnly(constants).defaultCipherList = ciphers; // may be set
  return constants;
}, true);
// Old names: they can be replaced, and stay what they were replaced by.
for (const name of ['prng', 'pseudoRandomBytes', 'rng']) {
  let value;
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() { return value ??= pendingDeprecate(randomBytes, `crypto.${name} is deprecated.`, 'DEP0115'); },
    set(replacement) { value = replacement; },
  });
}

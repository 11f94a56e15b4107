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
function getHashes() {
  hashes ??= [...new Set(binding.hashes())].sort();
  return hashes.slice();
}
let ciphers;
/** @returns {string[]} those that have a number too: getCipherInfo() takes what is listed, and the `nid` that it tells */
function getCiphers() {
  const { getCipherInfo } = require('internal/crypto/cipher');
  const numbered = (name) => getCipherInfo(name)?.nid !== undefined;
  ciphers ??= [...new Set(binding.ciphers().map((name) => name.toLowerCase()))].filter(numbered).sort();
  return ciphers.slice();
}

let curves;
/** @returns {string[]} */
function getCurves() {
  curves ??= [...new Set(binding.curves())].sort();
  return curves.slice();
}

const notBytes = (name, value) => new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);

/** Compares in a time that depends on the length only. */
function timingSafeEqual(a, b) {
  if (!isArrayBufferView(a) && !isAnyArrayBuffer(a)) throw notBytes('buf1', a);
  if (!isArrayBufferView(b) && !isAnyArrayBuffer(b)) throw notBytes('buf2', b);
  if (a.byteLength !== b.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH('Input buffers must have the same byte length');
  return binding.timingSafeEqual(a, b);
}

module.exports = {
  createCipheriv, createDecipheriv, createHash, createHmac, getCiphers, getCurves, getHashes, hash, timingSafeEqual,
  getCipherInfo: cipherModule.getCipherInfo,
  Cipheriv: cipherModule.Cipheriv,
  Decipheriv: cipherModule.Decipheriv,
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  KeyObject: keys.KeyObject,
  createSecretKey: keys.createSecretKey,
  createPublicKey: keys.createPublicKey,
  createPrivateKey: keys.createPrivateKey,
  generateKey: keygen.generateKey,
  generateKeySync: keygen.generateKeySync,
  generateKeyPair: keygen.generateKeyPair,
  generateKeyPairSync: keygen.generateKeyPairSync,
  createSign,
  createVerify,
  sign: sig.signOneShot,
  verify: sig.verifyOneShot,
  Sign: sig.Sign,
  Verify: sig.Verify,
  ...require('internal/crypto/publicencrypt'),
  ...require('internal/crypto/prime'),
  ...require('internal/crypto/engine'),
  ...require('internal/crypto/kem'),
  ...require('internal/crypto/argon2'),
  X509Certificate: x509.X509Certificate,
  Certificate: x509.Certificate,
  createDiffieHellman,
  getDiffieHellman: createDiffieHellmanGroup,
  createDiffieHellmanGroup,
  createECDH,
  diffieHellman: dh.diffieHellman,
  DiffieHellman: dh.DiffieHellman,
  DiffieHellmanGroup: dh.DiffieHellmanGroup,
  ECDH: dh.ECDH,
  randomBytes: random.randomBytes,
  randomFill: random.randomFill,
  randomFillSync: random.randomFillSync,
  randomInt: random.randomInt,
  randomUUID: random.randomUUID,
  randomUUIDv7: random.randomUUIDv7,
  pseudoRandomBytes: pendingDeprecate(random.randomBytes, 'crypto.pseudoRandomBytes is deprecated.', 'DEP0115'),
  prng: pendingDeprecate(random.randomBytes, 'crypto.prng is deprecated.', 'DEP0115'),
  rng: pendingDeprecate(random.randomBytes, 'crypto.rng is deprecated.', 'DEP0115'),
  pbkdf2: kdf.pbkdf2,
  pbkdf2Sync: kdf.pbkdf2Sync,
  scrypt: kdf.scrypt,
  scryptSync: kdf.scryptSync,
  hkdf: kdf.hkdf,
  hkdfSync: kdf.hkdfSync,
};
for (const name of ['pseudoRandomBytes', 'prng', 'rng']) {
  Object.defineProperty(module.exports, name, { __proto__: null, enumerable: false });
}
let constants;
Object.defineProperties(module.exports, {
  webcrypto: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('internal/crypto/webcrypto').crypto; },
  },
  subtle: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('internal/crypto/webcrypto').crypto.subtle; },
  },
  getRandomValues: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return random.getRandomValues; },
  },
  fips: {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get: deprecate(() => module.exports.getFips(), 'The crypto.fips is deprecated. Please use crypto.getFips()', 'DEP0093'),
    set: deprecate((value) => module.exports.setFips(value), 'The crypto.fips is deprecated. Please use crypto.setFips()', 'DEP0093'),
  },
  constants: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get() {
      if (constants === undefined) {
        constants = internalBinding('constants').crypto;
        const ciphers = require('internal/options').getOptionValue('--tls-cipher-list');
        delete constants.defaultCipherList;
        readOnly(constants).defaultCipherList = ciphers; // may be set
      }
      return constants;
    },
  },
});

// SPDX-License-Identifier: MIT
// SubtleCrypto.supports: would an operation with these parameters be tried at all?
'use strict';

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { familyOf, normalize } = require('internal/crypto/web/algorithms');
const { slotsOf } = require('internal/crypto/web/key');
const { domString, ordinal, unsignedLong } = require('internal/crypto/web/webidl');

const kOperations = [
  'decrypt', 'decapsulateBits', 'decapsulateKey', 'deriveBits', 'deriveKey', 'digest', 'encapsulateBits', 'encapsulateKey',
  'encrypt', 'exportKey', 'generateKey', 'getPublicKey', 'importKey', 'sign', 'unwrapKey', 'verify', 'wrapKey',
];
const kFamiliesWithPairs = new Set(['RSA-OAEP', 'RSA-PSS', 'RSASSA-PKCS1-v1_5', 'ECDH', 'ECDSA', 'Ed25519', 'Ed448', 'X25519', 'X448']);

// What a family refuses by the parameters alone; each throws, or tells.
const checks = {
  '__proto__': null,
  generateKey(a) {
    const { name } = a;
    if (name.startsWith('AES-')) familyOf(name).getKeyLength(a);
    if (name.startsWith('RSA')) familyOf(name).checkGenerate(a);
    if (name === 'ECDSA' || name === 'ECDH') familyOf(name).checkCurve(a);
    return wholeBytes(a);
  },
  importKey(a) {
    if (a.name === 'ECDSA' || a.name === 'ECDH') familyOf(a.name).checkCurve(a);
    return wholeBytes(a);
  },
  digest: (a) => !(a.functionName?.byteLength || a.customization?.byteLength || a.length % 8),
  sign: (a) => wholeBytes(a, true) && !a.context?.byteLength,
  verify: (a) => checks.sign(a),
  encrypt(a) {
    const { name, iv, tagLength = 128 } = a;
    if (name === 'AES-CBC') return iv.byteLength === 16;
    if (name === 'AES-CTR') return a.counter.byteLength === 16 && a.length >= 1 && a.length <= 128;
    if (name === 'AES-GCM') return [32, 64, 96, 104, 112, 120, 128].includes(tagLength);
    if (name === 'AES-OCB') return iv.byteLength > 0 && iv.byteLength < 16 && [64, 96, 128].includes(tagLength);
    return name !== 'ChaCha20-Poly1305' || (iv.byteLength === 12 && tagLength === 128);
  },
  decrypt: (a) => checks.encrypt(a),
  deriveBits(a, length) {
    const { name } = a;
    if (a.public === undefined) {
      familyOf(name).checkBits(a, length);
      return true;
    }
    const { type, algorithm } = slotsOf(a.public);
    return type === 'public' && algorithm.name === name;
  },
};

function wholeBytes({ length }, zero = false) {
  return length === undefined || ((zero || length !== 0) && length % 8 === 0);
}

function check(operation, algorithm, length = null) {
  try {
    const normalized = normalize(algorithm, operation);
    return checks[operation]?.(normalized, length) ?? true;
  } catch {
    return false;
  }
}

const checkEither = (first, second, algorithm) => check(first, algorithm) || check(second, algorithm);

function deriveKey(algorithm, additional) {
  if (!check('importKey', additional)) return false;
  try {
    const lengths = normalize(additional, 'get key length');
    return check('deriveBits', algorithm, familyOf(lengths.name).getKeyLength(lengths));
  } catch {
    return false;
  }
}

function getPublicKey(algorithm) {
  try {
    return kFamiliesWithPairs.has(normalize(algorithm, 'exportKey').name);
  } catch {
    return false;
  }
}

/**
 * @param {string} operation
 * @param {string|object} algorithm
 * @param {number|string|object|null} [lengthOrAdditional] bits (deriveBits), or another algorithm
 * @returns {boolean}
 */
function supports(operation, algorithm, lengthOrAdditional = null) {
  require('internal/util').emitExperimentalWarning('The supports Web Crypto API method');
  const prefix = "Failed to execute 'supports' on 'SubtleCrypto'";
  if (arguments.length < 2) {
    const error = new ERR_MISSING_ARGS('a');
    error.message = `${prefix}: 2 arguments required, but only ${arguments.length} present.`;
    throw error;
  }
  operation = domString(operation, `${prefix}: ${ordinal(1)}`);
  if (!kOperations.includes(operation)) return false;
  switch (operation) {
    case 'deriveBits':
      return check(operation, algorithm, lengthOrAdditional === null ? null :
        unsignedLong(lengthOrAdditional, `${prefix}: ${ordinal(3)}`));
    case 'deriveKey': return deriveKey(algorithm, lengthOrAdditional);
    case 'wrapKey': return checkEither('wrapKey', 'encrypt', algorithm) && check('exportKey', lengthOrAdditional);
    case 'unwrapKey': return checkEither('unwrapKey', 'decrypt', algorithm) && check('importKey', lengthOrAdditional);
    case 'getPublicKey': return getPublicKey(algorithm);
    default: return check(operation, algorithm);
  }
}

/** As a static method: this has to be the class. */
module.exports = {
  bind: (SubtleCrypto) => ({
    supports(operation, algorithm, lengthOrAdditional = null) {
      if (this !== SubtleCrypto) throw new ERR_INVALID_THIS('SubtleCrypto constructor');
      return supports(...arguments);
    },
  }.supports),
};

// SPDX-License-Identifier: MIT
// CryptoKey. What it is lies in hidden slots: what programs see are copies, made when they are first looked at.
'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { customInspectSymbol: kInspect } = require('internal/util');

const kCreate = Symbol('kCreate');

/** The order in which usages are told (Web Crypto, "recognized key usage value"). */
const kUsages = [
  'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
  'encapsulateKey', 'encapsulateBits', 'decapsulateKey', 'decapsulateBits',
];

function copyAlgorithm(algorithm) {
  const copy = { ...algorithm };
  if (copy.hash !== undefined) copy.hash = { ...copy.hash };
  if (copy.publicExponent !== undefined) copy.publicExponent = new Uint8Array(copy.publicExponent);
  return copy;
}

let slotsOf;

class CryptoKey {
  #slots;
  #algorithm;
  #usages;

  constructor() {
    const [token, slots] = arguments; // the interface has no parameters
    if (token !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#slots = slots;
  }

  static {
    slotsOf = (value) => (typeof value === 'object' && value !== null && #slots in value ? value.#slots : undefined);
  }

  static #check(key) {
    if (typeof key !== 'object' || key === null || !(#slots in key)) throw new ERR_INVALID_THIS('CryptoKey');
    return key.#slots;
  }

  /** @returns {'secret'|'public'|'private'} */
  get type() {
    return CryptoKey.#check(this).type;
  }

  /** @returns {boolean} */
  get extractable() {
    return CryptoKey.#check(this).extractable;
  }

  /** @returns {object} always the same one; what is done with it changes nothing */
  get algorithm() {
    const { algorithm } = CryptoKey.#check(this);
    return this.#algorithm ??= copyAlgorithm(algorithm);
  }

  /** @returns {string[]} always the same one */
  get usages() {
    const { usages } = CryptoKey.#check(this);
    return this.#usages ??= [...usages];
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { type, extractable, algorithm, usages } = this;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, inner)}`;
  }

  [kClone]() {
    const { key, algorithm, extractable, usages } = CryptoKey.#check(this);
    return { data: { key, algorithm, extractable, usages }, deserializeInfo: 'internal/crypto/web/key:ClonedCryptoKey' };
  }

  [kDeserialize]({ key, algorithm, extractable, usages }) {
    this.#slots = { type: key.type, key, algorithm, extractable, usages };
  }
}
for (const name of ['type', 'extractable', 'algorithm', 'usages']) {
  Object.defineProperty(CryptoKey.prototype, name, { __proto__: null, enumerable: true });
}
for (const name of [kInspect, kClone, kDeserialize]) {
  Object.defineProperty(CryptoKey.prototype, name, { __proto__: null, enumerable: false });
}
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'CryptoKey' });
markTransferMode(CryptoKey.prototype, true, false);

function ClonedCryptoKey() {
  return new CryptoKey(kCreate, undefined);
}
ClonedCryptoKey.prototype = CryptoKey.prototype;

/** Each usage once, in the order of the specification. */
const sortUsages = (usages) => kUsages.filter((usage) => usages.includes(usage));

/**
 * @param {KeyObject} key
 * @param {object} algorithm as CryptoKey.algorithm tells it
 * @param {string[]} usages
 * @param {boolean} extractable
 * @returns {CryptoKey}
 */
function createCryptoKey(key, algorithm, usages, extractable) {
  return new CryptoKey(kCreate, { type: key.type, key, algorithm, extractable, usages: sortUsages(usages) });
}

/** @returns {boolean} */
const isCryptoKey = (value) => slotsOf(value) !== undefined;

/** For deepEqual(): the same key, for the same uses. */
function equalCryptoKeys(a, b) {
  const x = slotsOf(a), y = slotsOf(b);
  const { isDeepStrictEqual } = require('internal/util/comparisons');
  return x.extractable === y.extractable && x.type === y.type && x.key.equals(y.key) &&
    isDeepStrictEqual(x.algorithm, y.algorithm) && isDeepStrictEqual(x.usages, y.usages);
}

module.exports = { ClonedCryptoKey, CryptoKey, createCryptoKey, equalCryptoKeys, isCryptoKey, kUsages, slotsOf, sortUsages };

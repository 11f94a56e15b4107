// SPDX-License-Identifier: MIT
// SubtleCrypto: converts arguments, normalises algorithms, checks rights; the families do the rest.
// Up to its first await a method runs within the call: what it needs of the caller's bytes is copied by then.
'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { domError, operationError } = require('internal/crypto/web/job');
const { createCryptoKey, slotsOf } = require('internal/crypto/web/key');
const { familyOf, has, isForSecrets, normalize, unsupported } = require('internal/crypto/web/algorithms');
const idl = require('internal/crypto/web/webidl');

const kCreate = Symbol('kCreate');
const prefixOf = (method) => `Failed to execute '${method}' on 'SubtleCrypto'`;

/** The messages of one call's arguments. @throws {TypeError} ERR_MISSING_ARGS */
function begin(method, args, wanted) {
  const prefix = prefixOf(method);
  if (args.length < wanted) {
    const error = new ERR_MISSING_ARGS('a');
    error.message = `${prefix}: ${wanted} argument${wanted === 1 ? '' : 's'} required, but only ${args.length} present.`;
    throw error;
  }
  if (typeof args[0] === 'symbol' && method !== 'getPublicKey') idl.domString(args[0], `${prefix}: ${idl.ordinal(1)}`); // throws
  return (n) => `${prefix}: ${idl.ordinal(n)}`;
}

const invalidAccess = (message) => domError(message, 'InvalidAccessError');

function checkKey(key, algorithm, usage, message) {
  const { algorithm: { name }, usages } = slotsOf(key);
  if (name !== algorithm.name) throw invalidAccess('Key algorithm mismatch');
  if (!usages.includes(usage)) throw invalidAccess(message ?? `Unable to use this key to ${usage}`);
}

/** Wrapping falls back on encryption, unwrapping on decryption. */
function normalizeWrapping(algorithm, operation, fallback) {
  try {
    return [normalize(algorithm, operation), operation];
  } catch {
    return [normalize(algorithm, fallback), fallback];
  }
}

function checkImported(key, usages) {
  const { type } = slotsOf(key);
  if ((type === 'secret' || type === 'private') && usages.length === 0) {
    throw domError(`Usages cannot be empty when importing a ${type} key.`, 'SyntaxError');
  }
  return key;
}

/** importKey without conversions. @param {object} algorithm normalised */
function importInto(format, data, algorithm, extractable, usages) {
  return checkImported(familyOf(algorithm.name).importKey(format, data, algorithm, extractable, usages), usages);
}

function exportFrom(format, key) {
  const { algorithm: { name }, extractable } = slotsOf(key);
  if (!has(name, 'exportKey')) throw domError(`${name} key export is not supported`, 'NotSupportedError');
  if (!extractable) throw invalidAccess('key is not extractable');
  try {
    return familyOf(name).exportKey(format, key);
  } catch (error) {
    if (error instanceof DOMException) throw error;
    throw operationError(error);
  }
}

/** Checks and does what deriveBits does. */
function bitsFrom(algorithm, key, length) {
  if (slotsOf(key).algorithm.name !== algorithm.name) throw invalidAccess('Key algorithm mismatch');
  return familyOf(algorithm.name).deriveBits(algorithm, key, length);
}

const keyData = (format, data, where) => (format === 'jwk' ? idl.jsonWebKey(data, where) : idl.bufferCopy(data, where));

function checkKeyData(method, format, data, where) {
  const isBytes = ArrayBuffer.isView(data) || require('internal/util/types').isAnyArrayBuffer(data);
  if (format === 'jwk' && isBytes) throw idl.typeError(`${prefixOf(method)}: Key data must be an object for JWK import`);
  return keyData(format, data, where);
}

let checkSubtle;
class SubtleCrypto {
  #brand;

  constructor() {
    if (arguments[0] !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#brand = true;
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#brand in self)) throw new ERR_INVALID_THIS('SubtleCrypto');
  }
  static {
    checkSubtle = SubtleCrypto.#check;
  }

  /** @returns {Promise<ArrayBuffer>} */
  async encrypt(algorithm, key, data) {
    SubtleCrypto.#check(this);
    const where = begin('encrypt', arguments, 3);
    key = idl.cryptoKey(key, where(2));
    data = idl.bufferSource(data, where(3));
    const normalized = normalize(algorithm, 'encrypt');
    checkKey(key, normalized, 'encrypt');
    return familyOf(normalized.name).encrypt(normalized, key, data);
  }

  /** @returns {Promise<ArrayBuffer>} */
  async decrypt(algorithm, key, data) {
    SubtleCrypto.#check(this);
    const where = begin('decrypt', arguments, 3);
    key = idl.cryptoKey(key, where(2));
    data = idl.bufferSource(data, where(3));
    const normalized = normalize(algorithm, 'decrypt');
    checkKey(key, normalized, 'decrypt');
    return familyOf(normalized.name).decrypt(normalized, key, data);
  }

  /** @returns {Promise<ArrayBuffer>} */
  async sign(algorithm, key, data) {
    SubtleCrypto.#check(this);
    const where = begin('sign', arguments, 3);
    key = idl.cryptoKey(key, where(2));
    data = idl.bufferSource(data, where(3));
    const normalized = normalize(algorithm, 'sign');
    checkKey(key, normalized, 'sign');
    return familyOf(normalized.name).sign(normalized, key, data);
  }

  /** @returns {Promise<boolean>} */
  async verify(algorithm, key, signature, data) {
    SubtleCrypto.#check(this);
    const where = begin('verify', arguments, 4);
    key = idl.cryptoKey(key, where(2));
    signature = idl.bufferSource(signature, where(3));
    data = idl.bufferSource(data, where(4));
    const normalized = normalize(algorithm, 'verify');
    checkKey(key, normalized, 'verify');
    return familyOf(normalized.name).verify(normalized, key, signature, data);
  }

  /** @returns {Promise<ArrayBuffer>} */
  async digest(algorithm, data) {
    SubtleCrypto.#check(this);
    const where = begin('digest', arguments, 2);
    data = idl.bufferSource(data, where(2));
    const normalized = normalize(algorithm, 'digest');
    return familyOf(normalized.name).digest(normalized, data);
  }

  /** @returns {Promise<CryptoKey|CryptoKeyPair>} */
  async generateKey(algorithm, extractable, keyUsages) {
    SubtleCrypto.#check(this);
    const where = begin('generateKey', arguments, 3);
    keyUsages = idl.keyUsages(keyUsages, where(3));
    const normalized = normalize(algorithm, 'generateKey');
    const result = await familyOf(normalized.name).generateKey(normalized, !!extractable, keyUsages);
    const own = slotsOf(result) ?? slotsOf(result.privateKey);
    if (own.usages.length === 0) throw domError('Usages cannot be empty when creating a key.', 'SyntaxError');
    return result;
  }

  /** @returns {Promise<CryptoKey>} */
  async deriveKey(algorithm, baseKey, derivedKeyAlgorithm, extractable, keyUsages) {
    SubtleCrypto.#check(this);
    const where = begin('deriveKey', arguments, 5);
    baseKey = idl.cryptoKey(baseKey, where(2));
    keyUsages = idl.keyUsages(keyUsages, where(5));
    extractable = !!extractable;
    const normalized = normalize(algorithm, 'deriveBits');
    const importing = normalize(derivedKeyAlgorithm, 'importKey');
    const lengths = normalize(derivedKeyAlgorithm, 'get key length');
    if (!slotsOf(baseKey).usages.includes('deriveKey')) throw invalidAccess('baseKey does not have deriveKey usage');
    if (slotsOf(baseKey).algorithm.name !== normalized.name) throw invalidAccess('Key algorithm mismatch');
    const length = familyOf(lengths.name).getKeyLength(lengths);
    const bits = await bitsFrom(normalized, baseKey, length);
    return importInto('raw-secret', new Uint8Array(bits), importing, extractable, keyUsages);
  }

  /** @param {number|null} [length] bits @returns {Promise<ArrayBuffer>} */
  async deriveBits(algorithm, baseKey, length = null) {
    SubtleCrypto.#check(this);
    const where = begin('deriveBits', arguments, 2);
    baseKey = idl.cryptoKey(baseKey, where(2));
    if (length !== null) length = idl.unsignedLong(length, where(3));
    const normalized = normalize(algorithm, 'deriveBits');
    if (!slotsOf(baseKey).usages.includes('deriveBits')) throw invalidAccess('baseKey does not have deriveBits usage');
    return bitsFrom(normalized, baseKey, length);
  }

  /** @returns {Promise<CryptoKey>} */
  async importKey(format, data, algorithm, extractable, keyUsages) {
    SubtleCrypto.#check(this);
    const where = begin('importKey', arguments, 5);
    format = idl.keyFormat(format, where(1));
    data = checkKeyData('importKey', format, data, where(2));
    keyUsages = idl.keyUsages(keyUsages, where(5));
    return importInto(format, data, normalize(algorithm, 'importKey'), !!extractable, keyUsages);
  }

  /** @returns {Promise<ArrayBuffer|object>} */
  async exportKey(format, key) {
    SubtleCrypto.#check(this);
    const where = begin('exportKey', arguments, 2);
    return exportFrom(idl.keyFormat(format, where(1)), idl.cryptoKey(key, where(2)));
  }

  /** @returns {Promise<ArrayBuffer>} */
  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    SubtleCrypto.#check(this);
    const where = begin('wrapKey', arguments, 4);
    format = idl.keyFormat(format, where(1));
    key = idl.cryptoKey(key, where(2));
    wrappingKey = idl.cryptoKey(wrappingKey, where(3));
    const [normalized, operation] = normalizeWrapping(wrapAlgorithm, 'wrapKey', 'encrypt');
    checkKey(wrappingKey, normalized, 'wrapKey');
    let data = exportFrom(format, key);
    if (format === 'jwk') {
      let text = JSON.stringify(data);
      // Key wrap takes whole blocks of 8 bytes; JSON may end in spaces.
      if (normalized.name === 'AES-KW') text += ' '.repeat((8 - text.length % 8) % 8);
      data = new TextEncoder().encode(text);
    }
    return familyOf(normalized.name)[operation](normalized, wrappingKey, new Uint8Array(data));
  }

  /** @returns {Promise<CryptoKey>} */
  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    SubtleCrypto.#check(this);
    const where = begin('unwrapKey', arguments, 7);
    format = idl.keyFormat(format, where(1));
    wrappedKey = idl.bufferSource(wrappedKey, where(2));
    unwrappingKey = idl.cryptoKey(unwrappingKey, where(3));
    keyUsages = idl.keyUsages(keyUsages, where(7));
    extractable = !!extractable;
    const [normalized, operation] = normalizeWrapping(unwrapAlgorithm, 'unwrapKey', 'decrypt');
    const importing = normalize(unwrappedKeyAlgorithm, 'importKey');
    checkKey(unwrappingKey, normalized, 'unwrapKey');
    let data = new Uint8Array(await familyOf(normalized.name)[operation](normalized, unwrappingKey, wrappedKey));
    if (format === 'jwk') {
      try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data);
        data = idl.jsonWebKey(JSON.parse(text), 'wrapped key');
      } catch (cause) {
        throw domError('Invalid wrapped JWK key', 'DataError', cause);
      }
    }
    return importInto(format, data, importing, extractable, keyUsages);
  }

  /** @returns {Promise<CryptoKey>} the public half of a private key */
  async getPublicKey(key, keyUsages) {
    require('internal/util').emitExperimentalWarning('The getPublicKey Web Crypto API method');
    SubtleCrypto.#check(this);
    const where = begin('getPublicKey', arguments, 2);
    key = idl.cryptoKey(key, where(1));
    keyUsages = idl.keyUsages(keyUsages, where(2));
    const { type, key: own, algorithm } = slotsOf(key);
    if (type !== 'private') {
      throw domError('key must be a private key', type === 'secret' ? 'NotSupportedError' : 'InvalidAccessError');
    }
    const { createPublicKey } = require('internal/crypto/keys');
    const { kKeyObject } = require('internal/crypto/web/jwk');
    return importInto(kKeyObject, createPublicKey(own), algorithm, true, keyUsages);
  }
}

// Key encapsulation: no algorithm of Web Crypto that this OpenSSL has can do it, so that normalisation ends them.
const encapsulation = {
  async encapsulateBits(encapsulationAlgorithm, encapsulationKey) {
    return refuse('encapsulateBits', this, arguments, 2);
  },
  async encapsulateKey(encapsulationAlgorithm, encapsulationKey, sharedKeyAlgorithm, extractable, usages) {
    return refuse('encapsulateKey', this, arguments, 5);
  },
  async decapsulateBits(decapsulationAlgorithm, decapsulationKey, ciphertext) {
    return refuse('decapsulateBits', this, arguments, 3);
  },
  async decapsulateKey(decapsulationAlgorithm, decapsulationKey, ciphertext, sharedKeyAlgorithm, extractable, usages) {
    return refuse('decapsulateKey', this, arguments, 6);
  },
};

function refuse(method, self, args, wanted) {
  require('internal/util').emitExperimentalWarning(`The ${method} Web Crypto API method`);
  checkSubtle(self);
  const where = begin(method, args, wanted);
  idl.cryptoKey(args[1], where(2));
  normalize(args[0], method);
}

const properties = { ...Object.getOwnPropertyDescriptors(SubtleCrypto.prototype), ...Object.getOwnPropertyDescriptors(encapsulation) };
delete properties.constructor;
for (const descriptor of Object.values(properties)) descriptor.enumerable = true;
Object.defineProperties(SubtleCrypto.prototype, properties);
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'SubtleCrypto' });
Object.defineProperty(SubtleCrypto, 'supports', {
  __proto__: null, configurable: true, enumerable: true, writable: true,
  value: require('internal/crypto/web/supports').bind(SubtleCrypto),
});

/** KeyObject.prototype.toCryptoKey. @returns {CryptoKey} */
function toCryptoKey(keyObject, algorithm, extractable, keyUsages) {
  const { kKeyObject } = require('internal/crypto/web/jwk');
  const normalized = normalize(algorithm, 'importKey');
  const usages = idl.keyUsages(keyUsages, 'Value');
  if (isForSecrets(normalized.name) !== (keyObject.type === 'secret')) throw unsupported();
  return importInto(kKeyObject, keyObject, normalized, !!extractable, usages);
}

module.exports = { SubtleCrypto, createCryptoKey, createSubtle: () => new SubtleCrypto(kCreate), toCryptoKey };

// SPDX-License-Identifier: MIT
// KeyObject and its makers. A secret key's handle is a Buffer, the others' a native Key.
'use strict';

const { Key } = internalBinding('crypto_key');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_JWK_UNSUPPORTED_CURVE, ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS,
  },
} = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validators');
const { kHandle, getArrayBufferOrView } = require('internal/crypto/util');
const { isKeyObject, isStringOrBuffer, keyHandle, parseKeyEncoding, kCreatePrivate, kCreatePublic } =
  require('internal/crypto/key_input');

const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');

const kDetails = Symbol('kDetails');
const kAsymmetricType = Symbol('kAsymmetricType');

// What constructors take for an object that kDeserialize will fill.
const kEmpty = Symbol('kEmpty');

/** The native key, or a secret's bytes. @throws {ERR_INVALID_THIS} for what is no key */
function handleOf(key) {
  const handle = key === undefined || key === null ? undefined : key[kHandle];
  if (handle === undefined) throw new ERR_INVALID_THIS('KeyObject');
  return handle;
}

class KeyObject {
  #type;
  #handle;

  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new ERR_INVALID_ARG_VALUE('type', type);
    if (handle !== kEmpty && !(handle instanceof Key) && !Buffer.isBuffer(handle)) throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    this.#type = type;
    this.#handle = handle;
  }

  /** undefined for what is no key */
  get [kHandle]() {
    return #handle in this ? this.#handle : undefined;
  }

  get type() {
    handleOf(this);
    return this.#type;
  }

  /** @returns {KeyObject} the key behind a CryptoKey */
  static from(key) {
    const slots = require('internal/crypto/web/key').slotsOf(key);
    if (slots === undefined) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return slots.key;
  }

  [kClone]() {
    return { data: { handle: this.#handle }, deserializeInfo: `internal/crypto/keys:cloned_${this.#type}` };
  }

  [kDeserialize]({ handle }) {
    this.#handle = this.#type === 'secret' ? Buffer.from(handle.buffer, handle.byteOffset, handle.byteLength) : handle;
  }

  /** @returns {boolean} in constant time for secrets */
  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    if (otherKeyObject.type !== this.type) return false;
    const a = this[kHandle];
    const b = otherKeyObject[kHandle];
    if (this.type !== 'secret') return a.equals(b);
    return a.length === b.length && internalBinding('crypto').timingSafeEqual(a, b);
  }
}

Object.defineProperties(KeyObject.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'KeyObject' },
  toCryptoKey: { __proto__: null, configurable: true, writable: true, value: toCryptoKey },
});

/**
 * The same key for crypto.subtle.
 * @param {string|object} algorithm as importKey takes it
 * @param {boolean} extractable
 * @param {string[]} keyUsages
 * @returns {CryptoKey}
 */
function toCryptoKey(algorithm, extractable, keyUsages) {
  return require('internal/crypto/web/subtle').toCryptoKey(this, algorithm, extractable, keyUsages);
}

class SecretKeyObject extends KeyObject {
  constructor(bytes) {
    super('secret', bytes);
  }

  get symmetricKeySize() {
    return handleOf(this).length;
  }

  /** @param {{format?: 'buffer'|'jwk'}} [options] */
  export(options) {
    const handle = handleOf(this);
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: handle.toString('base64url') };
    }
    return Buffer.from(handle);
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    const handle = handleOf(this);
    return this[kAsymmetricType] ??= handle.type();
  }

  get asymmetricKeyDetails() {
    const handle = handleOf(this);
    if (this[kDetails]) return this[kDetails];
    const details = handle.details();
    if (details.publicExponent) details.publicExponent = BigInt(`0x0${details.publicExponent.toString('hex')}`);
    return this[kDetails] = details;
  }
}

const jwkCurves = { __proto__: null, prime256v1: 'P-256', secp256k1: 'secp256k1', secp384r1: 'P-384', secp521r1: 'P-521' };
const okpNames = { __proto__: null, ed25519: 'Ed25519', ed448: 'Ed448', x25519: 'X25519', x448: 'X448' };

function exportJwk(key) {
  const type = key.asymmetricKeyType;
  const isPrivate = key.type === 'private';
  const text = {};
  const take = (out, names) => {
    const numbers = key[kHandle].numbers();
    for (const name of names) out[name] = numbers[name].toString('base64url');
    return out;
  };
  if (type === 'rsa') return take({ kty: 'RSA' }, isPrivate ? ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] : ['n', 'e']);
  if (type === 'ec') {
    const { namedCurve } = key.asymmetricKeyDetails;
    const crv = jwkCurves[namedCurve];
    if (crv === undefined) throw new ERR_CRYPTO_JWK_UNSUPPORTED_CURVE(`Unsupported JWK EC curve: ${namedCurve}.`);
    take(text, ['x', 'y']);
    return { kty: 'EC', ...text, crv, ...(isPrivate ? take({}, ['d']) : undefined) };
  }
  if (type in okpNames) {
    return { kty: 'OKP', crv: okpNames[type], ...take(text, ['x']), ...(isPrivate ? take({}, ['d']) : undefined) };
  }
  throw new ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE('Unsupported JWK Key Type.');
}

const isRawFormat = (format) => format === 'raw-public' || format === 'raw-private' || format === 'raw-seed';

function writePublic(handle, { format, type }) {
  return handle.writePublic(format === 'pem', type);
}
function writePrivate(handle, { format, type, cipher, passphrase }) {
  return handle.writePrivate(format === 'pem', type, cipher, passphrase);
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }

  /** @param {{format: 'pem'|'der'|'jwk', type?: 'pkcs1'|'spki'}} options */
  export(options) {
    const handle = handleOf(this);
    if (options && options.format === 'jwk') return exportJwk(this);
    if (options && isRawFormat(options.format)) return require('internal/crypto/key_raw').toRaw(handle, options, false);
    return writePublic(handle, parseKeyEncoding(options, this.asymmetricKeyType, true));
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }

  /** @param {{format: 'pem'|'der'|'jwk', type?: 'pkcs1'|'pkcs8'|'sec1', cipher?: string, passphrase?: string}} options */
  export(options) {
    const handle = handleOf(this);
    if (options && options.format === 'jwk') {
      if (options.passphrase !== undefined) {
        throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption');
      }
      return exportJwk(this);
    }
    if (options && isRawFormat(options.format)) return require('internal/crypto/key_raw').toRaw(handle, options, true);
    return writePrivate(handle, parseKeyEncoding(options, this.asymmetricKeyType, false));
  }
}

// Classes that the receiver of a message makes an instance of (js_transferable.js).
const cloned = (Class) => {
  const Cloned = function() { return new Class(kEmpty); };
  Cloned.prototype = Class.prototype;
  return Cloned;
};
for (const { prototype } of [SecretKeyObject, PublicKeyObject, PrivateKeyObject]) {
  markTransferMode(prototype, true, false);
}

/** @returns {SecretKeyObject} */
function createSecretKey(key, encoding) {
  if (!isStringOrBuffer(key)) throw new ERR_INVALID_ARG_TYPE('key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  const bytes = getArrayBufferOrView(key, 'key', encoding);
  return new SecretKeyObject(ArrayBuffer.isView(bytes) ?
    Buffer.from(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : Buffer.from(new Uint8Array(bytes)));
}

/** @returns {PublicKeyObject} the public half of a private key too */
function createPublicKey(key) {
  return new PublicKeyObject(keyHandle(key, kCreatePublic));
}

/** @returns {PrivateKeyObject} */
function createPrivateKey(key) {
  return new PrivateKeyObject(keyHandle(key, kCreatePrivate));
}

module.exports = {
  KeyObject, SecretKeyObject, PublicKeyObject, PrivateKeyObject, createSecretKey, createPublicKey, createPrivateKey,
  exportJwk, writePublic, writePrivate, isKeyObject,
  isCryptoKey: (value) => require('internal/crypto/web/key').isCryptoKey(value),
  cloned_secret: cloned(SecretKeyObject), cloned_public: cloned(PublicKeyObject), cloned_private: cloned(PrivateKeyObject),
};

// SPDX-License-Identifier: MIT
// The global crypto: random values. subtle answers when somebody asks for it.
'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');

const kInitialize = Symbol('kInitialize');

class SubtleCrypto {
  constructor(token) {
    if (token !== kInitialize) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /** @returns {Promise<ArrayBuffer>} */
  async digest(algorithm, data) {
    const name = String(typeof algorithm === 'string' ? algorithm : algorithm?.name).toUpperCase();
    if (!/^SHA-(1|256|384|512)$/.test(name)) throw new DOMException('Unrecognized algorithm name', 'NotSupportedError');
    const { createHash } = require('crypto');
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
    const digest = createHash(name.replace('-', '')).update(bytes).digest();
    return digest.buffer.slice(digest.byteOffset, digest.byteOffset + digest.length);
  }
}

class CryptoKey {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
}

class Crypto {
  #subtle;

  constructor(token) {
    if (token !== kInitialize) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    if (!(#subtle in this)) throw new ERR_INVALID_THIS('Crypto');
    return this.#subtle ??= new SubtleCrypto(kInitialize);
  }

  getRandomValues(array) {
    if (!(#subtle in this)) throw new ERR_INVALID_THIS('Crypto');
    if (arguments.length < 1) {
      const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
      throw new ERR_MISSING_ARGS('typedArray');
    }
    return require('internal/crypto/random').getRandomValues(array);
  }

  randomUUID() {
    if (!(#subtle in this)) throw new ERR_INVALID_THIS('Crypto');
    return require('internal/crypto/random').randomUUID();
  }
}
for (const [cls, names] of [[Crypto, ['subtle', 'getRandomValues', 'randomUUID']], [SubtleCrypto, ['digest']]]) {
  Object.defineProperty(cls.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: cls.name });
  for (const name of names) {
    Object.defineProperty(cls.prototype, name, { ...Object.getOwnPropertyDescriptor(cls.prototype, name), enumerable: true });
  }
}

module.exports = { crypto: new Crypto(kInitialize), Crypto, CryptoKey, SubtleCrypto };

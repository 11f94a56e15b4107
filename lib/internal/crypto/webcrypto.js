// SPDX-License-Identifier: MIT
// The global crypto: random values. subtle answers when somebody asks for it.
'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');

const kInitialize = Symbol('kInitialize');

class Crypto {
  #subtle;

  constructor() {
    if (arguments[0] !== kInitialize) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#subtle in self)) throw new ERR_INVALID_THIS('Crypto');
  }

  /** @returns {SubtleCrypto} */
  get subtle() {
    Crypto.#check(this);
    return this.#subtle ??= require('internal/crypto/web/subtle').createSubtle();
  }

  /** Fills an integer TypedArray of at most 65,536 bytes, and returns it. */
  getRandomValues(array) {
    Crypto.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('typedArray');
    return require('internal/crypto/random').getRandomValues(array);
  }

  /** @returns {string} RFC 9562 version 4 */
  randomUUID() {
    Crypto.#check(this);
    return require('internal/crypto/random').randomUUID();
  }
}
for (const name of ['subtle', 'getRandomValues', 'randomUUID']) {
  Object.defineProperty(Crypto.prototype, name, { __proto__: null, enumerable: true });
}
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, { __proto__: null, configurable: true, value: 'Crypto' });

module.exports = { crypto: new Crypto(kInitialize), Crypto };
Object.defineProperties(module.exports, {
  CryptoKey: { __proto__: null, enumerable: true, get() { return require('internal/crypto/web/key').CryptoKey; } },
  SubtleCrypto: { __proto__: null, enumerable: true, get() { return require('internal/crypto/web/subtle').SubtleCrypto; } },
});

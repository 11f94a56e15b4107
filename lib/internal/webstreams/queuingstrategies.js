// SPDX-License-Identifier: MIT
// ByteLengthQueuingStrategy and CountQueuingStrategy (WHATWG Streams §7).
'use strict';

const { codes: { ERR_INVALID_THIS, ERR_MISSING_OPTION } } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { finishClass, inspectable } = require('internal/webstreams/util');

// One function for all instances, as the standard says.
const byteSize = Object.defineProperty((chunk) => chunk.byteLength, 'name', { __proto__: null, value: 'size' });
const countSize = Object.defineProperty(() => 1, 'name', { __proto__: null, value: 'size' });

function markOf(init) {
  validateObject(init, 'init');
  if (init.highWaterMark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark');
  return +init.highWaterMark;
}

class ByteLengthQueuingStrategy {
  #highWaterMark;

  static #check(self) {
    if (self === null || typeof self !== 'object' || !(#highWaterMark in self)) throw new ERR_INVALID_THIS('ByteLengthQueuingStrategy');
  }

  constructor(init) {
    this.#highWaterMark = markOf(init);
  }

  get highWaterMark() {
    ByteLengthQueuingStrategy.#check(this);
    return this.#highWaterMark;
  }

  get size() {
    ByteLengthQueuingStrategy.#check(this);
    return byteSize;
  }
}

class CountQueuingStrategy {
  #highWaterMark;

  static #check(self) {
    if (self === null || typeof self !== 'object' || !(#highWaterMark in self)) throw new ERR_INVALID_THIS('CountQueuingStrategy');
  }

  constructor(init) {
    this.#highWaterMark = markOf(init);
  }

  get highWaterMark() {
    CountQueuingStrategy.#check(this);
    return this.#highWaterMark;
  }

  get size() {
    CountQueuingStrategy.#check(this);
    return countSize;
  }
}

for (const cls of [ByteLengthQueuingStrategy, CountQueuingStrategy]) {
  finishClass(cls, ['highWaterMark', 'size']);
  inspectable(cls, (self) => ({ highWaterMark: self.highWaterMark }));
}

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };

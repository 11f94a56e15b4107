// SPDX-License-Identifier: MIT
// --test-randomize, --test-random-seed: the order of files and tests, the same for the same seed.
'use strict';

const maxSeed = 2 ** 32 - 1;

class Random {
  #state;

  /** @param {number} [seed] 32 bits; random unless given */
  constructor(seed = Math.floor(Math.random() * (maxSeed + 1))) {
    this.seed = seed;
    this.#state = seed;
  }

  // splitmix32
  #next() {
    let z = this.#state = (this.#state + 0x9e3779b9) >>> 0;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  }

  /** Changes the order of an array in place. */
  shuffle(list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.#next() % (i + 1);
      const item = list[i];
      list[i] = list[j];
      list[j] = item;
    }
    return list;
  }
}

/** What the command line asks for; undefined for the usual order. */
function randomFromCommandLine() {
  const { getOptionValue } = require('internal/options');
  const text = getOptionValue('--test-random-seed');
  if (text === undefined || text === '') return getOptionValue('--test-randomize') ? new Random() : undefined;
  const seed = Number.parseInt(text, 10) || 0; // the digits at its beginning, as of all options that are numbers
  require('internal/validators').validateInteger(seed, '--test-random-seed', 0, maxSeed);
  return new Random(seed);
}

module.exports = { Random, randomFromCommandLine, maxSeed };

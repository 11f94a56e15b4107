// SPDX-License-Identifier: MIT
// `closed` and `paused` are there from the first close() and pause() on.
'use strict';
const assert = require('node:assert');
const { PassThrough } = require('node:stream');

for (const { createInterface } of [require('node:readline'), require('node:readline/promises')]) {
  const rl = createInterface({ input: new PassThrough() });
  const seen = () => [rl.paused, rl.closed];
  assert.deepStrictEqual([...seen(), 'paused' in rl, 'closed' in rl], [undefined, undefined, false, false]);
  rl.pause();
  assert.deepStrictEqual(seen(), [true, undefined]);
  rl.resume();
  assert.deepStrictEqual(seen(), [false, undefined]);
  rl.close();
  assert.deepStrictEqual(seen(), [true, true]);
}

// SPDX-License-Identifier: MIT
// Strings in pieces and two-byte strings reach the ordinary functions from optimised code.
'use strict';
const assert = require('node:assert');

const target = Buffer.alloc(100);
for (let i = 0; i < 30_000; i++) {
  const pieces = `${i}: some text that is long enough`;
  assert.strictEqual(Buffer.byteLength(pieces), pieces.length);
  assert.strictEqual(Buffer.from(`${i}: some text that is long enough`).toString(), pieces);
  assert.strictEqual(target.write(`${i}: some text that is long enough`, 1, 'latin1'), pieces.length);
  assert.strictEqual(target.write(`€ ${i}`), 4 + `${i}`.length);
  assert.strictEqual(new TextEncoder().encode(`${i}: ${'long '.repeat(20)}`).length, 102 + `${i}`.length);
  assert.strictEqual(target.indexOf(1 + i % 9), -1);
}

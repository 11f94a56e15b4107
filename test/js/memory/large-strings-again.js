// SPDX-License-Identifier: MIT
// Large strings and arrays lie in memory that others have left: what is in them is theirs alone.
'use strict';
const assert = require('node:assert');

const texts = [];
for (let round = 0; round < 120; round++) {
  const byte = 97 + round % 26;
  const text = Buffer.alloc(140_000 + round % 7 * 90_000, byte).toString('latin1');
  const array = new Array(40_000 + round % 5 * 30_000).fill(round);
  texts.push({ text, byte, array, round });
  if (texts.length > 12) texts.splice(round % 12, 3);
  if (round % 40 === 39) globalThis.gc?.();
}
for (const { text, byte, array, round } of texts) {
  const bytes = Buffer.from(text, 'latin1');
  assert.ok(bytes.every((other) => other === byte));
  assert.ok(array.every((other) => other === round));
}

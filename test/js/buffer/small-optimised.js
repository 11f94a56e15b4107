// SPDX-License-Identifier: MIT
// The engine keeps the bytes of small typed arrays inside of its heap: writing to them must work in
// optimised code as well.
'use strict';
const assert = require('node:assert');

function write() {
  const buffer = Buffer.alloc(8);
  buffer.write('abc', 1, 'latin1');
  return buffer[3];
}

function copy() {
  const target = new Uint8Array(5);
  Buffer.from('hello').copy(target);
  return target[4];
}

for (let i = 0; i < 50_000; i++) {
  assert.strictEqual(write(), 99);
  assert.strictEqual(copy(), 111);
}

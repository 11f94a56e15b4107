// SPDX-License-Identifier: MIT
// subarray() and slice() with offsets of all kinds give what Uint8Array's subarray() gives.
'use strict';
const assert = require('node:assert');

const bytes = Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).subarray(1, 9);
const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
const offsets = [undefined, null, 0, -0, 1, 3, 7, 8, 9, 2 ** 31, 2 ** 32, 2 ** 32 + 1, -1, -8, -9, -(2 ** 32), 1.5, -1.5, NaN, Infinity,
  -Infinity, '2', '-2', 'x', true, {}, [3]];
for (const start of offsets) {
  for (const end of offsets) {
    const want = plain.subarray(start, end);
    for (const got of [bytes.subarray(start, end), bytes.slice(start, end)]) {
      assert.ok(Buffer.isBuffer(got));
      assert.deepStrictEqual([...got], [...want], `${String(start)} ${String(end)}`);
      if (want.length) assert.strictEqual(got.byteOffset, want.byteOffset);
    }
  }
}
assert.deepStrictEqual([...bytes.subarray()], [...plain]);
assert.deepStrictEqual([...bytes.subarray(2)], [...plain.subarray(2)]);

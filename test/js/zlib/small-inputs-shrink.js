// SPDX-License-Identifier: MIT
// A few bytes that repeat become fewer, at each level, however they are compressed.
'use strict';
const assert = require('node:assert');
const zlib = require('node:zlib');

const text = 'some long long long long string';
for (let level = 1; level <= 9; level++) {
  assert.strictEqual(zlib.deflateSync(text, { level }).length, 24);
  assert.strictEqual(zlib.gzipSync(text, { level }).length, 36);
  assert.strictEqual(zlib.deflateRawSync(text, { level }).length, 18);
}
zlib.deflate(text, (error, result) => {
  assert.strictEqual(result.length, 24);
  assert.strictEqual(zlib.inflateSync(result).toString(), text);
});

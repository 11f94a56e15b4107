// SPDX-License-Identifier: MIT
'use strict';
// Zstandard: frames behind each other are one text, what is no frame behind them is left; pledged sizes; nothing at all.
const assert = require('assert');
const zlib = require('zlib');

const one = zlib.zstdCompressSync('hello '), two = zlib.zstdCompressSync('world'), junk = Buffer.from('garbage');
const skipped = Buffer.from([0x52, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
const unpack = (parts, options) => zlib.zstdDecompressSync(Buffer.concat(parts), options).toString();

assert.strictEqual(unpack([one, two]), 'hello world');
assert.strictEqual(unpack([one, two], { chunkSize: 64 }), 'hello world');
assert.strictEqual(unpack([skipped, one, skipped, two]), 'hello world');
assert.strictEqual(unpack([one, two, junk]), 'hello world');
assert.strictEqual(unpack([one, two.subarray(0, 2)]), 'hello ');
assert.strictEqual(unpack([one, two], { rejectGarbageAfterEnd: true }), 'hello world');
assert.throws(() => unpack([one, junk], { rejectGarbageAfterEnd: true }), { code: 'ERR_TRAILING_JUNK_AFTER_STREAM_END' });
for (const parts of [[], [one, two.subarray(0, 6)]]) assert.throws(() => unpack(parts), { code: 'Z_BUF_ERROR', errno: -5 });

for (const size of [1, 5, 7, 1000]) {
  const all = Buffer.concat([one, two, junk]), stream = zlib.createZstdDecompress();
  let text = '';
  stream.on('data', (data) => { text += data; });
  process.on('exit', () => assert.strictEqual(text, 'hello world'));
  for (let i = 0; i < all.length; i += size) stream.write(all.subarray(i, i + size));
  stream.end();
}

assert.throws(() => zlib.zstdCompressSync('abc', { pledgedSrcSize: 0 }), { code: 'ZSTD_error_srcSize_wrong', errno: 72 });
assert.strictEqual(unpack([zlib.zstdCompressSync('abc', { pledgedSrcSize: 3 })]), 'abc');
for (const make of [zlib.createZstdCompress, zlib.createZstdDecompress]) {
  assert.throws(() => make({ pledgedSrcSize: null }), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: 'pledgedSrcSize must be a number' });
  assert.throws(() => make({ pledgedSrcSize: -1 }), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE', message: 'pledgedSrcSize must be non-negative' });
  assert.throws(() => make({ pledgedSrcSize: 1.5 }), { code: 'ERR_OUT_OF_RANGE', message: 'pledgedSrcSize must be a safe integer' });
}

// Without sync, nothing is an empty text.
for (const value of [undefined, null]) {
  zlib.gzip(value, (error, packed) => {
    assert.ifError(error);
    assert.strictEqual(zlib.gunzipSync(packed).length, 0);
  });
  zlib.gunzip(value, (error) => assert.strictEqual(error.code, 'Z_BUF_ERROR'));
  assert.throws(() => zlib.gzipSync(value), { code: 'ERR_INVALID_ARG_TYPE' });
}

// SPDX-License-Identifier: MIT
// rejectGarbageAfterEnd: what follows the compressed data is an error, a further gzip member too, in streams and in calls.
'use strict';
const assert = require('assert');
const zlib = require('zlib');

const code = 'ERR_TRAILING_JUNK_AFTER_STREAM_END';
const strict = { rejectGarbageAfterEnd: true };
const kinds = {
  gunzip: zlib.gzipSync, unzip: zlib.gzipSync, inflate: zlib.deflateSync, inflateRaw: zlib.deflateRawSync,
  brotliDecompress: zlib.brotliCompressSync, zstdDecompress: zlib.zstdCompressSync,
};
let left = 0;
for (const [name, compress] of Object.entries(kinds)) {
  for (const tail of [zlib.gzipSync('second'), Buffer.from('junk'), Buffer.alloc(9), Buffer.from([0x1f, 0x8b])]) {
    const bytes = Buffer.concat([compress('first'), tail]);
    assert.throws(() => zlib[`${name}Sync`](bytes, strict), { code, name: 'TypeError' });
    left += 2;
    zlib[name](bytes, strict, (error) => {
      assert.strictEqual(error.code, code);
      left--;
    });
    const stream = zlib[`create${name[0].toUpperCase()}${name.slice(1)}`](strict);
    stream.on('error', (error) => {
      assert.strictEqual(error.code, code);
      left--;
    });
    stream.resume();
    stream.end(bytes);
  }
  assert.strictEqual(zlib[`${name}Sync`](compress('first'), strict).toString(), 'first');
}
assert.strictEqual(zlib.gunzipSync(Buffer.concat([zlib.gzipSync('a'), zlib.gzipSync('b')])).toString(), 'ab');
process.on('exit', () => assert.strictEqual(left, 0));

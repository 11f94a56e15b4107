// SPDX-License-Identifier: MIT
// Memory that is resized or transferred while threads compute on it, or between two pieces of a stream's work.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const zlib = require('node:zlib');

const size = 1 << 20;
const resizable = () => crypto.randomFillSync(new Uint8Array(new ArrayBuffer(size, { maxByteLength: 2 * size })));
let ended = 0;

// whole: what was there at the call counts
for (const name of ['gzip', 'deflateRaw', 'zstdCompress']) {
  const bytes = resizable();
  const before = Buffer.from(bytes);
  zlib[name](bytes, (error, packed) => {
    assert.ifError(error);
    assert.ok(before.equals(zlib[name === 'gzip' ? 'gunzipSync' : name === 'deflateRaw' ? 'inflateRawSync' : 'zstdDecompressSync'](packed)));
    ended++;
  });
  bytes.buffer.resize(0);
}

// the chunk that a stream still has to read goes between two of its pieces
for (const take of [(memory) => memory.resize(0), (memory) => memory.resize(10), (memory) => memory.transfer()]) {
  const bytes = resizable();
  const stream = zlib.createGzip({ chunkSize: 1000 });
  let chunks = 0;
  stream.on('data', () => {
    if (++chunks === 3) take(bytes.buffer);
  });
  stream.on('error', (error) => {
    assert.strictEqual(error.code, 'ERR_OUT_OF_RANGE');
    assert.strictEqual(error.message, 'input buffer is out of bounds');
    ended++;
  });
  stream.end(bytes);
}

// what a stream has put out is the reader's, with the rest of its memory
const whole = crypto.randomBytes(size);
const kept = [];
const deflate = zlib.createDeflate({ chunkSize: 65_536 });
deflate.on('data', (chunk) => {
  const { buffer, byteOffset, length } = chunk;
  kept.push(new Uint8Array(structuredClone(buffer, { transfer: [buffer] }), byteOffset, length));
});
deflate.on('end', () => {
  assert.ok(whole.equals(zlib.inflateSync(Buffer.concat(kept))));
  ended++;
});
deflate.end(whole);

// random bytes go where there is still room
const shrunk = new Uint8Array(new ArrayBuffer(size, { maxByteLength: size }));
crypto.randomFill(shrunk, (error) => {
  assert.ifError(error);
  assert.ok(shrunk.length === 100 && shrunk.some((byte) => byte !== 0));
  ended++;
});
shrunk.buffer.resize(100);

process.on('exit', () => assert.strictEqual(ended, 8));

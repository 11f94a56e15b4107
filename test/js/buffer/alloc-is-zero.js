// SPDX-License-Identifier: MIT
// Memory that has been used before is zero in a new Buffer or ArrayBuffer, of its exact size, and never somebody else's at the same time.
'use strict';
const assert = require('node:assert');

const isFull = (bytes, value) => Buffer.compare(bytes, Buffer.alloc(bytes.length, value)) === 0;
const sizes = [0, 1, 2, 63, 64, 65, 71, 72, 73, 80, 100, 127, 128, 129, 1000, 1023, 1024, 1025, 4096, 8191, 65535, 65536, 65537,
  100_001, 262_144, 262_145, 1_048_576, 1_048_577, 4_194_303, 4_194_304, 4_194_305];
for (let round = 0; round < 3; round++) {
  for (const size of sizes) {
    for (let i = 0; i < (size < 10_000 ? 100 : 3); i++) Buffer.allocUnsafeSlow(size).fill(0xa5);
  }
  const alive = [];
  for (const size of sizes) {
    const made = [Buffer.alloc(size), new Uint8Array(size), new Uint8Array(new ArrayBuffer(size))];
    for (const bytes of made) {
      assert.strictEqual(bytes.buffer.byteLength, size);
      assert.strictEqual(bytes.length, size);
      assert.ok(isFull(bytes, 0), `${size} bytes`);
      bytes.fill(alive.length & 255 || 1);
      alive.push(bytes);
    }
  }
  alive.forEach((bytes, i) => assert.ok(isFull(bytes, i & 255 || 1), `${bytes.length} bytes were shared`));
}

// What is moved, shared or resized has V8's own ways.
const moved = Buffer.alloc(1000, 'm').buffer.transfer(5000);
assert.strictEqual(moved.byteLength, 5000);
assert.ok(new Uint8Array(moved, 1000).every((byte) => byte === 0));
const resizable = new ArrayBuffer(10, { maxByteLength: 100_000 });
resizable.resize(100_000);
assert.ok(new Uint8Array(resizable).every((byte) => byte === 0));
assert.ok(new Uint8Array(new SharedArrayBuffer(70_000)).every((byte) => byte === 0));

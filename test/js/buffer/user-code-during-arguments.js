// SPDX-License-Identifier: MIT
// Arguments whose conversion runs user code, which takes the buffer's memory away in the middle.
'use strict';
const assert = require('assert');

/** A value that detaches (or shrinks) a buffer's memory when it is converted. */
const taking = (memory, value, take) => ({
  valueOf() { take(memory); return value; },
  toString() { take(memory); return `${value}`; },
});
const ways = [
  { make: () => new ArrayBuffer(64), take: (memory) => { if (!memory.detached) structuredClone(memory, { transfer: [memory] }); } },
  { make: () => new ArrayBuffer(64, { maxByteLength: 64 }), take: (memory) => memory.resize(1) },
];
const calls = [
  (b, evil) => b.indexOf('x', evil(1)), (b, evil) => b.lastIndexOf(Buffer.from('x'), evil(60)),
  (b, evil) => b.fill('ab', 0, 64, evil('hex')), (b, evil) => b.fill(evil(7)), (b, evil) => b.fill(1, evil(0)),
  (b, evil) => b.copy(Buffer.alloc(64), evil(0)), (b, evil) => Buffer.alloc(64).copy(b, evil(2), 0, 60),
  (b, evil) => b.toString('latin1', evil(0), evil(64)), (b, evil) => b.toString(evil('hex')),
  (b, evil) => b.utf8Write('text', evil(0), evil(4)), (b, evil) => b.hexSlice(evil(0), evil(64)),
  (b, evil) => b.writeUInt32LE(evil(1), 10), (b, evil) => b.writeDoubleBE(evil(1), 10), (b, evil) => b.writeIntLE(evil(1), 20, 6),
  (b, evil) => b.subarray(evil(1), evil(20)), (b, evil) => b.slice(evil(1), evil(20)), (b, evil) => b.equals(evil(1)),
  (b, evil) => b.compare(Buffer.alloc(4), evil(0), 4), (b, evil) => Buffer.concat([b, b], evil(100)),
  (b, evil) => Buffer.from(b.buffer, evil(0), evil(64)), (b, evil) => Buffer.from({ length: evil(4), 0: 1 }),
  (b, evil) => new TextDecoder().decode(b, { get stream() { evil(1).valueOf(); return true; } }),
  (b, evil) => new TextEncoder().encodeInto(evil('text').toString(), b),
  (b, evil) => new Blob([b, evil('x')]), (b, evil) => require('buffer').transcode(b, evil('utf8'), 'latin1'),
];
let threw = 0;
for (const { make, take } of ways) {
  for (const call of calls) {
    const buffer = Buffer.from(make());
    const evil = (value) => taking(buffer.buffer, value, take);
    try {
      call(buffer, evil);
    } catch (error) {
      threw++;
      assert.ok(error instanceof Error, String(error)); // an error, never a crash
    }
  }
}
assert.ok(threw > 0);

// Sizes at and beyond the limits.
const { constants: { MAX_LENGTH } } = require('buffer');
for (const size of [-1, NaN, Infinity, MAX_LENGTH + 1, 2 ** 53, '5', 1n, null]) {
  for (const make of [Buffer.alloc, Buffer.allocUnsafe, Buffer.allocUnsafeSlow]) {
    assert.throws(() => make(size), { code: /^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE)$/ });
  }
}

// SPDX-License-Identifier: MIT
'use strict';
// Sizes near and beyond the limits: of buffers, of strings, of what is repeated; nothing is allocated for what is refused.
const assert = require('assert');
const { Blob, Buffer, constants: { MAX_LENGTH, MAX_STRING_LENGTH }, kMaxLength, kStringMaxLength, transcode } = require('buffer');

assert.deepStrictEqual([kMaxLength, kStringMaxLength], [MAX_LENGTH, MAX_STRING_LENGTH]);
const range = { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' };
const before = process.memoryUsage().rss;
for (const make of [Buffer.alloc, Buffer.allocUnsafe, Buffer.allocUnsafeSlow]) {
  for (const size of [-1, -(2 ** 31), NaN, Infinity, -Infinity, MAX_LENGTH + 1, 2 ** 60]) assert.throws(() => make(size), range);
  for (const size of ['5', 1n, null, undefined, {}, [], true, Symbol('s')]) assert.throws(() => make(size), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const length of [MAX_LENGTH, 2 ** 52]) {
  assert.throws(() => Buffer.from(new ArrayBuffer(8), length), { name: 'RangeError', code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
  assert.throws(() => Buffer.from(new ArrayBuffer(8), 0, length), { name: 'RangeError', code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
}
for (const length of [-1, 1.5, NaN, Infinity, 2 ** 53]) assert.throws(() => Buffer.concat([Buffer.alloc(1)], length), range);
for (const length of [-1, NaN, 0, null, 'x', {}]) assert.strictEqual(Buffer.from({ length }).length, 0);

// Strings: as long as they may be, and one character more.
const big = Buffer.alloc(MAX_STRING_LENGTH + 1);
const tooLong = { code: 'ERR_STRING_TOO_LONG', message: `Cannot create a string longer than 0x${MAX_STRING_LENGTH.toString(16)} characters` };
for (const encoding of ['latin1', 'ascii', 'utf8', 'hex', 'base64', 'base64url', undefined]) assert.throws(() => big.toString(encoding), tooLong, encoding);
assert.throws(() => big.hexSlice(0, (MAX_STRING_LENGTH >> 1) + 1), tooLong);
assert.throws(() => big.latin1Slice(), tooLong);
assert.throws(() => transcode(big.subarray(0, 4), 'none', 'utf8'), { code: 'U_ILLEGAL_ARGUMENT_ERROR' });
assert.throws(() => new TextDecoder('latin1').decode(big), (error) => error instanceof Error);

// Places.
const small = Buffer.alloc(8);
for (const place of [-1, 8, 2 ** 31, 2 ** 32, 2 ** 53, Infinity]) {
  for (const method of ['readUInt8', 'readInt32LE', 'readDoubleBE', 'readBigInt64LE']) assert.throws(() => small[method](place), { name: 'RangeError' });
  assert.throws(() => small.writeUInt8(1, place), { name: 'RangeError' });
  assert.throws(() => small.fill(1, 0, place === 8 ? 9 : place), range);
  if (place !== 8) assert.throws(() => small.write('x', place), range);
  assert.strictEqual(small.subarray(place, place).length, 0);
  assert.strictEqual(small.indexOf('x', place), -1);
}
for (const count of [0, 7, -1, 2 ** 31, NaN, '1', null]) assert.throws(() => small.readUIntBE(0, count), { code: /^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE)$/ });
for (const slice of [2 ** 53, Infinity, -(2 ** 53)]) assert.ok(new Blob(['abc']).slice(slice).size <= 3);
assert.ok(process.memoryUsage().rss - before < MAX_STRING_LENGTH / 2, 'memory was touched for what is refused');

// SPDX-License-Identifier: MIT
// Which argument of Buffer's methods is complained about first, and in which words.
'use strict';
const assert = require('assert');
const buffer = Buffer.from('abcabcabc');

// indexOf and its kin stop before `end`, third argument unless that is the encoding.
assert.strictEqual(buffer.indexOf('c', 0, 2), -1);
assert.strictEqual(buffer.indexOf('c', 0, 3), 2);
assert.strictEqual(buffer.lastIndexOf('bc', undefined, 6, 'utf8'), 4);
assert.strictEqual(buffer.includes(99, -6, 5), false);
assert.strictEqual(buffer.indexOf('c', 'latin1', 3), 2);
assert.throws(() => buffer.indexOf('c', 0, 'bogus'), { code: 'ERR_UNKNOWN_ENCODING' });

assert.throws(() => buffer.readUIntLE('x', 0), { message: /"byteLength" is out of range/ });
assert.throws(() => buffer.readIntBE(undefined, 0), { message: /"offset" argument must be of type number/ });
assert.throws(() => buffer.writeUInt32LE(1, 5n), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.writeBigInt64BE(1n, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.fill('x', 1.5), { message: /"offset" is out of range. It must be an integer/ });
assert.throws(() => buffer.fill('x', 0, NaN), { message: /"end" is out of range. It must be an integer/ });
assert.throws(() => buffer.write(), { message: 'argument must be a string', code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.write(1, 'x'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => buffer.write({}, -1), { message: /"offset" is out of range/ });
assert.throws(() => buffer.toString([]), { code: 'ERR_UNKNOWN_ENCODING' });
assert.strictEqual(buffer.latin1Slice(0, 'x'), '');
assert.strictEqual(buffer.readUInt8.length, 1);
assert.strictEqual(buffer.indexOf.length, 4);

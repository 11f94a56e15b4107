// SPDX-License-Identifier: MIT
// What Buffer.alloc() and fill() are given is made a number, unless it is text or bytes; the end of the memory holds.
'use strict';
const assert = require('node:assert');

assert.deepStrictEqual([...Buffer.alloc(2, { valueOf: () => 7 })], [7, 7]);
assert.deepStrictEqual([...Buffer.alloc(2).fill([3])], [3, 3]);
assert.deepStrictEqual([...Buffer.alloc(2).fill(null)], [0, 0]);
assert.throws(() => Buffer.alloc(1, Object.create(null)), { name: 'TypeError', message: 'Cannot convert object to primitive value' });
assert.throws(() => Buffer.alloc(1).fill({ valueOf() { throw new RangeError('mine'); } }), { name: 'RangeError', message: 'mine' });

// A length that is not the buffer's own.
const liar = Object.defineProperty(Buffer.alloc(8), 'length', { value: 1337 });
for (const value of ['', 'abc', 0, Buffer.from('x')]) assert.throws(() => liar.fill(value), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });

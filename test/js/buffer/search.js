// SPDX-License-Identifier: MIT
// indexOf and lastIndexOf: offsets, UTF-16 positions, and needles that defeat a plain search.
'use strict';
const assert = require('node:assert');

const text = Buffer.from('abcabcabc');
assert.strictEqual(text.indexOf('bc', 2), 4);
assert.strictEqual(text.lastIndexOf('bc', -3), 4);
assert.strictEqual(text.lastIndexOf('abc', 5), 3);
assert.strictEqual(text.indexOf('', 4), 4);
assert.strictEqual(text.indexOf(99, -1), 8);
assert.strictEqual(text.includes(Buffer.from('cab')), true);
assert.strictEqual(text.indexOf('zz'), -1);
const wide = Buffer.from('aba', 'utf16le');
assert.strictEqual(wide.indexOf('b', 0, 'utf16le'), 2);
assert.strictEqual(wide.lastIndexOf('a', undefined, 'utf16le'), 4);
// 'a' and NUL, but never at an even position.
assert.strictEqual(Buffer.from([0, 97, 0, 98]).indexOf('a', 0, 'utf16le'), -1);

const hay = Buffer.alloc(1 << 20, 'a');
const needle = Buffer.alloc(1 << 16, 'a');
needle[0] = 98;
assert.strictEqual(hay.indexOf(needle), -1);
assert.strictEqual(hay.lastIndexOf(needle), -1);
needle[0] = 97;
needle[needle.length - 1] = 98;
hay[needle.length + 4] = 98;
assert.strictEqual(hay.indexOf(needle), 5);
assert.strictEqual(hay.lastIndexOf(needle), 5);

// Half a unit at the end of UTF-16: a negative offset counts it, a search does not.
const odd = Buffer.from('610062006300ff', 'hex');
assert.strictEqual(odd.indexOf(Buffer.from('c', 'utf16le'), -3, 'utf16le'), 4);
assert.strictEqual(odd.indexOf(Buffer.alloc(7), 0, 'utf16le'), -1);
assert.strictEqual(odd.lastIndexOf('', undefined, 'utf16le'), 6);

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

// The queue keeps its order through push, unshift, partial reads and many chunks.
const stream = new Readable({ read() {} });
let expected = '';
for (let i = 0; i < 3000; i++) {
  stream.push(`${i},`);
  expected += `${i},`;
}
let text = '';
for (let i = 0; i < 2000; i++) text += stream.read(3);
stream.unshift(text.slice(-10));
text = text.slice(0, -10);
for (let chunk; (chunk = stream.read()) !== null;) text += chunk;
assert.strictEqual(text, expected);
assert.strictEqual(stream.readableLength, 0);
stream.push('again');
assert.strictEqual(String(stream.read()), 'again');
stream.unshift('front');
assert.strictEqual(String(stream.read(2)), 'fr');
assert.strictEqual(String(stream.read()), 'ont');

'use strict';
// Long strings as UTF-8: every kind of character, lone surrogates, lengths on both sides of the pool's and of C's limits.
const assert = require('assert');

const { poolSize } = Buffer;
const pieces = ['plain text ', 'é ü ß ', '東京 \u0800\uffff', '🚀𝒳', '\ud800', 'x\udc00y', '\0'];

// As the standard has it, one character after the other.
function reference(text) {
  const bytes = [];
  for (const character of text) {
    let c = character.codePointAt(0);
    if (c >= 0xd800 && c < 0xe000) c = 0xfffd;
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(0xc0 | c >> 6, 0x80 | c & 63);
    else if (c < 0x10000) bytes.push(0xe0 | c >> 12, 0x80 | c >> 6 & 63, 0x80 | c & 63);
    else bytes.push(0xf0 | c >> 18, 0x80 | c >> 12 & 63, 0x80 | c >> 6 & 63, 0x80 | c & 63);
  }
  return Buffer.from(Uint8Array.from(bytes).buffer);
}

function check(text) {
  const want = reference(text);
  const got = Buffer.from(text);
  assert.ok(got.equals(want), `Buffer.from: ${text.length} of ${JSON.stringify(text.slice(0, 12))}`);
  const encoded = new TextEncoder().encode(text);
  assert.strictEqual(encoded.constructor, Uint8Array);
  assert.strictEqual(encoded.buffer.byteLength, want.length);
  assert.ok(want.equals(encoded), `encode: ${text.length} of ${JSON.stringify(text.slice(0, 12))}`);
  return got;
}

for (const piece of [...pieces, pieces.join('')]) {
  for (const length of [1, 49, 1366, poolSize / 2 - 1, poolSize / 2, poolSize + 1]) {
    check(piece.repeat(Math.ceil(length / piece.length)).slice(0, length));
  }
  const text = piece.repeat(2000);
  check(text.slice(1) + text); // a rope
  check(`${text}${'é'.repeat(20000)}`.slice(3)); // a part of another string
}
const huge = 'ab東'.repeat(400000); // more than a million characters
const bytes = Buffer.from(huge);
assert.strictEqual(bytes.length, 400000 * 5);
assert.ok(bytes.subarray(-5).equals(Buffer.from('ab東')));
assert.ok(bytes.equals(Buffer.from(new TextEncoder().encode(huge))));

// A buffer of its own: nothing else of the pool is in it.
const own = check('y'.repeat(poolSize));
assert.strictEqual(own.buffer.byteLength, poolSize);

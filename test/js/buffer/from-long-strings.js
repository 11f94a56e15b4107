// SPDX-License-Identifier: MIT
// Long strings of one-byte characters are counted before they are written: the bytes are those of short pieces.
'use strict';
const assert = require('assert');

const inPieces = (text) => {
  const pieces = [];
  for (let i = 0; i < text.length; i += 64) pieces.push(Buffer.from(text.slice(i, i + 64)));
  return Buffer.concat(pieces);
};
const encoder = new TextEncoder();

for (const length of [4095, 4096, 32767, 32768, 65537, 1 << 20, (1 << 20) + 1]) {
  const ascii = 'abcdefg'.repeat(length / 7 + 1).slice(0, length);
  const texts = [ascii, `\xe9${ascii.slice(1)}`, `${ascii.slice(1)}\xff`, '\x80'.repeat(length), `${ascii.slice(1)}\u20ac`];
  for (const text of texts) {
    const expected = inPieces(text);
    for (const bytes of [Buffer.from(text), Buffer.from(encoder.encode(text).buffer)]) {
      assert.strictEqual(bytes.length, Buffer.byteLength(text));
      assert.ok(bytes.equals(expected));
      assert.strictEqual(bytes.toString(), text);
    }
    // In pieces that the engine has not joined, and as a slice of a longer string.
    const half = length >> 1;
    assert.ok(Buffer.from(text.slice(0, half) + text.slice(half)).equals(expected));
    assert.ok(Buffer.from(`xy${text}z`.slice(2, -1)).equals(expected));
  }
}

// SPDX-License-Identifier: MIT
// Long UTF-8 is checked, then converted; what is not valid, and memory that threads share, goes another way. All give the same text.
'use strict';
const assert = require('assert');

const pieces = ['Größe, naïve, façade — 東京 and emoji 🚀. ', 'é', '\u{10ffff}', '\uffff', 'ascii only, and a good deal of it; ', '\u0800\u07ff\u0080'];
const bad = [[0xc3], [0xe2, 0x82], [0xf0, 0x9f, 0x9a], [0x80], [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf8, 0x88]];
const decoder = new TextDecoder(), fatal = new TextDecoder('utf-8', { fatal: true });

function shared(bytes) {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
// In small pieces, which are converted in another way.
function slowly(bytes) {
  const { StringDecoder } = require('string_decoder');
  const d = new StringDecoder('utf8');
  let text = '';
  for (let i = 0; i < bytes.length; i += 24) text += d.write(bytes.subarray(i, i + 24));
  return text + d.end();
}

for (const size of [400, 511, 512, 513, 600, 4000, 70000, 300000]) {
  for (const piece of pieces) {
    const whole = Buffer.from(piece.repeat(Math.ceil(size / Buffer.byteLength(piece)) + 1));
    for (const shift of [0, 1, 3]) {
      const bytes = Buffer.concat([Buffer.alloc(shift), whole]).subarray(shift);
      const expected = slowly(bytes);
      assert.strictEqual(bytes.toString(), expected);
      assert.strictEqual(decoder.decode(bytes), expected);
      assert.strictEqual(fatal.decode(bytes), expected);
      assert.strictEqual(decoder.decode(shared(bytes)), expected);
    }
    if (size > 5000) continue;
    for (const units of bad) {
      for (const at of [0, size >> 1, whole.length]) {
        let cut = at; // not within a character
        while (cut < whole.length && (whole[cut] & 0xc0) === 0x80) cut++;
        const bytes = Buffer.concat([whole.subarray(0, cut), Buffer.from(units), whole.subarray(cut)]);
        const expected = slowly(bytes);
        assert.strictEqual(bytes.toString(), expected);
        assert.strictEqual(decoder.decode(bytes), expected);
        assert.strictEqual(Buffer.from(shared(bytes).buffer).toString(), expected);
        assert.throws(() => fatal.decode(bytes), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
      }
    }
  }
}

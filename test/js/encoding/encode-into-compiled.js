// SPDX-License-Identifier: MIT
// encodeInto() says the same before and after it is compiled: text that fits, that does not, of any kind, into any view.
'use strict';
const assert = require('assert');

const encoder = new TextEncoder();
const whole = (text, room) => {
  let read = 0, written = 0;
  for (const character of text) {
    const size = encoder.encode(character).length;
    if (written + size > room) break;
    written += size;
    read += character.length;
  }
  return { read, written };
};
const texts = ['', 'a', 'plain text', 'größe', 'ÿ'.repeat(40), '東京 🚀', `${'x'.repeat(30)}é`].map((text) => `${text}`);
for (let round = 0; round < 3000; round++) {
  for (const text of texts) {
    const room = round % 97;
    const target = round & 1 ? new Uint8Array(room) : new Uint8Array(new ArrayBuffer(room + 8), 3, room);
    const result = encoder.encodeInto(text, target);
    if (round % 50 > 3) continue;
    assert.deepStrictEqual(result, whole(text, room));
    assert.deepStrictEqual([...target.subarray(0, result.written)], [...encoder.encode(text.slice(0, result.read))]);
    assert(target.subarray(result.written).every((byte) => byte === 0));
  }
}

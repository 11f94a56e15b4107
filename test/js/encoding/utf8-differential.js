// SPDX-License-Identifier: MIT
// Text of all lengths from bytes at all alignments is what one character after the other gives, valid or not.
'use strict';
const assert = require('node:assert');

let seed = 7;
const next = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return (seed >>> 8) % below;
};
const pieces = ['a', 'z', 'é', 'ÿ', 'Ā', '߿', 'ࠀ', '東', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '🚀', '\u{10ffff}'];
const memory = Buffer.alloc(2048);
const fatal = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The standard's decoder: what does not continue a sequence ends it with one U+FFFD. */
function decode(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i++];
    let [need, code, low, high] = first < 0x80 ? [0, first] : first >= 0xc2 && first < 0xe0 ? [1, first & 31, 0x80, 0xbf] :
      first >= 0xe0 && first < 0xf0 ? [2, first & 15, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf] :
        first >= 0xf0 && first < 0xf5 ? [3, first & 7, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf] : [0, 0xfffd];
    for (; need > 0; need--, i++) {
      if (!(bytes[i] >= low && bytes[i] <= high)) {
        code = 0xfffd;
        break;
      }
      code = code << 6 | bytes[i] & 63;
      [low, high] = [0x80, 0xbf];
    }
    text += String.fromCodePoint(code);
  }
  return text;
}

for (let round = 0; round < 2400; round++) {
  const length = round < 900 ? round / 3 | 0 : 512 + next(800);
  const kinds = 1 + next(pieces.length);
  let text = '';
  while (text.length < length) text += next(3) ? pieces[next(kinds)] : 'plain text'.slice(next(10));
  const at = next(64);
  const used = memory.utf8Write(text, at);
  const bytes = memory.subarray(at, at + used);
  assert.strictEqual(bytes.toString(), decode(bytes));
  assert.strictEqual(fatal.decode(bytes), decode(bytes));
  if (used === 0) continue;
  bytes[next(used)] = next(256);
  const want = decode(bytes);
  assert.strictEqual(bytes.toString(), want);
  assert.strictEqual(bytes.utf8Slice(), want);
  if (want.includes('\ufffd')) assert.throws(() => fatal.decode(bytes), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
  else assert.strictEqual(fatal.decode(bytes), want);
}

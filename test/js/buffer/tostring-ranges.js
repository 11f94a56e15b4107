// SPDX-License-Identifier: MIT
// toString() with every encoding and all kinds of ranges, of buffers inside and outside of the engine's heap.
'use strict';
const assert = require('assert');

const encode = {
  latin1: (bytes) => String.fromCharCode(...bytes),
  ascii: (bytes) => String.fromCharCode(...bytes.map((b) => b & 127)),
  hex: (bytes) => bytes.map((b) => b.toString(16).padStart(2, '0')).join(''),
  base64: (bytes) => btoa(String.fromCharCode(...bytes)),
  base64url: (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  utf16le: (bytes) => bytes.map((b, i) => (i & 1 ? String.fromCharCode(bytes[i - 1] | b << 8) : '')).join(''),
  utf8: (bytes) => decodeURIComponent(bytes.map((b) => `%${b.toString(16).padStart(2, '0')}`).join('')),
};
const texts = { utf8: 'aé東🚀' };

for (const encoding of Object.keys(encode)) {
  for (const size of [1, 7, 8, 63, 64, 65, 100, 767, 768, 769, 5000]) {
    const unit = Buffer.from(texts[encoding] ?? [...Array(256).keys()].map((i) => String.fromCharCode(i)).join(''), encoding === 'utf8' ? 'utf8' : 'latin1');
    // Whole characters only, for UTF-8.
    const bytes = Array.from({ length: encoding === 'utf8' ? Math.ceil(size / unit.length) * unit.length : size }, (_, i) => unit[i % unit.length]);
    const small = new Uint8Array(bytes);
    Object.setPrototypeOf(small, Buffer.prototype);
    const want = encode[encoding](bytes);
    for (const buffer of [Buffer.from(bytes), small, Buffer.from(new Uint8Array(bytes).buffer)]) {
      assert.strictEqual(buffer.toString(encoding), want);
      assert.strictEqual(buffer.toString(encoding, 0, bytes.length), want);
      assert.strictEqual(buffer.toString(encoding, -3, 2 ** 40), want);
      assert.strictEqual(buffer.toString(encoding, bytes.length), '');
      assert.strictEqual(buffer.toString(encoding, 2 ** 33), '');
      if (encoding !== 'utf8') assert.strictEqual(buffer.toString(encoding, 1, bytes.length - 2), encode[encoding](bytes.slice(1, Math.max(1, bytes.length - 2))));
    }
  }
}

// SPDX-License-Identifier: MIT
// Hexadecimal and base64 text round the lengths at which it is made of pieces, or kept outside of the heap.
'use strict';
const assert = require('node:assert');

const alphabet = { base64: '+/', base64url: '-_' };
const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function expected(bytes, encoding) {
  const out = [];
  if (encoding === 'hex') {
    for (const byte of bytes) out.push((byte < 16 ? '0' : '') + byte.toString(16));
    return out.join('');
  }
  const digits = characters + alphabet[encoding];
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
    out.push(digits[bits >> 18], digits[bits >> 12 & 63], digits[bits >> 6 & 63], digits[bits & 63]);
  }
  const over = (3 - bytes.length % 3) % 3;
  if (over) out.splice(out.length - over, over, ...encoding === 'base64' ? ['='.repeat(over)] : []);
  return out.join('');
}

const all = Buffer.alloc(200_000);
for (let i = 0; i < all.length; i++) all[i] = i * 7 + (i >> 8);
for (const encoding of ['hex', 'base64', 'base64url']) {
  for (const limit of [128 * 1024, 256 * 1024 - 16]) {
    const around = encoding === 'hex' ? limit / 2 : limit / 4 * 3;
    for (const by of [-4, -3, -2, -1, 0, 1, 2, 3, 4]) {
      const bytes = all.subarray(by + 4, by + 4 + around + by);
      const text = bytes.toString(encoding);
      assert.ok(text === expected(bytes, encoding), `${encoding} of ${bytes.length} bytes`);
      assert.ok(Buffer.from(text, encoding).equals(bytes));
      assert.strictEqual(Buffer.byteLength(text, encoding), bytes.length);
    }
  }
}

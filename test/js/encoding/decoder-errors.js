// SPDX-License-Identifier: MIT
// Bytes that are not valid: U+FFFD for each maximal part, or an error when fatal.
'use strict';
const assert = require('node:assert');

const bytes = Uint8Array.of(0x61, 0xe2, 0x82, 0x62, 0xc0, 0x80, 0xf0, 0x9f);
assert.strictEqual(new TextDecoder().decode(bytes), 'a\ufffdb\ufffd\ufffd\ufffd');
for (const label of ['utf-8', 'shift_jis', 'windows-1253', 'utf-16le']) {
  const decoder = new TextDecoder(label, { fatal: true });
  assert.throws(() => decoder.decode(Uint8Array.of(0x61, 0xff, 0xd2)),
    { code: 'ERR_ENCODING_INVALID_ENCODED_DATA', name: 'TypeError' });
}
assert.throws(() => new TextDecoder('utf-9'), { code: 'ERR_ENCODING_NOT_SUPPORTED', name: 'RangeError' });
assert.strictEqual(new TextDecoder(' Latin1\n').encoding, 'windows-1252');
assert.strictEqual(new TextDecoder('latin1').decode(Uint8Array.of(0x80, 0xe9)), '€é');

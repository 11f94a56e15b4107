// SPDX-License-Identifier: MIT
'use strict';
// No bytes leave a checksum as it is, whatever kind of memory holds them.
const assert = require('node:assert');
const { crc32 } = require('node:zlib');

for (const nothing of ['', Buffer.alloc(0), Buffer.from('abc').subarray(3), new DataView(new ArrayBuffer(0)), new Uint8Array(0)]) {
  assert.strictEqual(crc32(nothing, 0xffffffff), 0xffffffff);
  assert.strictEqual(crc32(nothing), 0);
}

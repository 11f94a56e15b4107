// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { transcode } = require('buffer');

// ASCII has seven bits: what goes beyond is no character, except that UTF-16 takes it as it is.
const bytes = Buffer.from([0x41, 0xe9]);
assert.deepStrictEqual(transcode(bytes, 'ascii', 'utf8'), Buffer.from('A\ufffd'));
assert.deepStrictEqual(transcode(bytes, 'ascii', 'latin1'), Buffer.from('A?'));
assert.deepStrictEqual(transcode(bytes, 'ascii', 'utf16le'), Buffer.from([0x41, 0, 0xe9, 0]));

// Bytes that are no UTF-8 do not become UTF-16.
assert.throws(() => transcode(bytes, 'utf8', 'ucs2'), {
  message: 'Unable to transcode Buffer [U_INVALID_CHAR_FOUND]', code: 'U_INVALID_CHAR_FOUND', errno: 10,
});

// An offset behind the end is looked at before the length.
assert.strictEqual(Buffer.copyBytesFrom(new Uint16Array(2), 2, 'no').length, 0);
assert.strictEqual(Buffer.copyBytesFrom(new Uint16Array(0), 'no').length, 0);

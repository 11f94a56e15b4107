// SPDX-License-Identifier: MIT
// The encoding '' is none: a digest is a Buffer, as of every other name that is no encoding.
'use strict';
const assert = require('assert');
const crypto = require('crypto');

const expected = crypto.createHash('sha256').update('x').digest();
for (const encoding of ['', 'nope', null, false]) {
  assert.deepStrictEqual(crypto.createHash('sha256').update('x').digest(encoding), expected);
}
assert.ok(Buffer.isBuffer(crypto.createHmac('sha256', 'k').update('x').digest('')));
for (const encoding of ['buffer', 'BUFFER']) assert.deepStrictEqual(crypto.hash('sha256', 'x', encoding), expected);
assert.throws(() => crypto.hash('sha256', 'x', 'nope'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.ok(Buffer.isBuffer(crypto.ECDH.convertKey(crypto.createECDH('prime256v1').generateKeys(), 'prime256v1', null, '')));

// SPDX-License-Identifier: MIT
'use strict';
// getCiphers() lists what getCipherInfo() knows and createCipheriv() makes, those without a number too; not what is for TLS records.
const assert = require('assert');
const { createCipheriv, getCipherInfo, getCiphers } = require('crypto');

const list = getCiphers();
for (const name of ['aes-128-cbc-cts', 'aes-256-siv', 'aes-192-wrap-pad-inv', 'camellia-128-cbc-cts', 'aes-128-gcm']) assert.ok(list.includes(name), name);
assert.ok(!list.some((name) => name.includes('cbc-hmac')));
assert.strictEqual(getCipherInfo('aes-128-cbc-hmac-sha1'), undefined);
assert.strictEqual(getCipherInfo(916), undefined); // its number
assert.deepStrictEqual(list, list.toSorted());
for (const name of list) {
  const info = getCipherInfo(name);
  assert.ok(info.keyLength > 0, name);
  const options = info.mode === 'ccm' || info.mode === 'ocb' ? { authTagLength: 16 } : {};
  const key = Buffer.from(Array.from({ length: info.keyLength }, (_, i) => i)); // XTS wants two halves
  createCipheriv(name, key, info.ivLength ? Buffer.alloc(info.ivLength) : null, options);
}

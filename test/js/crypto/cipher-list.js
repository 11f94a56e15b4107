// SPDX-License-Identifier: MIT
'use strict';
// getCiphers() lists what getCipherInfo() knows, by name and by number, and createCipheriv() makes; not what is for TLS records. More
// is known than listed.
const assert = require('assert');
const { createCipheriv, getCipherInfo, getCiphers } = require('crypto');

const list = getCiphers();
assert.ok(list.includes('aes-128-gcm'));
for (const name of ['aes-128-cbc-cts', 'aes-256-siv', 'aes-192-wrap-pad-inv', 'camellia-128-cbc-cts']) assert.strictEqual(getCipherInfo(name).name, name);
assert.ok(!list.some((name) => name.includes('cbc-hmac')));
assert.strictEqual(getCipherInfo('aes-128-cbc-hmac-sha1'), undefined);
assert.strictEqual(getCipherInfo(916), undefined); // its number
assert.deepStrictEqual(list, list.toSorted());
for (const name of list) {
  const info = getCipherInfo(name);
  assert.ok(info.keyLength > 0, name);
  assert.deepStrictEqual(getCipherInfo(info.nid), info);
  const options = info.mode === 'ccm' || info.mode === 'ocb' ? { authTagLength: 16 } : {};
  const key = Buffer.from(Array.from({ length: info.keyLength }, (_, i) => i)); // XTS wants two halves
  createCipheriv(name, key, info.ivLength ? Buffer.alloc(info.ivLength) : null, options);
}

// SPDX-License-Identifier: MIT
'use strict';
// Every name that is listed works; names of OpenSSL's providers are names, too.
const assert = require('assert');
const crypto = require('crypto');

const hashes = crypto.getHashes(), ciphers = crypto.getCiphers();
for (const list of [hashes, ciphers]) {
  assert.deepStrictEqual(list, [...new Set(list)].sort());
  assert.ok(!list.some((name) => /^(\d|null$)/i.test(name)));
}
for (const name of hashes) assert.ok(crypto.createHash(name).update('a').digest().length > 0, name);
for (const name of ciphers) {
  assert.strictEqual(name, name.toLowerCase());
  const { keyLength, ivLength, mode } = crypto.getCipherInfo(name);
  const key = Buffer.from(Array.from({ length: keyLength }, (_, i) => i));
  const options = mode === 'ccm' || mode === 'ocb' ? { authTagLength: 16 } : undefined;
  crypto.createCipheriv(name, key, ivLength ? Buffer.alloc(ivLength) : null, options);
}

for (const [name, same] of [['sha2-256', 'sha256'], ['SHA-512/256', 'sha512-256'], ['ripemd-160', 'rmd160'], ['blake2b-512', 'blake2b512']]) {
  assert.ok(hashes.includes(name.toLowerCase()));
  assert.strictEqual(crypto.hash(name, 'a'), crypto.hash(same, 'a'));
}

const key = Buffer.from('636869636b656e207465726979616b69', 'hex');
for (const [name, iv, text, mode] of [['aes-128-cbc-cts', 16, 20, 'cbc'], ['camellia-128-cbc-cts', 16, 20, 'cbc'],
  ['aes-128-wrap-inv', 8, 16, 'wrap'], ['aes-128-wrap-pad-inv', 4, 20, 'wrap']]) {
  assert.deepStrictEqual(crypto.getCipherInfo(name.toUpperCase()), { mode, name, blockSize: mode === 'cbc' ? 16 : 8, ivLength: iv, keyLength: 16 });
  const sealed = crypto.createCipheriv(name, key, Buffer.alloc(iv)).update(Buffer.alloc(text, 'x'));
  assert.strictEqual(crypto.createDecipheriv(name, key, Buffer.alloc(iv)).update(sealed, undefined, 'latin1'), 'x'.repeat(text));
}
// The same text has the same cipher text.
const siv = () => crypto.createCipheriv('aes-128-siv', Buffer.concat([key, key]), null).update('text', 'utf8', 'hex');
assert.strictEqual(siv(), siv());
assert.throws(() => crypto.createDecipheriv('aes-128-siv', Buffer.concat([key, key]), null).update(siv(), 'hex'), Error);
assert.throws(() => crypto.createCipheriv('null', '', null), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' });

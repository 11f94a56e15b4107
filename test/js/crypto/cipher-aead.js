// SPDX-License-Identifier: MIT
// What an authenticated cipher makes can be read with its tag only.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');

for (const [name, keyLength] of [['aes-256-gcm', 32], ['aes-128-ccm', 16], ['aes-128-ocb', 16], ['chacha20-poly1305', 32]]) {
  const key = Buffer.alloc(keyLength, 1);
  const iv = Buffer.alloc(12, 2);
  const options = { authTagLength: 16 };
  const cipher = crypto.createCipheriv(name, key, iv, options);
  cipher.setAAD(Buffer.from('header'), { plaintextLength: 5 });
  assert.throws(() => cipher.getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE' });
  const text = Buffer.concat([cipher.update('hello'), cipher.final()]);
  const open = (tag) => {
    const d = crypto.createDecipheriv(name, key, iv, options).setAuthTag(tag).setAAD(Buffer.from('header'), { plaintextLength: 5 });
    return d.update(text, undefined, 'utf8') + d.final('utf8');
  };
  assert.strictEqual(open(cipher.getAuthTag()), 'hello');
  const wrong = cipher.getAuthTag();
  wrong[0] ^= 1;
  assert.throws(() => open(wrong), /unable to authenticate/);
}
assert.throws(() => crypto.createCipheriv('aes-128-ccm', Buffer.alloc(16), Buffer.alloc(12)), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
assert.throws(() => crypto.createCipheriv('aes-128-cbc', Buffer.alloc(16), Buffer.alloc(12)), { code: 'ERR_CRYPTO_INVALID_IV' });

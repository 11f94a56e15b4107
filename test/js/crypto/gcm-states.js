// SPDX-License-Identifier: MIT
// AES-GCM: what is refused, and when, on processors with wide AES instructions and (in the child) on others.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');
const { execFileSync } = require('node:child_process');

const key = Buffer.alloc(32, 1), iv = Buffer.alloc(12, 2);
const cipher = (options) => crypto.createCipheriv('aes-256-gcm', key, iv, options);
const decipher = (options) => crypto.createDecipheriv('aes-256-gcm', key, iv, options);
const state = { code: 'ERR_CRYPTO_INVALID_STATE' };

assert.throws(() => crypto.createCipheriv('aes-256-gcm', key, Buffer.alloc(0)), { code: 'ERR_CRYPTO_INVALID_IV' });
assert.throws(() => crypto.createCipheriv('aes-256-gcm', key, Buffer.alloc(129)), { code: 'ERR_CRYPTO_INVALID_IV' });
assert.throws(() => crypto.createCipheriv('aes-256-gcm', key, null), { code: 'ERR_CRYPTO_INVALID_IV' });
assert.throws(() => crypto.createCipheriv('aes-256-gcm', key.subarray(1), iv), { code: 'ERR_CRYPTO_INVALID_KEYLEN' });
assert.throws(() => cipher({ authTagLength: 5 }), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
assert.throws(() => decipher().setAuthTag(Buffer.alloc(17)), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
assert.throws(() => decipher({ authTagLength: 12 }).setAuthTag(Buffer.alloc(16)), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });

// Additional data comes before text; no text at all is none.
const late = cipher();
late.update(Buffer.alloc(0));
late.setAAD(Buffer.from('a'));
late.update('x');
assert.throws(() => late.setAAD(Buffer.from('a')), state);
assert.throws(() => late.getAuthTag(), state);
late.final();
assert.strictEqual(late.getAuthTag().length, 16);
assert.throws(() => late.update('x'), /Trying to add data in unsupported state/);
assert.throws(() => late.final(), state);
assert.throws(() => late.setAAD(Buffer.from('a')), state);
assert.throws(() => late.setAutoPadding(), state);

// A tag may come after the text; without one nothing is authentic; it is given once.
const text = cipher();
const sealed = Buffer.concat([text.update('hello'), text.final()]);
const after = decipher();
assert.strictEqual(after.update(sealed, undefined, 'utf8'), 'hello');
after.setAuthTag(text.getAuthTag());
assert.throws(() => after.setAuthTag(text.getAuthTag()), state);
after.final();
const without = decipher();
without.update(sealed);
assert.throws(() => without.final(), /unable to authenticate/);
assert.throws(() => without.final(), state);

if (process.argv[2] !== 'child') {
  const env = { ...process.env, OPENSSL_ia32cap: ':~0x60000000000' };
  execFileSync(process.execPath, [__filename, 'child'], { env, stdio: 'inherit' });
}

// SPDX-License-Identifier: MIT
'use strict';
// Arguments are looked at before a key is read: of two that are wrong, the error is that of the argument.
const assert = require('assert');
const crypto = require('crypto');

const type = (name) => ({ code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`^The "${name}" (argument|property) must be`) });
const value = (name) => ({ code: 'ERR_INVALID_ARG_VALUE', message: new RegExp(`^The property '${name}' is invalid`) });
const key = 'no key';
for (const fn of ['publicEncrypt', 'publicDecrypt', 'privateEncrypt', 'privateDecrypt']) {
  assert.throws(() => crypto[fn](key, 5), type('buffer'));
  assert.throws(() => crypto[fn]({ key, oaepHash: 5 }, 5), type('key.oaepHash'));
  assert.throws(() => crypto[fn]({ key, oaepLabel: 5 }, 5), type('key.oaepLabel'));
  assert.throws(() => crypto[fn]({ key: 5, oaepHash: 5 }, 5), /\.key" property must be/);
  assert.throws(() => crypto[fn](key, Buffer.alloc(1)), { code: /^ERR_OSSL_/ });
}
assert.throws(() => crypto.decapsulate(key, 5), type('ciphertext'));
assert.throws(() => crypto.createSign('sha256').update('x').sign({ key, padding: 'x' }), value('options.padding'));
assert.throws(() => crypto.createVerify('sha256').update('x').verify(key, 5), type('signature'));
assert.throws(() => crypto.createVerify('sha256').update('x').verify({ key, saltLength: 'x' }, 5), value('options.saltLength'));
assert.throws(() => crypto.sign('sha256', 5, key), type('data'));
assert.throws(() => crypto.sign(5, 5, key), type('algorithm'));
assert.throws(() => crypto.sign('sha256', 5, key, 5), type('callback'));
assert.throws(() => crypto.verify('sha256', Buffer.alloc(1), key, 5), type('signature'));
assert.throws(() => crypto.verify('sha256', Buffer.alloc(1), { key, saltLength: 'x' }, 5), value('options.saltLength'));

// Key derivation.
const types = /^The "ikm" argument must be of type string or an instance of SecretKeyObject, ArrayBuffer, TypedArray, DataView, or Buffer\. /;
for (const ikm of [5, null, undefined, {}, { type: 'secret' }, { type: 'x' }]) {
  assert.throws(() => crypto.hkdfSync('sha256', ikm, 5, 5, -1), { code: 'ERR_INVALID_ARG_TYPE', message: types });
  assert.throws(() => crypto.hkdf('sha256', ikm, '', '', 1), { code: 'ERR_INVALID_ARG_TYPE', message: types });
}
assert.throws(() => crypto.hkdfSync(5, 5, 5, 5, -1), type('digest'));
assert.throws(() => crypto.hkdfSync('none', 'a', 5, 5, -1), type('salt'));
assert.throws(() => crypto.hkdfSync('none', 'a', '', '', -1), { code: 'ERR_OUT_OF_RANGE' });
const { publicKey } = crypto.generateKeyPairSync('ed25519');
assert.throws(() => crypto.hkdfSync('sha256', publicKey, '', '', 1), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
assert.throws(() => crypto.pbkdf2Sync('x', 5, -1, -1, 5), type('digest'));
assert.throws(() => crypto.pbkdf2Sync(5, 5, -1, -1, 'none'), type('password'));
assert.throws(() => crypto.pbkdf2Sync('x', 'y', -1, -1, 'none'), { code: 'ERR_OUT_OF_RANGE', message: /"iterations"/ });
assert.throws(() => crypto.scryptSync(5, 5, -1), type('password'));
assert.throws(() => crypto.scryptSync('x', 'y', -1, { N: 3 }), { code: 'ERR_OUT_OF_RANGE', message: /"keylen"/ });

// Sizes.
for (const size of [2, 3, 8, 511]) assert.throws(() => crypto.createDiffieHellman(size), { code: 'ERR_INVALID_ARG_VALUE', message: 'Invalid DH parameters' });
assert.throws(() => crypto.createDiffieHellman(1), { code: 'ERR_OSSL_DH_MODULUS_TOO_SMALL' });
assert.throws(() => crypto.createDiffieHellman(2 ** 31), { code: 'ERR_OUT_OF_RANGE' });
for (const size of [-1, 2 ** 31, 2 ** 32, 2 ** 53, NaN, Infinity]) {
  assert.throws(() => crypto.randomBytes(size), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => crypto.randomFillSync(Buffer.alloc(4), size), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => crypto.randomFillSync(Buffer.alloc(4), 0, size), { code: 'ERR_OUT_OF_RANGE' });
}
assert.throws(() => crypto.getRandomValues(new Uint8Array(65537)), { name: 'QuotaExceededError' });

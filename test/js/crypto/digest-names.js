// SPDX-License-Identifier: MIT
// A digest has the same names everywhere, those it has with RSA among them; what is no name is none anywhere.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const data = Buffer.from('data');
const uses = [
  (name) => crypto.createHash(name).update(data).digest('hex'),
  (name) => crypto.hash(name, data),
  (name) => crypto.createHmac(name, 'key').update(data).digest('hex'),
  (name) => crypto.pbkdf2Sync('password', 'salt', 1, 20, name).toString('hex'),
  (name) => Buffer.from(crypto.hkdfSync(name, 'key', 'salt', 'info', 20)).toString('hex'),
  (name) => crypto.verify('sha256', data, publicKey, crypto.sign(name, data, privateKey)),
  (name) => crypto.verify('sha256', data, publicKey, crypto.createSign(name).update(data).sign(privateKey)),
];
for (const use of uses) {
  for (const name of ['SHA256', 'sha-256', 'SHA2-256', 'RSA-SHA256', 'rsa-sha256']) assert.deepStrictEqual(use(name), use('sha256'), `${use} ${name}`);
  for (const name of ['SHA--256', 'RSA-SHA-256', 'RSA-RSA-SHA256', 'SHA2256', 'SHA2--256', 'sha257', '']) assert.throws(() => use(name), Error, `${use} ${name}`);
}
for (const use of uses.slice(0, 6)) {
  for (const name of ['RSA-SHA1-2', 'SHA-1', 'RSA-SHA1']) assert.deepStrictEqual(use(name), use('sha1'), `${use} ${name}`);
  for (const name of ['MD-5', 'md5-', 'SHA2-1']) assert.throws(() => use(name), Error, `${use} ${name}`);
}
assert.throws(() => crypto.sign('sha--256', data, privateKey), { code: 'ERR_CRYPTO_INVALID_DIGEST', message: 'Invalid digest: sha--256' });
assert.throws(() => crypto.verify('x', data, publicKey, data), { name: 'TypeError', message: 'Invalid digest: x' });

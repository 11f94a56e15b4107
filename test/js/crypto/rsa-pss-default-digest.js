// SPDX-License-Identifier: MIT
// Signing without the name of a digest: with an RSA-PSS key it is that which the key is tied to, else SHA-256.
'use strict';
const assert = require('assert');
const { createPrivateKey, generateKeyPairSync, sign, verify } = require('crypto');

const data = Buffer.from('to be signed');
for (const hashAlgorithm of ['sha384', 'sha256', undefined]) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 1024, hashAlgorithm });
  const read = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  for (const key of [privateKey, read]) {
    const signature = sign(null, data, key);
    assert.strictEqual(verify(null, data, publicKey, signature), true);
    assert.strictEqual(verify(hashAlgorithm ?? 'sha256', data, publicKey, signature), true);
    assert.strictEqual(verify(undefined, Buffer.from('something else'), publicKey, signature), false);
  }
}
const { privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha384' });
assert.throws(() => sign('sha256', data, privateKey), /digest not allowed/);

// SPDX-License-Identifier: MIT
// ECDSA in both forms of a signature, with digests of both kinds; wrong signatures are false, not errors.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const data = Buffer.from('message');
for (const namedCurve of ['P-256', 'secp384r1', 'secp521r1', 'secp256k1']) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve });
  for (const digest of ['sha1', 'sha256', 'SHA512', 'RSA-SHA384', 'sha3-256', null]) {
    for (const dsaEncoding of ['der', 'ieee-p1363']) {
      const signature = crypto.sign(digest, data, { key: privateKey, dsaEncoding });
      const verify = (bytes, text = data) => crypto.verify(digest, text, { key: publicKey, dsaEncoding }, bytes);
      assert.strictEqual(verify(signature), true);
      assert.strictEqual(verify(signature, Buffer.from('massage')), false);
      assert.strictEqual(verify(signature.subarray(1)), false);
      assert.strictEqual(verify(Buffer.alloc(0)), false);
      assert.strictEqual(verify(Buffer.alloc(signature.length)), false);
      if (digest === null) continue;
      assert.strictEqual(crypto.createVerify(digest).update(data).verify({ key: publicKey, dsaEncoding }, signature), true);
    }
  }
  crypto.sign('sha256', data, privateKey, (error, signature) => {
    assert.ifError(error);
    crypto.verify('sha256', data, publicKey, signature, (failure, valid) => assert.deepStrictEqual([failure, valid], [null, true]));
  });
  assert.throws(() => crypto.sign('sha256', data, publicKey), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
}

// SPDX-License-Identifier: MIT
// A key pair written and read is the same, and signs or agrees as before.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');

for (const [type, options] of [['rsa', { modulusLength: 1024 }], ['ec', { namedCurve: 'P-256' }], ['ed25519'], ['x25519']]) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, options);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'secret' });
  const again = crypto.createPrivateKey({ key: pem, passphrase: 'secret' });
  assert.ok(again.equals(privateKey));
  assert.ok(crypto.createPrivateKey({ key: privateKey.export({ format: 'jwk' }), format: 'jwk' }).equals(privateKey));
  assert.ok(crypto.createPublicKey(pem.includes('ENCRYPTED') ? again : pem).equals(publicKey));
  // With a wrong pass phrase one in 256 still has padding that looks right; what follows is no key then.
  assert.throws(() => crypto.createPrivateKey({ key: pem, passphrase: 'wrong' }), (error) => /^ERR_OSSL_/.test(error.code));
  if (type === 'x25519') {
    assert.strictEqual(crypto.diffieHellman({ privateKey: again, publicKey }).length, 32);
    continue;
  }
  const algorithm = type === 'ed25519' ? null : 'sha256';
  const signature = crypto.sign(algorithm, Buffer.from('data'), again);
  assert.strictEqual(crypto.verify(algorithm, Buffer.from('data'), publicKey, signature), true);
  assert.strictEqual(crypto.verify(algorithm, Buffer.from('date'), publicKey, signature), false);
}

// SPDX-License-Identifier: MIT
// What is an error, and what only a wrong signature, of createVerify(), verify() and the operations of RSA; what each says.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const data = Buffer.from('data');
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 }), ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const verify = (digest, key, signature) => crypto.createVerify(digest).update(data).verify(key, signature);

// padding that cannot be: no signature is right with it
for (const padding of [crypto.constants.RSA_NO_PADDING, crypto.constants.RSA_PKCS1_OAEP_PADDING, 99]) {
  assert.strictEqual(verify('sha256', { key: rsa.publicKey, padding }, Buffer.alloc(128, 1)), false);
  assert.throws(() => crypto.createSign('sha256').update(data).sign({ key: rsa.privateKey, padding }), { reason: /padding mode/ });
}
assert.strictEqual(crypto.sign('sha256', data, { key: rsa.privateKey, padding: -1 }).length, 128);

// of another length than the two numbers have
const malformed = { name: 'Error', code: 'ERR_CRYPTO_OPERATION_FAILED', message: 'Malformed signature' };
for (const length of [0, 1, 63, 65, 72]) {
  for (const digest of ['sha256', 'shake128']) {
    assert.throws(() => verify(digest, { key: ec.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.alloc(length)), malformed);
  }
  assert.strictEqual(crypto.verify('sha256', data, { key: ec.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.alloc(length)), false);
  assert.strictEqual(verify('sha256', ec.publicKey, Buffer.alloc(length)), false);
}
assert.strictEqual(verify('sha256', { key: ec.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.alloc(64)), false);

for (const { privateKey } of [rsa, ec]) {
  assert.throws(() => crypto.createSign('shake128').update(data).sign(privateKey), { code: 'ERR_OSSL_CRYPTO_MALLOC_FAILURE' });
}
assert.throws(() => crypto.privateEncrypt(rsa.privateKey, Buffer.alloc(300)), (error) => {
  assert.strictEqual(error.code, 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE');
  assert.deepStrictEqual(error.opensslErrorStack, ['error:030000EA:digital envelope routines::provider signature failure', 'error:1C880004:Provider routines::RSA lib']);
  return true;
});
assert.throws(() => crypto.publicDecrypt(ec.publicKey, data), { code: 'ERR_OSSL_EVP_PROVIDER_SIGNATURE_NOT_SUPPORTED', reason: 'provider signature not supported' });
assert.throws(() => crypto.privateEncrypt(ec.privateKey, data), { message: 'error:00000000:lib(0)::reason(0)' });

// keys that are none, in DER
const plain = (message) => (error) => error.message === message && error.code === undefined;
const read = (create, key, type) => () => create({ key, format: 'der', type });
for (const type of ['pkcs1', 'sec1', 'pkcs8']) {
  assert.throws(read(crypto.createPrivateKey, Buffer.alloc(0), type), plain('Failed to read private key'));
  assert.throws(read(crypto.createPrivateKey, Buffer.of(0x30), type), { code: /^ERR_OSSL_ASN1/ });
}
for (const type of ['pkcs1', 'spki']) {
  assert.throws(read(crypto.createPublicKey, Buffer.from('text'), type), plain('Failed to read asymmetric key'));
}
const pem = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
assert.throws(() => crypto.createPublicKey(pem), { code: 'ERR_OSSL_ASN1_WRONG_TAG' });

// and keys that are some, of every form
for (const [pair, privates, publics] of [[rsa, ['pkcs1', 'pkcs8'], ['pkcs1', 'spki']], [ec, ['sec1', 'pkcs8'], ['spki']]]) {
  for (const format of ['pem', 'der']) {
    for (const type of privates) {
      const key = pair.privateKey.export({ format, type });
      assert.ok(crypto.createPrivateKey({ key, format, type }).equals(pair.privateKey));
      assert.ok(crypto.createPublicKey({ key, format, type }).equals(pair.publicKey));
    }
    for (const type of publics) assert.ok(crypto.createPublicKey({ key: pair.publicKey.export({ format, type }), format, type }).equals(pair.publicKey));
    const secret = { cipher: 'aes-128-cbc', passphrase: 'secret' }, key = pair.privateKey.export({ format, type: 'pkcs8', ...secret });
    assert.ok(crypto.createPrivateKey({ key, format, type: 'pkcs8', passphrase: 'secret' }).equals(pair.privateKey));
  }
}

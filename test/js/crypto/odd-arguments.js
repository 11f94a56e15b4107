// SPDX-License-Identifier: MIT
'use strict';
// What Node says to JWKs that are none, to contexts and to encodings that do not exist.
const assert = require('assert');
const crypto = require('crypto');

const pairs = { RSA: ['rsa', { modulusLength: 1024 }], EC: ['ec', { namedCurve: 'P-256' }], OKP: ['ed25519', {}] };
for (const [kty, [type, options]] of Object.entries(pairs)) {
  const jwk = crypto.generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' });
  const read = (change) => () => crypto.createPrivateKey({ key: { ...jwk, ...change }, format: 'jwk' });
  const readPublic = (change) => () => crypto.createPublicKey({ key: { ...jwk, ...change }, format: 'jwk' });
  read({})();
  readPublic({})();
  const expected = { name: 'TypeError', code: 'ERR_CRYPTO_INVALID_JWK', message: `Invalid JWK ${kty} key` };
  for (const name of kty === 'RSA' ? ['n', 'e', 'p', 'qi'] : ['x', 'd']) {
    for (const value of [null, 1, '', '!']) {
      assert.throws(read({ [name]: value }), expected);
      assert.throws(readPublic({ [name]: value }), expected);
    }
  }
  if (kty !== 'RSA') assert.throws(read({ d: Buffer.alloc(32, 1).toString('base64url') }), expected); // of another key
  assert.throws(read({ d: undefined }), { ...expected, message: 'JWK does not contain private key material' });
  assert.throws(read({ kty: undefined }), { ...expected, message: 'Invalid JWK format' });
  assert.throws(read({ kty: 'oct' }), { ...expected, message: 'oct is not a supported JWK key type' });
}

const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
const data = Buffer.from('data');
for (const context of [null, 'x', 1]) {
  assert.throws(() => crypto.sign(null, data, { key: privateKey, context }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.context"/ });
}
assert.throws(() => crypto.sign(null, data, { key: privateKey, context: Buffer.alloc(256) }), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(crypto.sign(null, data, { key: privateKey, context: Buffer.alloc(0) }).length, 64);
assert.strictEqual(crypto.verify(null, data, publicKey, 'no signature'), false);

const empty = crypto.createHash('sha256').update('').digest();
assert.deepStrictEqual(crypto.createHash('sha256').update('', 'none').digest('none'), empty);
assert.strictEqual(crypto.createHmac('sha256', '').update('').digest('none').length, 32);
assert.throws(() => crypto.hash('sha256', '', { outputEncoding: 1 }), { message: /^The "outputEncoding" argument must be of type string/ });
assert.strictEqual(crypto.getCipherInfo('aes-128-gcm', { keyLength: -1 }), undefined);
assert.throws(() => privateKey.export([]), { message: /^The "options" argument must be of type object/ });
assert.throws(() => privateKey.export({ format: 'pem', type: 'pkcs8', passphrase: 'x' }),
              { message: "The property 'options.cipher' is required when a passphrase is specified. Received undefined" });
assert.throws(() => crypto.createPrivateKey({ key: data, format: 'none' }), { message: "The property 'key.format' is invalid. Received 'none'" });
assert.throws(() => crypto.createSign('sha256').sign(1), { message: /^The "privateKey" argument/ });
assert.deepStrictEqual(Object.keys(privateKey.export({ format: 'jwk' })), ['kty', 'crv', 'x', 'd']);

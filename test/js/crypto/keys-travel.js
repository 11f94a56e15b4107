// SPDX-License-Identifier: MIT
// KeyObject, CryptoKey and X509Certificate can be cloned, also to a worker; they stay what they are.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

if (!isMainThread) {
  parentPort.once('message', ({ secret, pub, priv, web }) => {
    const signature = crypto.sign('sha256', Buffer.from('x'), priv);
    const hmac = crypto.createHmac('sha256', secret).update('x').digest('hex');
    parentPort.postMessage({ ok: crypto.verify('sha256', Buffer.from('x'), pub, signature), hmac, web, extractable: web.extractable });
  });
  return;
}

const secret = crypto.createSecretKey(Buffer.from('0123456789abcdef'));
const { publicKey: pub, privateKey: priv } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const web = secret.toCryptoKey('AES-GCM', false, ['decrypt', 'encrypt']);
assert.deepStrictEqual(web.usages, ['encrypt', 'decrypt']);
assert.ok(crypto.KeyObject.from(web).equals(secret));
for (const key of [secret, pub, priv]) {
  const copy = structuredClone(key);
  assert.ok(copy instanceof crypto.KeyObject && copy.equals(key) && copy.constructor === key.constructor);
  assert.deepStrictEqual(Reflect.ownKeys(key), []);
}
assert.throws(() => new priv.constructor(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => secret.toCryptoKey('AES-GCM', true, []), { name: 'SyntaxError' });
assert.throws(() => pub.toCryptoKey('AES-GCM', true, ['encrypt']), { name: 'NotSupportedError' });
assert.throws(() => pub.toCryptoKey('Ed25519', true, []), { name: 'DataError' });

const worker = new Worker(__filename);
worker.postMessage({ secret, pub, priv, web });
worker.once('message', ({ ok, hmac, web: back, extractable }) => {
  assert.strictEqual(ok, true);
  assert.strictEqual(hmac, crypto.createHmac('sha256', web).update('x').digest('hex'));
  assert.strictEqual(extractable, false);
  assert.deepStrictEqual(back.algorithm, { name: 'AES-GCM', length: 128 });
  assert.ok(crypto.KeyObject.from(back).equals(secret));
  worker.terminate();
});

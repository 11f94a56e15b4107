// SPDX-License-Identifier: MIT
// Flags: --no-warnings
'use strict';
// Methods and getters on what is no instance of their class: an error, and never a look at memory.
const assert = require('assert');
const crypto = require('crypto');

const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
const proto = Object.getPrototypeOf;
const prototypes = {
  KeyObject: crypto.KeyObject.prototype, Asymmetric: proto(proto(privateKey)), Private: proto(privateKey), Public: proto(publicKey),
  Secret: proto(crypto.createSecretKey(Buffer.alloc(3))), X509Certificate: crypto.X509Certificate.prototype,
  CryptoKey: CryptoKey.prototype, Crypto: proto(crypto.webcrypto), SubtleCrypto: proto(crypto.subtle),
};
const exceptions = new Set(['toCryptoKey', 'equals']);
let count = 0;

async function main() {
  for (const [name, prototype] of Object.entries(prototypes)) {
    for (const [key, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const fn = get ?? value;
      if (key === 'constructor' || typeof fn !== 'function' || exceptions.has(key)) continue;
      for (const self of [prototype, {}, undefined, 1, Object.create(privateKey), new Map()]) {
        await assert.rejects(async () => fn.call(self), { name: 'TypeError', code: 'ERR_INVALID_THIS' }, `${name} ${key}`);
        count++;
      }
    }
  }
  assert.ok(count > 200);

  const dh = crypto.createDiffieHellman('17', 'hex').constructor.prototype, ecdh = crypto.createECDH('prime256v1').constructor.prototype;
  for (const [prototype, args] of [[dh, ['aa', 'hex']], [crypto.DiffieHellmanGroup.prototype, ['aa', 'hex']], [ecdh, ['aa', 'hex']],
    [crypto.createHash('md5').constructor.prototype, []], [crypto.createHmac('md5', '').constructor.prototype, []]]) {
    for (const key of Object.keys(prototype)) {
      if (key.startsWith('_') || typeof prototype[key] !== 'function') continue;
      for (const self of [{}, prototype, 1, undefined, null]) assert.throws(() => prototype[key].apply(self, args), { name: 'TypeError' }, key);
    }
  }
  for (const [prototype, key] of [[crypto.Sign.prototype, privateKey], [crypto.Verify.prototype, publicKey]]) {
    assert.throws(() => prototype.update.call({}, 'aa'), { name: 'TypeError', code: 'ERR_INVALID_THIS' });
    assert.throws(() => (prototype.sign ?? prototype.verify).call({}, key, 'aa', 'hex'), { name: 'TypeError', code: 'ERR_INVALID_THIS' });
  }
  assert.strictEqual(Object.create(crypto.createHash('md5')).update('a').digest('hex'), '0cc175b9c0f1b6a831c399e269772661');
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

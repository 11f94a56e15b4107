// SPDX-License-Identifier: MIT
// What OpenSSL says in the pool reaches the callback; every digest listed can be used.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');

const a = crypto.generateKeyPairSync('dh', { group: 'modp5' });
const b = crypto.generateKeyPairSync('dh', { group: 'modp14' });
let called = 0;
crypto.diffieHellman({ privateKey: a.privateKey, publicKey: b.publicKey }, (error) => {
  called++;
  assert.match(error.message, /mismatching domain parameters/);
});
process.on('exit', () => assert.strictEqual(called, 1));
for (const name of crypto.getHashes()) {
  const options = /shake/i.test(name) ? { outputLength: 8 } : undefined;
  assert.ok(crypto.createHash(name, options).update('x').digest().length > 0, name);
}
assert.strictEqual(new crypto.X509Certificate(require('node:tls').rootCertificates[0]).ca, true);

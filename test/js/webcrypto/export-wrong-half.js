// SPDX-License-Identifier: MIT
// exportKey(): the wrong half of a pair is an InvalidAccessError, a key that has no halves a NotSupportedError.
'use strict';
const assert = require('node:assert');
const { subtle } = globalThis.crypto;

(async () => {
  for (const [algorithm, uses] of [['Ed25519', ['sign', 'verify']], [{ name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits']]]) {
    const { publicKey, privateKey } = await subtle.generateKey(algorithm, true, uses);
    await assert.rejects(subtle.exportKey('pkcs8', publicKey), { name: 'InvalidAccessError' });
    await assert.rejects(subtle.exportKey('spki', privateKey), { name: 'InvalidAccessError' });
    assert.ok((await subtle.exportKey('pkcs8', privateKey)).byteLength > 0);
  }
  const secret = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']);
  await assert.rejects(subtle.exportKey('spki', secret), { name: 'NotSupportedError' });
})();

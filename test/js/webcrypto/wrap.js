// SPDX-License-Identifier: MIT
// wrapKey and unwrapKey: key wrap (RFC 3394), authenticated encryption, RSA-OAEP; raw and JWK.
'use strict';
const assert = require('assert');
const { subtle } = globalThis.crypto;

(async () => {
  // RFC 3394, 4.1
  const kek = await subtle.importKey('raw', Buffer.from('000102030405060708090A0B0C0D0E0F', 'hex'), 'AES-KW', false,
    ['wrapKey', 'unwrapKey']);
  const inner = await subtle.importKey('raw', Buffer.from('00112233445566778899AABBCCDDEEFF', 'hex'), 'AES-GCM', true, ['encrypt']);
  const wrapped = await subtle.wrapKey('raw', inner, kek, 'AES-KW');
  assert.strictEqual(Buffer.from(wrapped).toString('hex'), '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5');
  const back = await subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', 'AES-GCM', true, ['encrypt']);
  assert.deepStrictEqual(await subtle.exportKey('raw', back), await subtle.exportKey('raw', inner));
  new Uint8Array(wrapped)[3] ^= 1;
  await assert.rejects(subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', 'AES-GCM', true, ['encrypt']), { name: 'OperationError' });

  // JWK, padded to whole blocks by key wrap
  for (const algorithm of ['AES-KW', { name: 'AES-GCM', iv: new Uint8Array(12) }]) {
    const key = algorithm === 'AES-KW' ? kek :
      await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey']);
    const text = await subtle.wrapKey('jwk', inner, key, algorithm);
    const again = await subtle.unwrapKey('jwk', text, key, algorithm, 'AES-GCM', true, ['encrypt']);
    assert.deepStrictEqual(await subtle.exportKey('jwk', again), await subtle.exportKey('jwk', inner));
  }

  // What may not leave does not leave in a wrapping either.
  const closed = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  await assert.rejects(subtle.wrapKey('raw', closed, kek, 'AES-KW'), { name: 'InvalidAccessError' });
  await assert.rejects(subtle.exportKey('raw', closed), { name: 'InvalidAccessError', message: 'key is not extractable' });
})();

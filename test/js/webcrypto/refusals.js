// SPDX-License-Identifier: MIT
// What is refused, and with which error: arguments, algorithms, rights, data.
'use strict';
const assert = require('node:assert');
const { subtle } = globalThis.crypto;

const bytes = new Uint8Array(16);
const rejects = (promise, expected) => assert.rejects(promise, expected);

(async () => {
  const key = await subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt']);
  await rejects(subtle.digest('SHA-256'), { name: 'TypeError', code: 'ERR_MISSING_ARGS' });
  await rejects(subtle.digest('SHA-256', 'text'), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
  await rejects(subtle.digest('SHA-256', new Uint8Array(new SharedArrayBuffer(4))), { name: 'TypeError' });
  await rejects(subtle.digest('MD5', bytes), { name: 'NotSupportedError' });
  await rejects(subtle.digest({}, bytes), { code: 'ERR_MISSING_OPTION' });
  await rejects(subtle.importKey('raw', new Uint8Array(3), 'AES-GCM', true, ['encrypt']), { name: 'DataError' });
  await rejects(subtle.importKey('raw', bytes, 'AES-GCM', true, []), { name: 'SyntaxError' });
  await rejects(subtle.importKey('raw', bytes, 'AES-GCM', true, ['sign']), { name: 'SyntaxError' });
  await rejects(subtle.importKey('paper', bytes, 'AES-GCM', true, ['encrypt']), { code: 'ERR_INVALID_ARG_VALUE' });
  await rejects(subtle.importKey('jwk', bytes, 'AES-GCM', true, ['encrypt']), { name: 'TypeError' });
  await rejects(subtle.importKey('jwk', { kty: 'oct', k: 'AAAA', ext: false }, { name: 'HMAC', hash: 'SHA-1' }, true, ['sign']), { name: 'DataError' });
  await rejects(subtle.importKey('jwk', { kty: 'oct', k: '*' }, { name: 'HMAC', hash: 'SHA-1' }, true, ['sign']), { name: 'DataError' });
  await rejects(subtle.importKey('spki', bytes, 'Ed25519', true, ['verify']), { name: 'DataError' });
  await rejects(subtle.importKey('raw', new Uint8Array(65).fill(4), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']), { name: 'DataError' });
  await rejects(subtle.encrypt({ name: 'AES-GCM', iv: bytes, tagLength: 17 }, key, bytes), { name: 'OperationError' });
  await rejects(subtle.encrypt({ name: 'AES-GCM', iv: bytes, tagLength: 300 }, key, bytes), { name: 'TypeError', code: 'ERR_OUT_OF_RANGE' });
  await rejects(subtle.encrypt({ name: 'AES-CBC', iv: bytes }, key, bytes), { name: 'InvalidAccessError' });
  await rejects(subtle.decrypt({ name: 'AES-GCM', iv: bytes }, key, bytes), { name: 'InvalidAccessError' });
  await rejects(subtle.encrypt({ name: 'AES-GCM', iv: bytes }, {}, bytes), { code: 'ERR_INVALID_ARG_TYPE' });
  await rejects(subtle.exportKey('raw', key), { name: 'InvalidAccessError' });
  await rejects(subtle.generateKey('ML-KEM-768', true, ['encapsulateBits']), { name: 'NotSupportedError' });
  await rejects(subtle.generateKey({ name: 'RSA-PSS', hash: 'SHA-1', modulusLength: 2048, publicExponent: new Uint8Array([2]) }, true, ['sign']),
    { name: 'OperationError' });
  await rejects(subtle.digest.call({}, 'SHA-1', bytes), { code: 'ERR_INVALID_THIS' });
  assert.throws(() => new CryptoKey(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  assert.throws(() => Object.create(key).type, { code: 'ERR_INVALID_THIS' });

  // What the caller does with his bytes after the call changes nothing.
  const both = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt', 'decrypt']);
  const message = new Uint8Array(50_000).fill(1);
  const iv = new Uint8Array(12);
  const sealing = subtle.encrypt({ name: 'AES-GCM', iv }, both, message);
  message.fill(2);
  iv.fill(2);
  const opened = new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, both, await sealing));
  assert.ok(opened.every((byte) => byte === 1));
  const damaged = new Uint8Array(await sealing);
  damaged[7] ^= 1;
  const wrong = subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, both, damaged);
  await rejects(wrong, (error) => error.name === 'OperationError' && error.cause instanceof Error);

  // Usages and algorithms that programs change do not change the key.
  key.usages.push('decrypt');
  key.algorithm.name = 'AES-CBC';
  await rejects(subtle.decrypt({ name: 'AES-GCM', iv: bytes }, key, bytes), { name: 'InvalidAccessError' });
})();

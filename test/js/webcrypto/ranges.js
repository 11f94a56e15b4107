// SPDX-License-Identifier: MIT
// What the members of an algorithm may be is looked at before the key and its rights are; texts as Node's.
'use strict';
const assert = require('node:assert');
const { subtle } = globalThis.crypto;

const refused = (promise, name, message) => assert.rejects(promise, { name, message });

(async () => {
  const hmac = await subtle.importKey('raw', Buffer.alloc(16), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  const hkdf = await subtle.importKey('raw', Buffer.alloc(16), 'HKDF', false, ['deriveBits', 'deriveKey']);
  const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const data = Buffer.alloc(16);

  await refused(subtle.generateKey({ name: 'AES-GCM', length: 100 }, true, ['sign']), 'OperationError',
    'AES key length must be 128, 192, or 256 bits');
  await refused(subtle.encrypt({ name: 'AES-CBC', iv: Buffer.alloc(12) }, hmac, data), 'OperationError',
    'algorithm.iv must contain exactly 16 bytes');
  await refused(subtle.encrypt({ name: 'AES-CTR', counter: Buffer.alloc(15), length: 64 }, hmac, data), 'OperationError',
    'algorithm.counter must contain exactly 16 bytes');
  await refused(subtle.encrypt({ name: 'AES-CTR', counter: Buffer.alloc(16), length: 0 }, hmac, data), 'OperationError',
    'AES-CTR algorithm.length must be between 1 and 128');
  await refused(subtle.encrypt({ name: 'AES-GCM', iv: Buffer.alloc(12), tagLength: 100 }, hmac, data), 'OperationError',
    '100 is not a valid AES-GCM tag length');
  await refused(subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: data, iterations: 0 }, hmac, 128), 'OperationError',
    'iterations cannot be zero');
  await refused(subtle.deriveBits({ name: 'ECDH', public: pair.privateKey }, hmac, 128), 'InvalidAccessError',
    'algorithm.public must be a public key');
  await refused(subtle.deriveBits({ name: 'X25519', public: pair.publicKey }, hmac, 128), 'InvalidAccessError', 'key algorithm mismatch');
  await refused(subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: data, info: Buffer.alloc(1025) }, hkdf, 128), 'OperationError',
    'The operation failed for an operation-specific reason');
  await refused(subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: data, info: data }, hkdf,
    { name: 'HMAC', hash: 'SHA-256', length: 0 }, true, ['sign']), 'DataError', 'HmacImportParams.length cannot be 0');
  await refused(subtle.generateKey({ name: 'HMAC', hash: 'SHA-256', length: 0 }, true, ['sign']), 'OperationError',
    'HmacKeyGenParams.length cannot be 0');
  await refused(subtle.importKey('raw', data, { name: 'HMAC', hash: 'MD5' }, true, ['sign']), 'NotSupportedError',
    'Only SHA hashes are supported in HmacImportParams');
  await refused(subtle.importKey('jwk', {}, 'HKDF', true, ['sign']), 'SyntaxError', 'HKDF keys are not extractable');
  await refused(subtle.digest(Symbol('x'), data), 'TypeError',
    "Failed to execute 'digest' on 'SubtleCrypto': 1st argument is a Symbol and cannot be converted to a string.");

  const rsa = await subtle.generateKey({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
    true, ['sign', 'verify']);
  const jwk = { ...await subtle.exportKey('jwk', rsa.publicKey), e: 'AA' };
  const odd = await subtle.importKey('jwk', jwk, { name: 'RSA-PSS', hash: 'SHA-256' }, true, ['verify']);
  assert.strictEqual(odd.algorithm.publicExponent.length, 0);
})();

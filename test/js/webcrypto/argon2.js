// SPDX-License-Identifier: MIT
// Argon2 in Web Crypto: the vectors of RFC 9106, what keys there are, what is refused, and how.
'use strict';
const assert = require('node:assert');
const { subtle } = globalThis.crypto;

process.on('warning', () => {});
const params = {
  nonce: Buffer.alloc(16, 2), secretValue: Buffer.alloc(8, 3), associatedData: Buffer.alloc(12, 4), parallelism: 4, memory: 32, passes: 3,
};
// RFC 9106, 5.1 to 5.3
const tags = {
  Argon2d: '512b391b6f1162975371d30919734294f868e3be3984f3c1a13a4db9fabe4acb',
  Argon2i: 'c814d9d1dc7f37aa13f0d77f2494bda1c8de6b016dd388d29952a4c4672b6ce8',
  Argon2id: '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659',
};
const refused = (promise, name, message) => assert.rejects(promise, { name, message });

async function one(name) {
  const load = (format, extractable, usages) => subtle.importKey(format, Buffer.alloc(32, 1), name, extractable, usages);
  const key = await load('raw-secret', false, ['deriveBits', 'deriveKey']);
  assert.deepStrictEqual({ ...key.algorithm }, { name });
  assert.strictEqual(key.type, 'secret');
  const own = { ...params, name };
  assert.strictEqual(Buffer.from(await subtle.deriveBits(own, key, 256)).toString('hex'), tags[name]);
  const derived = await subtle.deriveKey({ ...own, version: 0x13 }, key, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
  assert.strictEqual(Buffer.from(await subtle.exportKey('raw', derived)).toString('hex'), tags[name]);

  await refused(load('raw', false, ['deriveBits']), 'NotSupportedError', `Unable to import ${name} using raw format`);
  await refused(load('raw-secret', true, ['deriveBits']), 'SyntaxError', `${name} keys are not extractable`);
  await refused(load('raw-secret', false, ['sign']), 'SyntaxError', `Unsupported key usage for a ${name} key`);
  await refused(subtle.exportKey('raw-secret', key), 'NotSupportedError', `${name} key export is not supported`);
  for (const [change, message] of [
    [{ memory: 31 }, 'memory must be at least 8 times the degree of parallelism'], [{ nonce: Buffer.alloc(7) }, 'nonce must be at least 8 bytes'],
    [{ parallelism: 0 }, 'parallelism must be > 0 and <= 16777215'], [{ passes: 0 }, 'passes must be > 0'],
    [{ version: 16 }, '16 is not a valid Argon2 version'],
  ]) {
    await refused(subtle.deriveBits({ ...own, ...change }, key, 256), 'OperationError', message);
  }
  for (const [length, message] of [[null, 'length cannot be null'], [33, 'length must be a multiple of 8'], [24, 'length must be >= 32']]) {
    await refused(subtle.deriveBits(own, key, length), 'OperationError', message);
    assert.strictEqual(SubtleCrypto.supports('deriveBits', own, length), false);
  }
  assert.strictEqual(SubtleCrypto.supports('deriveBits', own, 256), true);
  await assert.rejects(subtle.deriveBits({ name, nonce: params.nonce, parallelism: 1, passes: 1 }, key, 256), { code: 'ERR_MISSING_OPTION' });
}

(async () => {
  for (const name of Object.keys(tags)) await one(name);
})();

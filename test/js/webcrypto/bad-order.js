// SPDX-License-Identifier: MIT
'use strict';
// Members of algorithms that are none: all are rejections, with WebIDL's words; of two that are wrong the first in order.
const assert = require('assert');

const { subtle } = crypto;
const range = (text) => ({ name: 'TypeError', code: 'ERR_OUT_OF_RANGE', message: `Failed to normalize algorithm: ${text}` });
const type = (text) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: `Failed to normalize algorithm: ${text}` });

async function main() {
  const aes = (length) => subtle.generateKey({ name: 'AES-GCM', length }, true, ['encrypt']);
  for (const length of [NaN, Infinity, 'x', {}]) await assert.rejects(aes(length), type('length in passed algorithm is not a finite number.'));
  for (const length of [-1, 2 ** 31, 2 ** 32, 2 ** 53]) await assert.rejects(aes(length), range('length in passed algorithm is outside the expected range of 0 to 65535.'));
  await assert.rejects(aes({ valueOf() { throw new Error('valueOf'); } }), { message: 'valueOf' });
  await assert.rejects(subtle.generateKey({ get name() { throw new Error('name'); }, get length() { throw new Error('length'); } }, 5, 5), (error) => error instanceof Error);

  const key = await aes(128);
  const iv = new Uint8Array(12);
  const encrypt = (algorithm, data = iv) => subtle.encrypt({ name: 'AES-GCM', ...algorithm }, key, data);
  await assert.rejects(encrypt({ iv, tagLength: -1 }), range('tagLength in passed algorithm is outside the expected range of 0 to 255.'));
  await assert.rejects(encrypt({ iv, additionalData: 5 }), type('additionalData in passed algorithm is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.'));
  await assert.rejects(encrypt({ iv: 5 }, 5), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(encrypt({ iv }, 5), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(encrypt({}), { code: 'ERR_MISSING_OPTION' });
  for (const data of [{}, 5, 'x', null]) {
    await assert.rejects(subtle.importKey('raw', data, 'AES-GCM', true, ['encrypt']), {
      code: 'ERR_INVALID_ARG_TYPE', message: /^Failed to execute 'importKey' on 'SubtleCrypto': 2nd argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView/ });
  }
  for (const self of [undefined, null, {}, crypto]) await assert.rejects(async () => subtle.digest.call(self, 'SHA-1', iv), { name: 'TypeError' });
  for (const algorithm of [undefined, null, 5, '', 'none', {}]) await assert.rejects(subtle.digest(algorithm, iv), (error) => error instanceof Error);

  // Memory that the algorithm's getter takes away, and that is taken away afterwards: what was there is worked on.
  const bytes = new Uint8Array(64);
  const early = subtle.digest({ get name() { structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return 'SHA-1'; } }, bytes);
  await early.then((hash) => assert.strictEqual(hash.byteLength, 20), (error) => assert.ok(error instanceof Error));
  const late = new Uint8Array(64);
  const expected = Buffer.from(await subtle.digest('SHA-256', new Uint8Array(64)));
  const promise = subtle.digest('SHA-256', late);
  structuredClone(late.buffer, { transfer: [late.buffer] });
  assert.deepStrictEqual(Buffer.from(await promise), expected);
  for (const data of [late, late.buffer]) assert.strictEqual((await subtle.digest('SHA-1', data)).byteLength, 20); // as if it were empty
  assert.strictEqual((await encrypt({ iv }, late)).byteLength, 16);
  await assert.rejects(subtle.importKey('raw', late, 'AES-GCM', true, ['encrypt']), { name: 'DataError' });
  assert.throws(() => crypto.getRandomValues(new Float32Array(4)), { name: 'TypeMismatchError' });
  for (const view of [5, {}, new ArrayBuffer(4)]) assert.throws(() => crypto.getRandomValues(view), (error) => error instanceof Error);
  for (const encoding of [5, {}, 0, false]) {
    assert.throws(() => require('crypto').createHmac('sha1', 5, { encoding }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.encoding"/ });
  }
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

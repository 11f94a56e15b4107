// SPDX-License-Identifier: MIT
// A Hash or Hmac whose stream has ended still gives its digest, once; one whose digest was asked for ends its stream with it.
'use strict';
const assert = require('assert');
const { createHash, createHmac } = require('crypto');
const { pipeline, Readable } = require('stream');

const expected = createHash('sha256').update('hello').digest();
const makers = { Hash: () => createHash('sha256'), 'Hash in C': () => createHash('shake256', { outputLength: 32 }), Hmac: () => createHmac('md5', 'k') };
let calls = 0;

for (const [name, make] of Object.entries(makers)) {
  const hash = make(), sum = make().update('hello').digest();
  hash.on('data', (data) => {
    calls++;
    assert.deepStrictEqual(data, sum, name);
    assert.throws(() => hash.update('more'), { code: 'ERR_CRYPTO_HASH_UPDATE_FAILED' });
    const digest = hash.digest();
    assert.deepStrictEqual(digest, sum, name);
    digest.fill(0);
    assert.deepStrictEqual(data, sum, `${name}: the memory is another`);
    assert.throws(() => hash.update('more'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
    if (name === 'Hmac') assert.strictEqual(hash.digest('hex'), '');
    else assert.throws(() => hash.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
  });
  hash.end('hello');
}

const piped = createHash('sha256');
pipeline(Readable.from(['hel', 'lo']), piped, (error) => {
  calls++;
  assert.ifError(error);
  assert.strictEqual(piped.copy().digest('hex'), expected.toString('hex'));
  assert.strictEqual(piped.digest('base64'), expected.toString('base64'));
  assert.throws(() => piped.copy(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
});

for (const encoding of [undefined, 'hex', 'base64']) {
  const early = createHash('sha256').update('hello');
  const first = early.digest(encoding);
  assert.deepStrictEqual(first, encoding ? expected.toString(encoding) : expected);
  early.on('data', (data) => {
    calls++;
    assert.deepStrictEqual(data, expected);
  });
  early.end('what comes later changes nothing');
}

process.on('exit', () => assert.strictEqual(calls, 7));

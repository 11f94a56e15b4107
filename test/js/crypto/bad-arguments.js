// SPDX-License-Identifier: MIT
// What is wrong with an argument is said as Node says it, the first wrong one first.
'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

const type = (message) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message });
assert.throws(() => crypto.generatePrime('x'), type(/^The "size" argument/));
assert.throws(() => crypto.generatePrime(8, null, 5), type(/^The "callback" argument/));
assert.throws(() => crypto.timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)), {
  name: 'RangeError', code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', message: 'Input buffers must have the same byte length',
});
assert.throws(() => crypto.createHmac('nope', 'key'), {
  name: 'TypeError', code: 'ERR_CRYPTO_INVALID_DIGEST', message: 'Invalid digest: nope',
});
assert.throws(() => crypto.createDiffieHellmanGroup(5), type('Group name must be a string'));
assert.throws(() => crypto.hash('sha1', 'x', null), type(/^The "options" argument/));
assert.throws(() => crypto.hash('sha1', 'x', { outputEncoding: 'abc' }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'outputEncoding' is invalid. Received 'abc'",
});
assert.throws(() => crypto.generateKeyPairSync('ed25519', null), type(/^The "options" argument/));

// SPDX-License-Identifier: MIT
// Primes are made and recognised, as bytes and as BigInt; key wrapping of a wrong length is an error, no abort.
'use strict';

const assert = require('node:assert');
const crypto = require('node:crypto');

const prime = crypto.generatePrimeSync(32, { bigint: true });
assert.strictEqual(typeof prime, 'bigint');
assert.strictEqual(crypto.checkPrimeSync(prime), true);
assert.strictEqual(crypto.checkPrimeSync(prime * 2n), false);
assert.ok(crypto.generatePrimeSync(32, { safe: true }) instanceof ArrayBuffer);
assert.throws(() => crypto.generatePrimeSync(8, { add: 1n << 20n }), { code: 'ERR_OUT_OF_RANGE' });
const wrap = crypto.createDecipheriv('id-aes128-wrap', Buffer.alloc(16), Buffer.alloc(8));
assert.throws(() => wrap.update(Buffer.alloc(3)), Error);

// SPDX-License-Identifier: MIT
// UUIDs: version, variant, uniqueness across the stock of random bytes, the time in version 7.
'use strict';
const assert = require('node:assert');
const { randomUUID, randomUUIDv7, randomBytes } = require('node:crypto');

const seen = new Set();
for (let i = 0; i < 2000; i++) {
  for (const options of [undefined, { disableEntropyCache: true }]) {
    const id = randomUUID(options);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    seen.add(id);
    const before = Date.now();
    const timed = randomUUIDv7(options);
    assert.match(timed, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const time = parseInt(timed.slice(0, 8) + timed.slice(9, 13), 16);
    assert.ok(time >= before && time <= Date.now());
    seen.add(timed);
  }
  seen.add(randomBytes(16).toString('hex'));
}
assert.strictEqual(seen.size, 10_000);
assert.throws(() => randomUUID({ disableEntropyCache: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => randomUUIDv7(1), { code: 'ERR_INVALID_ARG_TYPE' });

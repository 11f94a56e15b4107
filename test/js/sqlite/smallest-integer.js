// SPDX-License-Identifier: MIT
// -2 ** 63 is a number without loss; its neighbours are not.
'use strict';
const assert = require('node:assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
assert.strictEqual(db.prepare('SELECT ? AS a').get(-(2n ** 63n)).a, -(2 ** 63));
assert.throws(() => db.prepare('SELECT ? AS a').get(-(2n ** 63n) + 1n), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => db.prepare('SELECT ? AS a').get(2n ** 63n - 1n), { code: 'ERR_OUT_OF_RANGE' });

// SPDX-License-Identifier: MIT
'use strict';
// Functions called by SQLite may throw, and may try to close the database under it.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
const error = new Error('from the function');
db.function('fail', () => { throw error; });
assert.throws(() => db.prepare('SELECT fail()').get(), error);
assert.throws(() => db.exec('SELECT fail()'), error);
db.function('shut', () => { db.close(); });
assert.throws(() => db.prepare('SELECT shut()').get(), { code: 'ERR_INVALID_STATE' });
let statement;
db.function('again', () => statement.get().x);
statement = db.prepare('SELECT again() AS x');
assert.throws(() => statement.get(), { code: 'ERR_INVALID_STATE' });
db.aggregate('total', { start: 0, step: (sum, v) => sum + v, inverse: (sum, v) => sum - v, result: (sum) => sum * 2 });
assert.strictEqual(db.prepare('SELECT total(column1) AS t FROM (VALUES (1), (2))').get().t, 6);
db.aggregate('broken', { start: () => { throw error; }, step: (sum, v) => sum + v });
assert.throws(() => db.prepare('SELECT broken(1)').get(), error);
db.setAuthorizer(() => { throw error; });
assert.throws(() => db.prepare('SELECT 1'), error);
db.setAuthorizer(null);
db.close();

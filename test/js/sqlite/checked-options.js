// SPDX-License-Identifier: MIT
'use strict';
// What is given as an option is looked at, nothing among it; what is inherited is not.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const type = { code: 'ERR_INVALID_ARG_TYPE' }, range = { code: 'ERR_OUT_OF_RANGE' };
const db = new DatabaseSync(':memory:');
assert.throws(() => new DatabaseSync(':memory:', undefined), type);
for (const timeout of [2 ** 31, -0, 1.5]) assert.throws(() => new DatabaseSync(':memory:', { timeout }), type);
assert.throws(() => new DatabaseSync(new URL('http://x/')), { code: 'ERR_INVALID_URL_SCHEME', message: 'The URL must be of scheme file:' });
for (const options of [undefined, { table: undefined }, { db: undefined }]) assert.throws(() => db.createSession(options), type);
db.createSession(Object.create({ table: 3 })).close();
assert.throws(() => db.applyChangeset(new Uint8Array(0), { filter: undefined }), type);
assert.strictEqual(db.applyChangeset(new Uint8Array(0), Object.create({ filter: 3 })), true);
for (const size of [null, '3', 1n, {}]) assert.throws(() => db.createTagStore(size), type);
for (const size of [0, -1, 1.5, NaN, 2 ** 31]) assert.throws(() => db.createTagStore(size), range);
const store = db.createTagStore(2);
assert.throws(() => store.get([1]), { message: 'Template literal parts must be strings.' });
assert.throws(() => store.get`SELECT ${{}} AS a`, { message: 'Provided value cannot be bound to SQLite parameter 1.' });
db.aggregate('list', { start: () => [], step: (list, v) => [...list, v], result: (list) => list.join() });
assert.strictEqual(db.prepare('SELECT list(column1) AS l FROM (VALUES (1), (2))').get().l, '1,2');
db.aggregate('fixed', { start: new Uint8Array([1]), step: (a) => a });
assert.deepStrictEqual(db.prepare('SELECT fixed() AS v').get().v, new Uint8Array([1]));
assert.throws(() => db.deserialize(new Uint8Array(0)), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => db.serialize('nope'), { code: 'ERR_SQLITE_ERROR' });

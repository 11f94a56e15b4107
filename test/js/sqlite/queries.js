// SPDX-License-Identifier: MIT
'use strict';
// Values go to SQLite and come back as they were; rows are objects without prototype, or arrays.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, v)');
const insert = db.prepare('INSERT INTO t (v) VALUES (?)');
const values = [null, 1.5, 'text', 'ünïcode 日本', new Uint8Array([1, 2, 255]), 2n ** 62n];
for (const value of values) assert.strictEqual(insert.run(value).changes, 1);
const select = db.prepare('SELECT v FROM t ORDER BY id');
select.setReadBigInts(true);
assert.deepStrictEqual(select.all().map((row) => row.v), values);
assert.strictEqual(Object.getPrototypeOf(select.get()), null);
select.setReadBigInts(false);
assert.throws(() => select.all(), { code: 'ERR_OUT_OF_RANGE' });
const named = db.prepare('SELECT $a AS a, :b AS b');
assert.deepStrictEqual({ ...named.get({ a: 1, ':b': 2 }) }, { a: 1, b: 2 });
assert.throws(() => named.get({ c: 1 }), { code: 'ERR_INVALID_STATE' });
const iterator = select.iterate();
assert.strictEqual(iterator.next().value.v, null);
assert.strictEqual(iterator.return().done, true);
assert.throws(() => db.exec('nonsense'), { code: 'ERR_SQLITE_ERROR', errcode: 1 });
db.close();
assert.throws(() => insert.run(1), { code: 'ERR_INVALID_STATE' });

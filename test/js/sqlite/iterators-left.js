// SPDX-License-Identifier: MIT
'use strict';
// An iterator that is left half-way, used after an error or after somebody else used its statement.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (1), (2), (3), (4)');
const statement = db.prepare('SELECT id FROM t');
const taken = { code: 'ERR_INVALID_STATE', message: 'iterator was invalidated' };
const first = statement.iterate(), second = statement.iterate();
assert.throws(() => first.next(), taken);
assert.strictEqual(second.next().value.id, 1);
assert.throws(() => first.next(), taken);
first.return(); // does not touch the other
assert.strictEqual(second.next().value.id, 2);
statement.get();
assert.throws(() => second.next(), taken);
assert.deepStrictEqual({ ...second.return() }, { done: true, value: null });
assert.deepStrictEqual({ ...second.next() }, { done: true, value: null });

let n = 0;
db.function('f', () => { if (++n === 2) throw new Error('boom'); return n; });
const failing = db.prepare('SELECT f() AS x FROM t').iterate();
assert.strictEqual(failing.next().value.x, 1);
assert.throws(() => failing.next(), { message: 'boom' });
assert.strictEqual(failing.next().value.x, 3);
failing.return();

for (const row of statement.iterate()) {
  if (row.id === 2) break;
}
db.exec('DROP TABLE t'); // nothing reads it any more
const closed = db.prepare('SELECT 1 AS a').iterate();
db.close();
assert.throws(() => closed.next(), { message: 'statement has been finalized' });

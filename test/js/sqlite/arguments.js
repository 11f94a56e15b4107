// SPDX-License-Identifier: MIT
// What is bound as named parameters and what by position; texts without a statement; errors of callbacks and changesets.
'use strict';
const assert = require('node:assert');
const { DatabaseSync, constants } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b, c)');

// Functions and arrays are objects, and those before all else are names.
assert.deepStrictEqual({ ...db.prepare('SELECT ? AS x, ? AS y').get(() => {}, 1) }, { x: 1, y: null });
assert.throws(() => db.prepare('SELECT ?').get([1]), { code: 'ERR_INVALID_STATE', message: "Unknown named parameter '0'" });
assert.throws(() => db.prepare('SELECT ?, ?').get(1, [1]), { code: 'ERR_INVALID_ARG_TYPE' });
const two = db.prepare('SELECT ? AS x, ? AS y');
assert.deepStrictEqual({ ...two.get(1, 2) }, { x: 1, y: 2 });
assert.deepStrictEqual({ ...two.get({}, 3) }, { x: 3, y: null }); // nothing is left of the last call
// Values by position never fill a named parameter.
const named = db.prepare('SELECT $x AS x, :y AS y');
assert.throws(() => named.get(null), { code: 'ERR_SQLITE_ERROR', errcode: 25 });
assert.deepStrictEqual({ ...named.get({ x: 1, ':y': 2 }) }, { x: 1, y: 2 });
assert.deepStrictEqual({ ...db.prepare('SELECT ? AS x, $y AS y, ? AS z').get({ y: 2 }, 1, 3) }, { x: 1, y: 2, z: 3 });

for (const sql of ['', ' ', ';', '-- nothing']) {
  assert.throws(() => db.prepare(sql), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: 'The SQL query contains no statements.' });
}

for (const [value, error] of [['x', TypeError], [77, RangeError]]) {
  db.setAuthorizer(() => value);
  assert.throws(() => db.prepare('SELECT 1'), (thrown) => thrown instanceof error && !('code' in thrown));
}
db.setAuthorizer(null);

assert.throws(() => db.applyChangeset(Buffer.from('junk')), (error) =>
  error.code === 'ERR_SQLITE_ERROR' && error.errcode === 11 && error.errstr === undefined);
const session = db.createSession();
db.exec("INSERT INTO t (b) VALUES ('x')");
const changes = session.changeset();
assert.throws(() => db.applyChangeset(changes, { onConflict: () => 99 }), { errcode: 21 });
assert.strictEqual(db.applyChangeset(changes, { onConflict: () => constants.SQLITE_CHANGESET_OMIT }), true);

db.aggregate('joined', { start: '', step: (all, next) => all + next, result: 5 });
assert.strictEqual(db.prepare('SELECT joined(b) AS j FROM t').get().j, 'x');
const store = db.createTagStore();
assert.throws(() => store.get('SELECT 1'), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
assert.deepStrictEqual({ ...store.get`SELECT ${1} AS one` }, { one: 1 });

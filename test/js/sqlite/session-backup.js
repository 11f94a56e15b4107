// SPDX-License-Identifier: MIT
'use strict';
// A changeset of one database makes the other one equal; backup copies a database to a file.
const assert = require('assert');
const fs = require('fs');
const { DatabaseSync, backup, constants } = require('node:sqlite');

const [a, b] = [new DatabaseSync(':memory:'), new DatabaseSync(':memory:')];
for (const db of [a, b]) db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)');
const session = a.createSession({ table: 't' });
a.exec("INSERT INTO t VALUES (1, 'one'), (2, 'two')");
const changes = session.changeset();
assert.strictEqual(b.applyChangeset(changes), true);
assert.deepStrictEqual(b.prepare('SELECT v FROM t').all().map((row) => row.v), ['one', 'two']);
assert.strictEqual(b.applyChangeset(changes, { onConflict: () => constants.SQLITE_CHANGESET_ABORT }), false);
assert.throws(() => b.applyChangeset(changes, { onConflict() { throw new RangeError('x'); } }), RangeError);
session.close();
assert.throws(() => session.changeset(), { code: 'ERR_INVALID_STATE' });

const path = `${require('os').tmpdir()}/backup-${process.pid}.db`;
backup(a, path, { rate: 1 }).then((pages) => {
  assert.ok(pages > 0);
  const copy = new DatabaseSync(path, { readOnly: true });
  assert.strictEqual(copy.prepare('SELECT count(*) AS n FROM t').get().n, 2);
  copy.close();
  fs.unlinkSync(path);
});

// SPDX-License-Identifier: MIT
'use strict';
// A backup goes on when its database is closed, and even when that is open again as another.
const assert = require('assert');
const fs = require('fs');
const { DatabaseSync, backup } = require('node:sqlite');

const dir = fs.mkdtempSync(require('path').join(require('os').tmpdir(), 'backup-'));
function filled() {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE t (a); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 500) ' +
    'INSERT INTO t SELECT randomblob(2000) FROM c');
  return db;
}
async function check(name, meanwhile) {
  const db = filled(), path = `${dir}/${name}`;
  let shut = false;
  await backup(db, path, { rate: 10, progress() {
    if (!shut) meanwhile(db);
    shut = true;
  } });
  assert.ok(shut);
  const copy = new DatabaseSync(path, { readOnly: true });
  assert.strictEqual(copy.prepare('SELECT count(*) AS n FROM t').get().n, 500);
  copy.close();
}
async function main() {
  await check('close', (db) => db.close());
  await check('reopen', (db) => { db.close(); db.open(); db.exec('CREATE TABLE other (x)'); });
  const db = filled(), whole = backup(db, `${dir}/at-once`, { rate: 20 });
  db.function('f', () => 1);
  db.close();
  assert.ok(await whole > 0);
  // Another writer holds the database: it does not wait for ever.
  const busy = filled();
  busy.exec('BEGIN; INSERT INTO t VALUES (1)');
  await assert.rejects(backup(busy, `${dir}/busy`), { code: 'ERR_SQLITE_ERROR' });
  for (const [rate, code] of [[0, 'ERR_OUT_OF_RANGE'], [-1, 'ERR_OUT_OF_RANGE'], [2 ** 40, 'ERR_INVALID_ARG_TYPE'], [1.5, 'ERR_INVALID_ARG_TYPE']])
    assert.throws(() => backup(busy, 'x', { rate }), { code });
  fs.rmSync(dir, { recursive: true });
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

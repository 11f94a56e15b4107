// SPDX-License-Identifier: MIT
'use strict';
// A backup may begin while a statement runs, and statements may run while it does.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { DatabaseSync, backup } = require('node:sqlite');
const tmp = fs.mkdtempSync(path.join(os.tmpdir(), 'backup-'));

async function main() {
  const file = (name) => path.join(tmp, `${name}.db`);
  const source = new DatabaseSync(file('source')); // of one in memory a backup begins anew with each commit
  source.exec('PRAGMA synchronous = OFF');
  source.exec('CREATE TABLE t (n INTEGER, filler TEXT)');
  const insert = source.prepare(`INSERT INTO t VALUES (?, '${'x'.repeat(900)}')`);
  for (let i = 0; i < 400; i++) insert.run(i);

  let copies, written = 0;
  source.function('begin', () => {
    copies ??= [0, 1].map((i) => backup(source, file(i), { rate: 5, progress: () => insert.run(400 + written++) }));
    return 1;
  });
  const rows = source.prepare('SELECT n, begin() AS b FROM t ORDER BY n LIMIT 300').all();
  assert.strictEqual(rows.length, 300);
  const pages = await Promise.all(copies);
  assert.ok(written > 0);
  for (const [i, count] of pages.entries()) {
    assert.ok(count > 50);
    const copy = new DatabaseSync(file(i));
    assert.strictEqual(copy.prepare('PRAGMA integrity_check').get().integrity_check, 'ok');
    assert.ok(copy.prepare('SELECT count(*) AS n FROM t').get().n >= 400);
    copy.close();
  }
  insert.run(-1);
  assert.strictEqual(source.prepare('SELECT count(*) AS n FROM t').get().n, 401 + written);
  source.close();
  fs.rmSync(tmp, { recursive: true });
}
main();

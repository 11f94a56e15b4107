// What is in a row comes out of it: all types, of both text encodings, in rows with and without a pattern, short and long.
'use strict';
const assert = require('node:assert');
const { DatabaseSync } = require('node:sqlite');

const texts = ['', 'a', 'plain text of more than eight bytes', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(65), 'é', `${'x'.repeat(62)}é`, '日本語', '😀',
               'nul\0inside'];
for (const encoding of ['UTF-8', 'UTF-16le', 'UTF-16be']) {
  const db = new DatabaseSync(':memory:');
  db.exec(`PRAGMA encoding = '${encoding}'; CREATE TABLE t (id INTEGER PRIMARY KEY, v)`);
  const insert = db.prepare('INSERT INTO t (v) VALUES (?)');
  const values = [...texts, 0, -1, 2 ** 31, -(2 ** 53) + 1, 0.5, -0.0, Infinity, null, new Uint8Array(0), new Uint8Array([1, 2, 3])];
  for (const v of values) insert.run(v);
  for (let round = 0; round < 3; round++) { // the later ones by a pattern
    const got = db.prepare('SELECT v FROM t ORDER BY id').all().map((row) => row.v);
    assert.deepStrictEqual(got, values);
  }
  const one = db.prepare('SELECT id, v, typeof(v) AS type FROM t WHERE id = ?');
  for (let i = 0; i < texts.length; i++) assert.deepStrictEqual({ ...one.get(i + 1) }, { id: i + 1, v: texts[i], type: 'text' });
  db.close();
}

const db = new DatabaseSync(':memory:');
assert.deepStrictEqual(db.prepare('SELECT zeroblob(5) AS z').get().z, new Uint8Array(5));
assert.deepStrictEqual({ ...db.prepare("SELECT 'a' || 1 AS t, CAST(12 AS TEXT) AS u, 9007199254740993 / 3.0 AS r").get() },
                       { t: 'a1', u: '12', r: 9007199254740993 / 3 });
const wide = db.prepare(`SELECT ${Array.from({ length: 100 }, (_, i) => `${i} AS c${i}`).join(', ')}`);
assert.deepStrictEqual(Object.values(wide.get()), Array.from({ length: 100 }, (_, i) => i));
assert.throws(() => db.prepare('SELECT 9007199254740993 AS n').get(), { code: 'ERR_OUT_OF_RANGE' });
const big = db.prepare('SELECT 9007199254740993 AS n');
big.setReadBigInts(true);
assert.strictEqual(big.get().n, 9007199254740993n);

// SPDX-License-Identifier: MIT
// Flags: --disallow-code-generation-from-strings
'use strict';
// The thousandth row of a statement is like its first, whatever its columns are called and whatever becomes of them.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
const N = 1000;
const counting = `WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c LIMIT ${N})`;

/** All three ways of reading give rows without prototype that are equal to `expected(n)`. */
function check(select, names, expected) {
  const all = db.prepare(`${counting} ${select} FROM c`), one = db.prepare(`${counting} ${select} FROM c WHERE n = ?`);
  const iterate = db.prepare(`${counting} ${select} FROM c`);
  for (let round = 0; round < 2; round++) {
    const lists = [all.all(), [...iterate.iterate()], Array.from({ length: N }, (_, n) => one.get(n))];
    for (const rows of lists) {
      assert.strictEqual(rows.length, N);
      for (const n of [0, 1, 63, 64, 65, 500, N - 1]) {
        assert.strictEqual(Object.getPrototypeOf(rows[n]), null);
        assert.deepStrictEqual(Object.keys(rows[n]), names);
        assert.deepStrictEqual(names.map((name) => rows[n][name]), expected(n));
      }
    }
  }
}

check('SELECT n, \'t\' || n AS t, n / 2.0 AS half, NULL AS none', ['n', 't', 'half', 'none'], (n) => [n, `t${n}`, n / 2, null]);
check('SELECT n AS a, 1 AS b, n + 1 AS a', ['a', 'b'], (n) => [n + 1, 1]);
check('SELECT n AS "__proto__", n AS "1", n AS x', ['1', '__proto__', 'x'], (n) => [n, n, n]);
check('SELECT n AS "quote""\'`\\${x}", n AS "", n AS "ä €"', ['quote"\'`\\${x}', '', 'ä €'], (n) => [n, n, n]);
check('SELECT CASE n % 4 WHEN 0 THEN n WHEN 1 THEN n * 0.5 WHEN 2 THEN \'x\' ELSE NULL END AS v', ['v'],
  (n) => [[n, n * 0.5, 'x', null][n % 4]]);
const many = Array.from({ length: 100 }, (_, i) => `c${i}`);
check(`SELECT ${many.map((name, i) => `n + ${i} AS ${name}`)}`, many, (n) => many.map((_, i) => n + i));

db.exec(`CREATE TABLE t AS ${counting} SELECT n FROM c`);
const rows = db.prepare('SELECT * FROM t');
const [first, second] = rows.all();
assert.deepStrictEqual({ ...rows.all()[5] }, { n: 5 });
first.n = 'changed';
first.more = 1;
assert.deepStrictEqual([second.n, 'more' in second, rows.get().n, 'more' in rows.get()], [1, false, 0, false]);
const before = rows.iterate();
before.next();
db.exec('ALTER TABLE t ADD COLUMN m DEFAULT 7');
assert.deepStrictEqual({ ...rows.get() }, { n: 0, m: 7 });
assert.deepStrictEqual({ ...rows.all()[N - 1] }, { n: N - 1, m: 7 });
assert.deepStrictEqual({ ...rows.all()[N - 1] }, { n: N - 1, m: 7 });
rows.setReturnArrays(true);
assert.deepStrictEqual(rows.all()[3], [3, 7]);
assert.deepStrictEqual([...rows.iterate()][3], [3, 7]);
rows.setReturnArrays(false);
rows.setReadBigInts(true);
assert.deepStrictEqual({ ...rows.all()[3] }, { n: 3n, m: 7n });

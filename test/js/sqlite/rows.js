// SPDX-License-Identifier: MIT
// Rows as objects: no prototype, names as they are (also __proto__, numbers, the same twice), many at a time, all values;
// as arrays; a row's names after the table has changed; a throw in the middle of all().
'use strict';
const assert = require('node:assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
const row = db.prepare('SELECT 1 AS "__proto__", 2 AS "7", 3 AS x, 4 AS x, NULL AS n, x\'00ff\' AS b').get();
assert.strictEqual(Object.getPrototypeOf(row), null);
assert.deepStrictEqual(Object.entries(row), [['7', 2], ['__proto__', 1], ['x', 4], ['n', null], ['b', new Uint8Array([0, 255])]]);

db.exec('CREATE TABLE many (id INTEGER PRIMARY KEY, name TEXT, price REAL)');
const insert = db.prepare('INSERT INTO many (name, price) VALUES (?, ?)');
const want = [];
for (let i = 1; i <= 10_000; i++) {
  insert.run(i % 3 ? `ä€😀 ${i}` : null, i / 2);
  want.push({ __proto__: null, id: i, name: i % 3 ? `ä€😀 ${i}` : null, price: i / 2 });
}
const all = db.prepare('SELECT * FROM many');
assert.deepStrictEqual(all.all(), want);
assert.deepStrictEqual([...all.iterate()], want);
assert.strictEqual(all.all().every((one) => Object.getPrototypeOf(one) === null), true);
assert.deepStrictEqual(db.prepare('SELECT * FROM many WHERE id < 0').all(), []);
assert.strictEqual(db.prepare('SELECT * FROM many WHERE id < 0').get(), undefined);
assert.deepStrictEqual(db.prepare('CREATE TABLE other (a)').all(), []);

const arrays = db.prepare('SELECT * FROM many WHERE id > ?');
arrays.setReturnArrays(true);
assert.deepStrictEqual(arrays.all(9_998), [[9_999, null, 4999.5], [10_000, 'ä€😀 10000', 5000]]);
assert.deepStrictEqual(arrays.get(9_999), [10_000, 'ä€😀 10000', 5000]);
assert.deepStrictEqual([...arrays.iterate(9_999)], [[10_000, 'ä€😀 10000', 5000]]);
assert.deepStrictEqual(arrays.all(10_000), []);
arrays.setReturnArrays(false);
assert.deepStrictEqual(arrays.get(9_999), want[9_999]);

// 4,096 values are handed over at a time: rows wider than that, and one more than fits.
const wide = db.prepare(`SELECT ${Array.from({ length: 1500 }, (_, i) => `${i} AS c${i}`)} FROM many WHERE id < 5`).all();
assert.deepStrictEqual(wide.map((one) => [Object.keys(one).length, one.c0, one.c1499]), Array(4).fill([1500, 0, 1499]));

db.exec('ALTER TABLE many ADD COLUMN late');
db.exec("UPDATE many SET late = 'x'");
assert.deepStrictEqual(all.get(), { __proto__: null, ...want[0], late: 'x' });
assert.deepStrictEqual(Object.keys(all.all().at(-1)), ['id', 'name', 'price', 'late']);

let left = 5000;
db.function('sometimes', () => {
  if (left-- === 0) throw new RangeError('mine');
  return 1;
});
const broken = db.prepare('SELECT sometimes() AS s, * FROM many');
assert.throws(() => broken.all(), { name: 'RangeError', message: 'mine' });
left = Infinity;
assert.strictEqual(broken.all().length, 10_000);
assert.throws(() => db.prepare('SELECT 9007199254740993 AS big FROM many').all(), { code: 'ERR_OUT_OF_RANGE' });
db.function('closes', () => db.close());
assert.throws(() => db.prepare('SELECT closes()').get());
assert.strictEqual(db.isOpen, true);
db.close();

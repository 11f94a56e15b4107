// lmdb, classic-level and better-sqlite3: 100,000 entries, ranges, iterators, transactions, functions, errors, backup.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const lmdb = require('lmdb');
const { ClassicLevel } = require('classic-level');
const Database = require('better-sqlite3');

const MANY = 100_000;

async function withLmdb(folder) {
  const db = lmdb.open({ path: path.join(folder, 'lmdb') });
  let last;
  for (let i = 0; i < MANY; i++) last = db.put(i, { name: `entry ${i}` });
  assert.strictEqual(await last, true);
  assert.deepStrictEqual(db.get(MANY - 1), { name: `entry ${MANY - 1}` });
  assert.deepStrictEqual([...db.getRange({ start: 10, end: 13 })].map(({ key, value }) => [key, value.name]),
    [[10, 'entry 10'], [11, 'entry 11'], [12, 'entry 12']]);
  assert.strictEqual(db.getCount(), MANY);
  const sum = await db.transaction(() => {
    db.put('sum', (db.get('sum') ?? 0) + 1);
    return db.get('sum');
  });
  assert.strictEqual(sum, 1);
  await assert.rejects(db.transaction(() => { throw new Error('mine'); }), { message: 'mine' });
  assert.strictEqual(await db.remove('sum'), true);
  await db.close();
}

async function withLevel(folder) {
  const db = new ClassicLevel(path.join(folder, 'level'), { valueEncoding: 'json' });
  await db.batch(Array.from({ length: MANY }, (_, i) => ({ type: 'put', key: String(i).padStart(6, '0'), value: { i } })));
  assert.deepStrictEqual(await db.get('000042'), { i: 42 });
  assert.strictEqual(await db.get('nothing'), undefined);
  assert.deepStrictEqual(await db.keys({ gte: '000010', lt: '000013' }).all(), ['000010', '000011', '000012']);
  let count = 0;
  for await (const [key, value] of db.iterator()) if (Number(key) === value.i) count++;
  assert.strictEqual(count, MANY);
  const snapshot = db.snapshot();
  await db.del('000042');
  assert.deepStrictEqual([await db.get('000042'), await db.get('000042', { snapshot })], [undefined, { i: 42 }]);
  await snapshot.close();
  await assert.rejects(new ClassicLevel(path.join(folder, 'level')).open(), { code: 'LEVEL_DATABASE_NOT_OPEN' });
  await db.close();
}

async function withSqlite(folder) {
  const db = new Database(path.join(folder, 'db.sqlite'));
  db.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, price REAL)');
  const insert = db.prepare('INSERT INTO item (name, data, price) VALUES (?, ?, ?)');
  db.transaction(() => { for (let i = 0; i < MANY; i++) insert.run(`ä€😀 ${i}`, Buffer.from([i % 256]), i / 2); })();
  const rows = db.prepare('SELECT * FROM item').all();
  assert.deepStrictEqual(rows[MANY - 1], { id: MANY, name: `ä€😀 ${MANY - 1}`, data: Buffer.from([(MANY - 1) % 256]), price: (MANY - 1) / 2 });
  let count = 0;
  for (const row of db.prepare('SELECT id FROM item ORDER BY id').iterate()) if (row.id === ++count && count === 1000) break;
  assert.strictEqual(count, 1000);
  db.function('twice', (x) => x * 2);
  db.aggregate('longest', { start: '', step: (longest, next) => (next.length > longest.length ? next : longest) });
  assert.deepStrictEqual(db.prepare('SELECT twice(21) AS a, longest(name) AS b FROM item WHERE id < 12').get(), { a: 42, b: 'ä€😀 10' });
  assert.throws(() => insert.run('ä€😀 1', null, null), { name: 'SqliteError', code: 'SQLITE_CONSTRAINT_UNIQUE' });
  db.function('fails', () => { throw new TypeError('mine'); });
  assert.throws(() => db.prepare('SELECT fails()').get(), { name: 'TypeError', message: 'mine' });
  assert.strictEqual(db.prepare('SELECT 9007199254740993').pluck().safeIntegers().get(), 9007199254740993n);
  await db.backup(path.join(folder, 'copy.sqlite'));
  db.close();
  const copy = new Database(path.join(folder, 'copy.sqlite'), { readonly: true });
  assert.strictEqual(copy.prepare('SELECT count(*) FROM item').pluck().get(), MANY);
  copy.close();
}

(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'eddy-stores-'));
  try {
    await withLmdb(folder);
    await withLevel(folder);
    await withSqlite(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
})();

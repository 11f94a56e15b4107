// SPDX-License-Identifier: MIT
'use strict';
// What of SQLite is built in: the modules and functions that Node's has.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
const one = (sql) => Object.values(db.prepare(sql).get())[0];

db.exec(`
  CREATE VIRTUAL TABLE five USING fts5(body);
  INSERT INTO five VALUES ('the quick brown fox'), ('a lazy dog');
  CREATE VIRTUAL TABLE three USING fts3(body);
  INSERT INTO three VALUES ('the quick brown fox'), ('a lazy dog');
  CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
  INSERT INTO boxes VALUES (1, 0, 10), (2, 20, 30);
  CREATE VIRTUAL TABLE shapes USING geopoly(name);
  INSERT INTO shapes(_shape, name) VALUES ('[[0,0],[1,0],[0,1],[0,0]]', 'corner');
  CREATE TABLE plain (a INTEGER, b TEXT);
`);
assert.strictEqual(one(`SELECT body FROM five WHERE five MATCH 'quick AND fox'`), 'the quick brown fox');
assert.strictEqual(one(`SELECT body FROM three WHERE three MATCH '(quick OR cat) fox'`), 'the quick brown fox');
assert.strictEqual(one('SELECT id FROM boxes WHERE x0 >= 15'), 2);
assert.strictEqual(one('SELECT geopoly_area(_shape) FROM shapes'), 0.5);
assert.ok(one(`SELECT count(*) FROM dbstat WHERE name = 'plain'`) >= 1);
assert.strictEqual(one('SELECT ceil(sqrt(10)) + round(pi())'), 7);
assert.strictEqual(one('SELECT median(column1) FROM (VALUES (1), (2), (9))'), 2);
assert.strictEqual(one(`SELECT '{"a":{"b":5}}' ->> '$.a.b'`), 5);
assert.strictEqual(one(`SELECT json(jsonb('[1, 2]'))`), '[1,2]');
assert.deepStrictEqual({ ...db.prepare('SELECT a AS x FROM plain').columns()[0] },
  { column: 'a', database: 'main', name: 'x', table: 'plain', type: 'INTEGER' });

// SPDX-License-Identifier: MIT
'use strict';
// What onConflict returns is one of the constants, or misuse: a number that only becomes one by cutting is none.
const assert = require('assert');
const { DatabaseSync, constants } = require('node:sqlite');

function open(text) {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO item VALUES (1, '${text}')`);
  return db;
}
function apply(verdict) {
  const source = open('old'), target = open('other'), session = source.createSession();
  source.exec("UPDATE item SET name = 'new'");
  const done = target.applyChangeset(session.changeset(), { onConflict: () => verdict });
  return [done, target.prepare('SELECT name FROM item').get().name];
}
assert.deepStrictEqual(apply(constants.SQLITE_CHANGESET_OMIT), [true, 'other']);
assert.deepStrictEqual(apply(constants.SQLITE_CHANGESET_REPLACE), [true, 'new']);
assert.deepStrictEqual(apply(constants.SQLITE_CHANGESET_ABORT), [false, 'other']);
for (const verdict of [0.5, 1.5, NaN, Infinity, 2 ** 32, 2 ** 53, -1, 3, '0', null, undefined, 1n]) {
  assert.throws(() => apply(verdict), { code: 'ERR_SQLITE_ERROR', errcode: 21 });
}

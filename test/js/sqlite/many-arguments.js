// SPDX-License-Identifier: MIT
'use strict';
// Functions and aggregates take as many arguments as SQLite lets a query have.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
const list = Array.from({ length: 1000 }, (_, i) => i);
db.function('total', { varargs: true }, (...args) => args.reduce((a, b) => a + b, 0));
assert.deepStrictEqual(db.prepare(`SELECT total(${list}) AS t`).get().t, 499500);

db.aggregate('totals', { varargs: true, start: 0, step: (sum, ...args) => args.reduce((a, b) => a + b, sum) });
assert.deepStrictEqual(db.prepare(`SELECT totals(${list}) AS t FROM (SELECT 1 UNION SELECT 2)`).get().t, 999000);

assert.throws(() => db.prepare(`SELECT total(${list}, 1)`), { message: /too many arguments on function total/ });

// SPDX-License-Identifier: MIT
'use strict';
// Statements that nobody holds are freed while a program goes on making them without a pause.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

if (process.env.ASAN_OPTIONS) { // freed memory is kept for a while, to find its users
  console.log('resident memory of a sanitizer build says nothing');
  process.exit(77);
}

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (a, b, c)');
const make = (n) => {
  for (let i = 0; i < n; i++) db.prepare('SELECT a, b, c FROM t WHERE a = ? AND b = ?');
};
make(20_000);
const before = process.memoryUsage.rss();
make(60_000); // 200 MB of statements
assert.ok(process.memoryUsage.rss() - before < 60e6);

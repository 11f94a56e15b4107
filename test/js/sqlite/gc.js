// Flags: --expose-gc --no-warnings
// SPDX-License-Identifier: MIT
'use strict';
// A statement, and an iterator of it, keep their database open.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const make = () => new DatabaseSync(':memory:').prepare('SELECT 1 AS one UNION SELECT 2');
const statement = make(), iterator = make().iterate();
(async () => {
  for (let i = 0; i < 5; i++) {
    gc();
    await new Promise(setImmediate);
  }
  assert.strictEqual(statement.get().one, 1);
  assert.strictEqual([...iterator].length, 2);
})();

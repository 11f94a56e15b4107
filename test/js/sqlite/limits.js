// SPDX-License-Identifier: MIT
'use strict';
// SQLite's limits are options of a database, and can be read and set.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:', { limits: { column: 5, length: undefined } });
assert.deepStrictEqual(Object.keys(db.limits), ['length', 'sqlLength', 'column', 'exprDepth', 'compoundSelect', 'vdbeOp', 'functionArg',
                                                'attach', 'likePatternLength', 'variableNumber', 'triggerDepth']);
assert.strictEqual(db.limits.column, 5);
assert.strictEqual(db.limits.length, 1e9);
assert.strictEqual(db.limits.foo, undefined);
assert.throws(() => db.prepare('SELECT 1, 2, 3, 4, 5, 6'), { code: 'ERR_SQLITE_ERROR' });
db.limits.column = Infinity;
assert.strictEqual(db.limits.column, 2000);
db.prepare('SELECT 1, 2, 3, 4, 5, 6');
for (const value of ['1', 1.5, NaN, -0, null, 2 ** 31, 1n]) assert.throws(() => { db.limits.column = value; }, { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => { db.limits.column = -1; }, { code: 'ERR_OUT_OF_RANGE' });
assert.match(require('util').inspect(db.limits), /triggerDepth: 1000/);
for (const limits of [null, 3, 'x']) assert.throws(() => new DatabaseSync(':memory:', { limits }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new DatabaseSync(':memory:', { limits: { attach: '1' } }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new DatabaseSync(':memory:', { limits: { attach: -1 } }), { code: 'ERR_OUT_OF_RANGE' });
db.close();
assert.throws(() => db.limits, { code: 'ERR_INVALID_STATE' });

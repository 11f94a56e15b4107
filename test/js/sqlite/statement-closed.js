// SPDX-License-Identifier: MIT
'use strict';
// A statement can be closed alone; nobody else makes or calls one.
const assert = require('assert');
const { DatabaseSync, Session, StatementSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
const finalized = { code: 'ERR_INVALID_STATE', message: 'statement has been finalized' };
const statement = db.prepare('SELECT 1 AS a UNION SELECT 2');
const iterator = statement.iterate();
assert.strictEqual(iterator.next().value.a, 1);
statement.close();
for (const call of [() => statement.get(), () => statement.columns(), () => statement.close(), () => iterator.next(), () => iterator.next(),
                    () => iterator.return(), () => statement.setReadBigInts(3), () => statement.sourceSQL]) assert.throws(call, finalized);
statement[Symbol.dispose]();
for (const Class of [StatementSync, Session]) {
  for (const call of [() => Class(), () => new Class(), () => Class.call(statement), () => Reflect.construct(Class, [], Object)])
    assert.throws(call, { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
}
const { next } = db.prepare('SELECT 1').iterate();
for (const call of [() => StatementSync.prototype.get.call({}), () => StatementSync.prototype.all.call(undefined), () => next(),
                    () => next.call({}), () => DatabaseSync.prototype.exec.call({}, 'x'), () => Session.prototype.close.call(db)])
  assert.throws(call, { name: 'TypeError', message: 'Illegal invocation' });

// SPDX-License-Identifier: MIT
'use strict';
// Within a callback of SQLite a database stays open and whole, a statement is not used twice, and an authorizer uses nothing.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)');
const bytes = db.serialize();
let inside;
db.function('f', () => { inside(); return 1; });
const state = (message) => ({ code: 'ERR_INVALID_STATE', message });
/** What `call` throws within the function, which it does not end. */
function check(call, expected) {
  let done = false;
  inside = () => { assert.throws(call, expected); done = true; };
  assert.strictEqual(db.prepare('SELECT f() AS v').get().v, 1);
  assert.ok(done);
}
check(() => db.close(), state('database cannot be closed while in a callback'));
check(() => db.deserialize(bytes), state('database cannot be deserialized while in a callback'));
inside = () => db[Symbol.dispose]();
db.exec('SELECT f()');
assert.strictEqual(db.isOpen, true);

const again = state('statement is already being executed');
const own = db.prepare('SELECT f() AS v');
for (const method of ['get', 'all', 'run', 'iterate', 'close']) {
  inside = () => { assert.throws(() => own[method](), again); };
  own.get();
}
inside = () => {
  assert.strictEqual(own.columns()[0].name, 'v');
  assert.strictEqual(own.expandedSQL, own.sourceSQL);
};
own.get();

const other = db.prepare('SELECT * FROM t');
const refused = state('database cannot be accessed from an authorizer callback');
let calls = 0;
db.setAuthorizer(() => {
  calls++;
  for (const call of [() => db.exec('SELECT 1'), () => db.prepare('SELECT 1'), () => db.function('g', () => 1), () => other.get(),
                      () => db.createSession(), () => db.setAuthorizer(null)]) assert.throws(call, refused);
  assert.strictEqual(db.location(), null);
  return 0;
});
db.prepare('SELECT 1');
assert.ok(calls > 0);
db.setAuthorizer(() => -0);
assert.throws(() => db.prepare('SELECT 1'), { name: 'TypeError' });

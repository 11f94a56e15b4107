// SPDX-License-Identifier: MIT
// sqlite: of two wrong options Node's is told, each is read once, getters throw through, no file is left.
'use strict';
const assert = require('node:assert');
const { DatabaseSync, StatementSync, backup } = require('node:sqlite');
const { checkOutcomes, mine } = require('../../fixtures/outcome');
function detached() {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
const db = () => new DatabaseSync(':memory:');

const table = [
  [() => DatabaseSync(':memory:'), 'TypeError ERR_CONSTRUCT_CALL_REQUIRED: Cannot call constructor without `new`'],
  [() => new DatabaseSync(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be a string, Uint8Array, or URL without null bytes.'],
  [() => new DatabaseSync('a\0b', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be a string, Uint8Array, or URL without null bytes.'],
  [() => new DatabaseSync(':memory:', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be an object.'],
  [() => new DatabaseSync(':memory:', { open: 5, readOnly: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.open" argument must be a boolean.'],
  [() => new DatabaseSync(':memory:', { readOnly: 5, timeout: 'x' }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.readOnly" argument must be a boolean.'],
  [() => new DatabaseSync(':memory:', { timeout: 1.5, defensive: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.timeout" argument must be an integer.'],
  [() => new DatabaseSync(':memory:', { readBigInts: 5, timeout: 'x' }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.timeout" argument must be an integer.'],
  [() => new DatabaseSync(':memory:', { returnArrays: 5, readBigInts: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.readBigInts" argument must be a boolean.'],
  [() => new DatabaseSync(':memory:', { get allowExtension() { mine(); } }), 'Error undefined: mine'],
  [() => new DatabaseSync(new URL('http://x/')), 'TypeError ERR_INVALID_URL_SCHEME: The URL must be of scheme file:'],
  [() => new DatabaseSync(new Uint8Array([97, 0, 98])), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be a string, Uint8Array, or URL without null bytes.'],
  [() => db().exec(5), 'TypeError ERR_INVALID_ARG_TYPE: The "sql" argument must be a string.'],
  [() => db().prepare(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "sql" argument must be a string.'],
  [() => db().prepare('select 1', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be an object.'],
  [() => db().prepare('select', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be an object.'],
  [() => db().function(5, 5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "name" argument must be a string.'],
  [() => db().function('f', 5), 'TypeError ERR_INVALID_ARG_TYPE: The "function" argument must be a function.'],
  [() => db().function('f', { deterministic: 5, varargs: 5 }, () => {}), 'TypeError ERR_INVALID_ARG_TYPE: The "options.varargs" argument must be a boolean.'],
  [() => db().aggregate('f', {}), 'TypeError ERR_INVALID_ARG_TYPE: The "options.start" argument must be a function or a primitive value.'],
  [() => db().aggregate('f', { start: 1, step: 5, inverse: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.step" argument must be a function.'],
  [() => db().aggregate('f', { start: 1, step() {}, inverse: 5, varargs: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.varargs" argument must be a boolean.'],
  [() => db().aggregate('f', { start: 1, step() {}, get inverse() { mine(); }, get varargs() { throw new Error('varargs'); } }), 'Error undefined: varargs'],
  [() => db().createSession(5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be an object.'],
  [() => db().createSession({ table: 5, db: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.table" argument must be a string.'],
  [() => db().applyChangeset(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "changeset" argument must be a Uint8Array.'],
  [() => db().applyChangeset(new Uint8Array(0), { filter: 5, onConflict: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.onConflict" argument must be a function.'],
  [() => db().enableLoadExtension(5), 'TypeError ERR_INVALID_ARG_TYPE: The "allow" argument must be a boolean.'],
  [() => db().loadExtension(5), 'Error ERR_INVALID_STATE: extension loading is not allowed'],
  [() => db().location(5), 'TypeError ERR_INVALID_ARG_TYPE: The "dbName" argument must be a string.'],
  [() => db().setAuthorizer(5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be a function or null.'],
  [() => db().prepare('select ?').get(Symbol('s')), 'TypeError ERR_INVALID_ARG_TYPE: Provided value cannot be bound to SQLite parameter 1.'],
  [() => db().prepare('select ?').get(2n ** 64n), 'TypeError ERR_INVALID_ARG_VALUE: BigInt value is too large to bind.'],
  [() => db().prepare('select ?').all({ get a() { mine(); } }), `Error ERR_INVALID_STATE: Unknown named parameter 'a'`],
  [() => db().prepare('select $a').get({ get a() { mine(); } }), 'Error undefined: mine'],
  [() => db().prepare('select 1').setReadBigInts(5), 'TypeError ERR_INVALID_ARG_TYPE: The "readBigInts" argument must be a boolean.'],
  [() => new StatementSync(), 'Error ERR_ILLEGAL_CONSTRUCTOR: Illegal constructor'],
  [() => DatabaseSync.prototype.exec.call({}, 'x'), 'TypeError undefined: Illegal invocation'],
  [() => StatementSync.prototype.get.call({}), 'TypeError undefined: Illegal invocation'],
  [() => backup(db(), 5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "path" argument must be a string, Uint8Array, or URL without null bytes.'],
  [() => backup(db(), 'x', { rate: 'y', source: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.rate" argument must be an integer.'],
  [() => backup(db(), 'x', { progress: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.progress" argument must be a function.'],
];

checkOutcomes(table);
const log = [];
const recording = new Proxy({}, { get(of, name) { log.push(name); } });
new DatabaseSync(':memory:', recording).close();
assert.strictEqual(new Set(log).size, log.length, `${log}`);

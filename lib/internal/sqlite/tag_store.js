// SPDX-License-Identifier: MIT
'use strict';
// SQLTagStore: template literals as statements; the least recently used of them is forgotten.

const check = require('internal/sqlite/check');
const { makeInside } = require('internal/sqlite/inside');
const { asNative, define } = require('internal/sqlite/shape');
const { isNames } = require('internal/sqlite/statement');

const inside = makeInside();
const storeOf = (object) => {
  const store = inside.get(object);
  if (store === undefined) throw new TypeError('Illegal invocation');
  return store;
};

function SQLTagStore() { throw check.illegalConstructor(); }

/** @returns {SQLTagStore} */
function makeTagStore(db, capacity) {
  const store = Object.create(SQLTagStore.prototype);
  inside.set(store, { db, capacity, statements: new Map() });
  return store;
}

function statementOf({ db, capacity, statements }, strings, count) {
  if (!Array.isArray(strings)) {
    throw check.invalidType('First argument must be an array of strings (template literal).');
  }
  for (let i = 0; i < strings.length; i++) {
    if (typeof strings[i] !== 'string') throw check.invalidType('Template literal parts must be strings.');
  }
  if (!db.isOpen) throw check.invalidState('database is not open');
  let sql = '';
  for (let i = 0; i < strings.length; i++) sql += i < count ? `${strings[i]}?` : strings[i];
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = db.prepare(sql);
    if (statements.size >= capacity) {
      for (const oldest of statements.keys()) {
        statements.delete(oldest);
        break;
      }
    }
  } else {
    statements.delete(sql);
  }
  statements.set(sql, statement);
  return statement;
}

/** Calls a method of the statement: its values have places, and no names. */
function callWith(object, method, strings, values) {
  const statement = statementOf(storeOf(object), strings, values.length);
  if (isNames(values[0])) throw check.invalidType('Provided value cannot be bound to SQLite parameter 1.');
  return statement[method](...values);
}

define(SQLTagStore.prototype, {
  get(strings, ...values) { return callWith(this, 'get', strings, values); },
  all(strings, ...values) { return callWith(this, 'all', strings, values); },
  iterate(strings, ...values) { return callWith(this, 'iterate', strings, values); },
  run(strings, ...values) { return callWith(this, 'run', strings, values); },
  clear() { storeOf(this).statements.clear(); },
  get capacity() { return storeOf(this).capacity; },
  get db() { return storeOf(this).db; },
  get size() { return storeOf(this).statements.size; },
});
asNative(SQLTagStore);

module.exports = { makeTagStore };

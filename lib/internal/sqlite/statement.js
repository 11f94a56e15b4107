// SPDX-License-Identifier: MIT
'use strict';
// StatementSync: a prepared statement, made by the binding (src/bindings/sqlite_stmt.c) for DatabaseSync.prepare().

require('internal/sqlite/rows');
const check = require('internal/sqlite/check');
const { makeInside } = require('internal/sqlite/inside');
const { asNative, define } = require('internal/sqlite/shape');
const { isAnyArrayBuffer } = require('internal/util/types');
const {
  StatementSync, all, begin, close, columns, expandedSQL, get, next, option, parameters, reset, run, sourceSQL,
} = internalBinding('sqlite');

// Bits of a statement, as in src/bindings/sqlite.h.
const BIGINTS = 1, ARRAYS = 2, BARE = 4, UNKNOWN = 8;
const { keys: ObjectKeys } = Object;
const { isView } = ArrayBuffer;

const names = makeInside();

/** Where values with names go: the index by name; those that have none; whether other names are passed over. */
class Names {
  constructor(statement) {
    const list = parameters(statement);
    this.count = list.length - 1;
    this.unknown = (list[0] & UNKNOWN) !== 0;
    this.index = new Map();
    this.plain = [];
    for (let i = 1; i < list.length; i++) {
      const name = list[i];
      if (name !== null) this.index.set(name, i - 1);
      if (name === null || name[0] === '?') this.plain.push(i - 1);
    }
    if (list[0] & BARE) this.addBare(list);
  }

  addBare(list) {
    const full = new Map();
    for (let i = 1; i < list.length; i++) {
      if (list[i] === null) continue;
      const bare = list[i].slice(1);
      if (full.has(bare)) {
        throw check.invalidState(`Cannot create bare named parameter '${bare}' because of conflicting names ` +
          `'${full.get(bare)}' and '${list[i]}'.`);
      }
      full.set(bare, list[i]);
      if (!this.index.has(bare)) this.index.set(bare, i - 1);
    }
  }
}

const isNames = (value) =>
  (typeof value === 'object' ? value !== null && !isView(value) && !isAnyArrayBuffer(value) : typeof value === 'function');

/** The values of all parameters, in their places. */
function placed(statement, params) {
  let where = names.get(statement);
  if (where === undefined) names.set(statement, where = new Names(statement));
  const values = [], object = params[0], { index, plain, count } = where;
  for (let i = 0; i < count; i++) values.push(null);
  for (const key of ObjectKeys(object)) {
    const i = index.get(key);
    if (i !== undefined) values[i] = object[key];
    else if (!where.unknown) throw check.invalidState(`Unknown named parameter '${key}'`);
  }
  for (let i = 1; i < params.length; i++) {
    if (i <= plain.length) values[plain[i - 1]] = params[i];
    else values.push(params[i]); // one too many: the binding says so
  }
  return values;
}

function setOption(statement, bit, value, name) {
  option(statement, 0, false); // a statement that may be asked
  check.boolean(value, name);
  option(statement, bit, value);
  if (names.get(statement) !== undefined) names.set(statement, undefined);
}

const methods = {
  /** An iterator over the rows. */
  iterate(...params) {
    const generation = isNames(params[0]) ? begin(this, true, ...placed(this, params)) : begin(this, false, ...params);
    return new StatementSyncIterator(this, generation);
  },
  /** All rows. */
  all(...params) {
    if (isNames(params[0])) return all(this, true, ...placed(this, params));
    return all(this, false, ...params);
  },
  /** The first row, or undefined. */
  get(...params) {
    if (isNames(params[0])) return get(this, true, ...placed(this, params));
    return params.length === 1 ? get(this, false, params[0]) : get(this, false, ...params);
  },
  /** @returns {{ lastInsertRowid: number|bigint, changes: number|bigint }} */
  run(...params) {
    let result;
    if (isNames(params[0])) result = run(this, true, ...placed(this, params));
    else if (params.length === 2) result = run(this, false, params[0], params[1]);
    else result = run(this, false, ...params);
    if (typeof result === 'number') return { changes: 1, lastInsertRowid: result };
    return { changes: result[0], lastInsertRowid: result[1] };
  },
  columns() { return columns(this); },
  setAllowBareNamedParameters(enabled) { setOption(this, BARE, enabled, 'allowBareNamedParameters'); },
  setAllowUnknownNamedParameters(enabled) { setOption(this, UNKNOWN, enabled, 'enabled'); },
  setReadBigInts(enabled) { setOption(this, BIGINTS, enabled, 'readBigInts'); },
  setReturnArrays(enabled) { setOption(this, ARRAYS, enabled, 'returnArrays'); },
  /** Finalises it. */
  close() { close(this); },
  [Symbol.dispose]() {
    try {
      close(this);
    } catch (error) {
      // Closed already, alone or with its database.
      if (error.message !== 'statement has been finalized') throw error;
    }
  },
  get sourceSQL() { return sourceSQL(this); },
  get expandedSQL() { return expandedSQL(this); },
};

define(StatementSync.prototype, methods);

/** Set one by one: in a literal without prototype each would be a call into the engine. */
function atEnd() {
  const result = { __proto__: null };
  result.done = true;
  result.value = null;
  return result;
}

const isObject = (value) => typeof value === 'object' && value !== null;
const illegalInvocation = () => new TypeError('Illegal invocation');

class StatementSyncIterator extends Iterator {
  #statement;
  #generation;
  #done = false;

  constructor(statement, generation) {
    super();
    this.#statement = statement;
    this.#generation = generation;
  }

  next() {
    if (!isObject(this) || !(#done in this)) throw illegalInvocation();
    if (this.#done) return atEnd();
    const result = next(this.#statement, this.#generation);
    if (result !== null) return result;
    this.#done = true;
    return atEnd();
  }

  return() {
    if (!isObject(this) || !(#done in this)) throw illegalInvocation();
    reset(this.#statement, this.#generation);
    this.#done = true;
    return atEnd();
  }
}

asNative(StatementSyncIterator);

module.exports = { ARRAYS, BARE, BIGINTS, StatementSync, UNKNOWN, isNames };

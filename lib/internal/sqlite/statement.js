// SPDX-License-Identifier: MIT
'use strict';
// StatementSync: a prepared statement. Made by DatabaseSync.prepare() only.

const check = require('internal/sqlite/check');

// Bits of a statement, as in src/bindings/sqlite.h.
const BIGINTS = 1, ARRAYS = 2, BARE = 4, UNKNOWN = 8;
const kCreate = Symbol('create');
const ArrayIsArray = Array.isArray;

/** A row of the values from `at` on. Null prototype, one hidden class for all. */
function rowOf(names, values, at) {
  const row = { __proto__: null };
  for (let i = 0; i < names.length; i++) row[names[i]] = values[at + i];
  return row;
}

/** What the binding calls a row: its values, after the array of names unless arrays are wanted. */
function rowFrom(values) {
  const names = values[0];
  return ArrayIsArray(names) ? rowOf(names, values, 1) : values;
}

class StatementSync {
  #handle;

  constructor(key, handle) {
    if (key !== kCreate) throw check.illegalConstructor();
    this.#handle = handle;
  }

  /** An iterator over the rows. */
  iterate(...params) {
    const handle = this.#handle;
    return new StatementSyncIterator(handle, handle.begin(...params));
  }
  /** All rows. */
  all(...params) {
    const list = this.#handle.all(...params);
    if (list[0] !== null) return list;
    const names = list[1], rows = [];
    for (let i = 2, n = 0; i < list.length; i++) {
      const values = list[i];
      for (let at = 0; at < values.length; at += names.length) rows[n++] = rowOf(names, values, at);
    }
    return rows;
  }
  /** The first row, or undefined. */
  get(...params) {
    const handle = this.#handle;
    const row = params.length === 1 ? handle.get(params[0]) : handle.get(...params);
    return row === undefined ? undefined : rowFrom(row);
  }
  /** @returns {{ lastInsertRowid: number|bigint, changes: number|bigint }} */
  run(...params) {
    const handle = this.#handle;
    const result = params.length === 2 ? handle.run(params[0], params[1]) : handle.run(...params);
    if (typeof result === 'number') return { changes: 1, lastInsertRowid: result };
    return { changes: result[0], lastInsertRowid: result[1] };
  }
  columns() { return this.#handle.columns(); }

  get sourceSQL() { return this.#handle.sourceSQL(); }
  get expandedSQL() { return this.#handle.expandedSQL(); }

  setAllowBareNamedParameters(allowBareNamedParameters) {
    check.boolean(allowBareNamedParameters, 'allowBareNamedParameters');
    this.#handle.option(BARE, allowBareNamedParameters);
  }
  setAllowUnknownNamedParameters(enabled) {
    check.boolean(enabled, 'enabled');
    this.#handle.option(UNKNOWN, enabled);
  }
  setReadBigInts(readBigInts) {
    check.boolean(readBigInts, 'readBigInts');
    this.#handle.option(BIGINTS, readBigInts);
  }
  setReturnArrays(returnArrays) {
    check.boolean(returnArrays, 'returnArrays');
    this.#handle.option(ARRAYS, returnArrays);
  }
}

class StatementSyncIterator extends Iterator {
  #handle;
  #generation;
  #done = false;

  constructor(handle, generation) {
    super();
    this.#handle = handle;
    this.#generation = generation;
  }

  next() {
    if (this.#done) return { __proto__: null, done: true, value: null };
    let row;
    try {
      row = this.#handle.next(this.#generation);
    } catch (error) {
      this.#done = true;
      throw error;
    }
    if (row === null) this.#done = true;
    return { __proto__: null, done: this.#done, value: row === null ? null : rowFrom(row) };
  }

  return() {
    if (!this.#done) {
      this.#done = true;
      this.#handle.reset();
    }
    return { __proto__: null, done: true, value: null };
  }
}

module.exports = { ARRAYS, BARE, BIGINTS, StatementSync, UNKNOWN, kCreate };

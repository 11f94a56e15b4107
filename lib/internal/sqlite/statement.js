// SPDX-License-Identifier: MIT
'use strict';
// StatementSync: a prepared statement. Made by DatabaseSync.prepare() only.

const check = require('internal/sqlite/check');
const { Rows } = require('internal/sqlite/rows');
const { asNative } = require('internal/sqlite/shape');

// Bits of a statement, as in src/bindings/sqlite.h.
const BIGINTS = 1, ARRAYS = 2, BARE = 4, UNKNOWN = 8;
const kCreate = Symbol('create');

class StatementSync {
  #handle;
  #rows;

  constructor(key, handle, options) {
    if (key !== kCreate) throw check.illegalConstructor();
    this.#handle = handle;
    this.#rows = new Rows(handle, (options & ARRAYS) !== 0);
  }

  /** An iterator over the rows. */
  iterate(...params) {
    const handle = this.#handle;
    return new StatementSyncIterator(handle, this.#rows, handle.begin(...params));
  }
  /** All rows. */
  all(...params) {
    return this.#rows.all(this.#handle.all(...params));
  }
  /** The first row, or undefined. */
  get(...params) {
    const handle = this.#handle;
    const row = params.length === 1 ? handle.get(params[0]) : handle.get(...params);
    return row === undefined ? undefined : this.#rows.one(row);
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
    this.#rows.arrays = returnArrays;
  }
}

/** Set one by one: in a literal without prototype each would be a call into the engine. */
function resultOf(done, value) {
  const result = { __proto__: null };
  result.done = done;
  result.value = value;
  return result;
}

class StatementSyncIterator extends Iterator {
  #handle;
  #rows;
  #generation;
  #done = false;

  constructor(handle, rows, generation) {
    super();
    this.#handle = handle;
    this.#rows = rows;
    this.#generation = generation;
  }

  next() {
    if (this.#done) return resultOf(true, null);
    let row;
    try {
      row = this.#handle.next(this.#generation);
    } catch (error) {
      this.#done = true;
      throw error;
    }
    if (row !== null) return resultOf(false, this.#rows.one(row));
    this.#done = true;
    return resultOf(true, null);
  }

  return() {
    if (!this.#done) {
      this.#done = true;
      this.#handle.reset();
    }
    return resultOf(true, null);
  }
}

asNative(StatementSync);

module.exports = { ARRAYS, BARE, BIGINTS, StatementSync, UNKNOWN, kCreate };

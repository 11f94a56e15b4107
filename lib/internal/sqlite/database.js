// SPDX-License-Identifier: MIT
'use strict';
// DatabaseSync: one connection. Checks arguments; a Database of the binding does the work.

const check = require('internal/sqlite/check');
const { makeInside } = require('internal/sqlite/inside');
const { readLimits, makeLimits } = require('internal/sqlite/limits');
const { asNative, define } = require('internal/sqlite/shape');
const { ARRAYS, BARE, BIGINTS, UNKNOWN } = require('internal/sqlite/statement');
const { makeSession } = require('internal/sqlite/session');
const { Database } = internalBinding('sqlite');

const inside = makeInside();
// Bits of functions, as in src/bindings/sqlite_func.c.
const DETERMINISTIC = 1, DIRECT_ONLY = 2, FUNCTION_BIGINTS = 4;
const { hasOwn } = Object;

function flag(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  check.boolean(value, `options.${name}`);
  return value;
}

function readOptions(options) {
  const result = {
    open: true, readOnly: false, foreignKeys: true, dqs: false, extensions: false, timeout: 0, defensive: false,
    bits: BARE, limits: [],
  };
  check.object(options, 'options');
  result.open = flag(options, 'open', true);
  result.readOnly = flag(options, 'readOnly', false);
  result.foreignKeys = flag(options, 'enableForeignKeyConstraints', true);
  result.dqs = flag(options, 'enableDoubleQuotedStringLiterals', false);
  result.extensions = flag(options, 'allowExtension', false);
  if (result.extensions && process.permission !== undefined) {
    const error = new Error('Cannot load SQLite extensions when the permission model is enabled.');
    error.code = 'ERR_LOAD_SQLITE_EXTENSION';
    throw error;
  }
  const { timeout } = options;
  if (timeout !== undefined) {
    check.int32(timeout, 'options.timeout');
    result.timeout = timeout;
  }
  result.bits = statementBits(options, BARE);
  result.defensive = flag(options, 'defensive', false);
  result.limits = readLimits(options.limits);
  return result;
}

function statementBits(options, bits) {
  for (const [name, bit] of [
    ['readBigInts', BIGINTS], ['returnArrays', ARRAYS], ['allowBareNamedParameters', BARE],
    ['allowUnknownNamedParameters', UNKNOWN],
  ]) bits = flag(options, name, (bits & bit) !== 0) ? bits | bit : bits & ~bit;
  return bits;
}

const defaults = readOptions({});

// Not a class: calling it without `new` has an error code of its own.
function DatabaseSync(path, options) {
  if (new.target === undefined) throw check.callWithoutNew();
  path = check.pathOf(path, 'path');
  const config = arguments.length > 1 ? readOptions(options) : { ...defaults };
  config.path = path;
  inside.set(this, { handle: new Database(), config, bits: config.bits, limits: undefined });
  if (config.open) this.open();
}

function insideOf(db) {
  const all = inside.get(db);
  if (all === undefined) throw new TypeError('Illegal invocation');
  return all;
}
const handleOf = (db) => insideOf(db).handle;

function openHandle(db) {
  const { handle } = insideOf(db);
  if (!handle.isOpen()) throw check.invalidState('database is not open');
  return handle;
}

const methods = {
  open() {
    const { config: c, handle } = insideOf(this);
    handle.open(c.path, c.readOnly, c.foreignKeys, c.dqs, c.extensions, c.timeout, c.defensive);
    for (const [id, value] of c.limits) handle.limit(id, value);
  },
  close() { handleOf(this).close(); },

  /** @returns {StatementSync} */
  prepare(sql, options) {
    const { handle, bits } = insideOf(this);
    if (typeof sql === 'string' && options === undefined) return handle.prepare(sql, bits);
    openHandle(this);
    check.string(sql, 'sql');
    if (options === undefined) options = {};
    check.object(options, 'options');
    return handle.prepare(sql, statementBits(options, bits));
  },

  exec(sql) {
    if (typeof sql !== 'string') openHandle(this);
    check.string(sql, 'sql');
    handleOf(this).exec(sql);
  },

  /** function(name[, options], fn): makes fn callable from SQL. */
  function(name, options, fn) {
    const handle = openHandle(this);
    check.string(name, 'name');
    if (arguments.length < 3) {
      fn = options;
      options = {};
    }
    check.object(options, 'options');
    const useBigIntArguments = flag(options, 'useBigIntArguments', false);
    const varargs = flag(options, 'varargs', false);
    const deterministic = flag(options, 'deterministic', false);
    const directOnly = flag(options, 'directOnly', false);
    check.func(fn, 'function');
    handle.function(name, varargs ? -1 : fn.length, bitsOf(useBigIntArguments, deterministic, directOnly), fn);
  },

  /** aggregate(name, { start, step, result, inverse, … }) */
  aggregate(name, options) {
    const handle = openHandle(this);
    const start = options.start;
    if (start === undefined)
      throw check.invalidType('The "options.start" argument must be a function or a primitive value.');
    const { step, result } = options;
    check.func(step, 'options.step');
    const useBigIntArguments = flag(options, 'useBigIntArguments', false);
    const varargs = flag(options, 'varargs', false);
    const directOnly = flag(options, 'directOnly', false);
    const { inverse } = options;
    if (inverse !== undefined) check.func(inverse, 'options.inverse');
    let argc = -1;
    if (!varargs) {
      argc = Math.max(0, step.length - 1);
      if (inverse !== undefined) argc = Math.max(argc, inverse.length - 1);
    }
    handle.aggregate(nameOf(name), argc, bitsOf(useBigIntArguments, false, directOnly), start, step, inverse, typeof result === 'function' ? result : undefined);
  },

  createTagStore(maxSize) {
    const { makeTagStore } = require('internal/sqlite/tag_store');
    openHandle(this);
    if (maxSize === undefined) maxSize = 1000;
    const message = 'The "maxSize" argument must be a positive integer.';
    if (typeof maxSize !== 'number') throw check.invalidType(message);
    if (!check.isInt32(maxSize) || maxSize <= 0) throw check.outOfRange(message);
    return makeTagStore(this, maxSize);
  },

  location(dbName = 'main') {
    const handle = openHandle(this);
    check.string(dbName, 'dbName');
    return handle.location(dbName);
  },

  /** @returns {Session} */
  createSession(options) {
    const { handle } = insideOf(this);
    let name = 'main', table;
    if (arguments.length > 0) {
      check.object(options, 'options');
      if (hasOwn(options, 'table')) {
        ({ table } = options);
        check.string(table, 'options.table');
      }
      if (hasOwn(options, 'db')) {
        ({ db: name } = options);
        check.string(name, 'options.db');
      }
    }
    return makeSession(handle.createSession(name, table));
  },

  /** @returns {boolean} false when it was aborted by a conflict */
  applyChangeset(changeset, options) {
    const handle = openHandle(this);
    const { isUint8Array } = require('internal/util/types');
    if (!isUint8Array(changeset)) throw check.invalidType('The "changeset" argument must be a Uint8Array.');
    let onConflict, filter;
    if (options !== undefined) {
      check.object(options, 'options');
      ({ onConflict } = options);
      if (onConflict !== undefined) check.func(onConflict, 'options.onConflict');
      if (hasOwn(options, 'filter')) {
        ({ filter } = options);
        check.func(filter, 'options.filter');
      }
    }
    return handle.applyChangeset(changeset, onConflict, filter);
  },

  enableLoadExtension(allow) {
    const handle = openHandle(this);
    check.boolean(allow, 'allow');
    const { config } = insideOf(this);
    if (allow && !config.extensions) {
      throw check.invalidState(
        'Cannot enable extension loading because it was disabled at database creation.');
    }
    config.enabled = allow;
    handle.enableLoadExtension(allow);
  },

  enableDefensive(active) {
    const handle = openHandle(this);
    check.boolean(active, 'active');
    handle.enableDefensive(active);
  },

  loadExtension(path, entryPoint) {
    const handle = openHandle(this);
    const { config } = insideOf(this);
    if (!config.extensions || config.enabled === false) throw check.invalidState('extension loading is not allowed');
    check.string(path, 'path');
    handle.loadExtension(path, typeof entryPoint === 'string' ? entryPoint : undefined);
  },

  /** The database as bytes. */
  serialize(dbName = 'main') {
    const handle = openHandle(this);
    check.string(dbName, 'dbName');
    return handle.serialize(dbName);
  },

  deserialize(bytes, options) {
    const handle = openHandle(this);
    const { isUint8Array } = require('internal/util/types');
    if (!isUint8Array(bytes)) throw check.invalidType('The "buffer" argument must be a Uint8Array.');
    let name = 'main';
    if (options !== undefined) {
      check.object(options, 'options');
      if (options.dbName !== undefined) {
        check.string(options.dbName, 'options.dbName');
        name = options.dbName;
      }
    }
    handle.deserialize(bytes, name);
  },

  setAuthorizer(callback) {
    const handle = openHandle(this);
    if (callback !== null && typeof callback !== 'function')
      throw check.invalidType('The "callback" argument must be a function or null.');
    handle.setAuthorizer(callback);
  },

  [Symbol.dispose]() {
    try {
      handleOf(this).close();
    } catch {
      // Closed already; or it is in use, and stays open.
    }
  },

  get isOpen() { return handleOf(this).isOpen(); },
  get isTransaction() { return handleOf(this).isTransaction(); },
  /** SQLite's limits of this connection, which can be set. */
  get limits() {
    const all = insideOf(this);
    all.limits ??= makeLimits(all.handle);
    all.limits.refresh();
    return all.limits.object;
  },
};

/** What Node makes of a name that is no string. */
const nameOf = (name) => (typeof name === 'symbol' ? '' : `${name}`);

const bitsOf = (bigints, deterministic, directOnly) =>
  (bigints ? FUNCTION_BIGINTS : 0) | (deterministic ? DETERMINISTIC : 0) | (directOnly ? DIRECT_ONLY : 0);

define(DatabaseSync.prototype, methods);

// Programs tell databases of this module by this symbol.
Object.defineProperty(DatabaseSync.prototype, Symbol.for('sqlite-type'), { __proto__: null, value: 'node:sqlite' });

asNative(DatabaseSync);

module.exports = { DatabaseSync, handleOf };

// SPDX-License-Identifier: MIT
'use strict';
// DatabaseSync: one connection. Checks arguments; a Database of the binding does the work.

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const check = require('internal/sqlite/check');
const { asNative } = require('internal/sqlite/shape');
const { ARRAYS, BARE, BIGINTS, StatementSync, UNKNOWN, kCreate } = require('internal/sqlite/statement');
const { Session } = require('internal/sqlite/session');
const { Database } = internalBinding('sqlite');

const kHandle = Symbol('handle');
const handles = new WeakMap();
const settings = new WeakMap();
// Bits of functions, as in src/bindings/sqlite_func.c.
const DETERMINISTIC = 1, DIRECT_ONLY = 2, FUNCTION_BIGINTS = 4;

function flag(options, name, fallback) {
  const value = options[name];
  if (value === undefined) return fallback;
  check.boolean(value, `options.${name}`);
  return value;
}

function readOptions(options) {
  const result = {
    open: true, readOnly: false, foreignKeys: true, dqs: false, extensions: false, timeout: 0, defensive: false,
    bits: BARE, limits: undefined,
  };
  if (options === undefined) return result;
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
  if (options.timeout !== undefined) {
    check.integer(options.timeout, 'options.timeout');
    result.timeout = options.timeout;
  }
  result.bits = statementBits(options, BARE);
  result.defensive = flag(options, 'defensive', false);
  return result;
}

function statementBits(options, bits) {
  for (const [name, bit] of [
    ['readBigInts', BIGINTS], ['returnArrays', ARRAYS], ['allowBareNamedParameters', BARE],
    ['allowUnknownNamedParameters', UNKNOWN],
  ]) bits = flag(options, name, (bits & bit) !== 0) ? bits | bit : bits & ~bit;
  return bits;
}

// Not a class: calling it without `new` has an error code of its own.
function DatabaseSync(path, options) {
  if (new.target === undefined) throw check.callWithoutNew();
  path = check.pathOf(path, 'path');
  const config = readOptions(options);
  config.path = path;
  handles.set(this, new Database());
  settings.set(this, config);
  Object.defineProperty(this, kHandle, { __proto__: null, value: () => handleOf(this), enumerable: false });
  if (config.open) this.open();
}

function handleOf(db) {
  const handle = handles.get(db);
  if (handle === undefined) throw new TypeError('Illegal invocation');
  return handle;
}

function openHandle(db) {
  const handle = handleOf(db);
  if (!handle.isOpen()) throw check.invalidState('database is not open');
  return handle;
}

const methods = {
  open() {
    const c = settings.get(this);
    handleOf(this).open(c.path, c.readOnly, c.foreignKeys, c.dqs, c.extensions, c.timeout, c.defensive);
  },
  close() { handleOf(this).close(); },

  /** @returns {StatementSync} */
  prepare(sql, options) {
    const handle = openHandle(this);
    check.string(sql, 'sql');
    let { bits } = settings.get(this);
    if (options !== undefined) {
      check.object(options, 'options');
      bits = statementBits(options, bits);
    }
    return new StatementSync(kCreate, handle.prepare(sql, bits), bits);
  },

  exec(sql) {
    const handle = openHandle(this);
    check.string(sql, 'sql');
    handle.exec(sql);
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
    const argc = varargs ? -1 : argCount(fn.length, 'function.length');
    handle.function(name, argc, bitsOf(useBigIntArguments, deterministic, directOnly), fn);
  },

  /** aggregate(name, { start, step, result, inverse, … }) */
  aggregate(name, options) {
    const handle = openHandle(this);
    check.string(name, 'name');
    const { start, step, result, inverse } = options;
    if (start === undefined || (check.isObject(start) && typeof start !== 'function'))
      throw check.invalidType('The "options.start" argument must be a function or a primitive value.');
    check.func(step, 'options.step');
    const useBigIntArguments = flag(options, 'useBigIntArguments', false);
    const varargs = flag(options, 'varargs', false);
    const directOnly = flag(options, 'directOnly', false);
    if (inverse !== undefined) check.func(inverse, 'options.inverse');
    let argc = -1;
    if (!varargs) {
      argc = Math.max(0, step.length - 1);
      if (inverse !== undefined) argc = Math.max(argc, inverse.length - 1);
    }
    handle.aggregate(name, argc, bitsOf(useBigIntArguments, false, directOnly), start, step, inverse, typeof result === 'function' ? result : undefined);
  },

  createTagStore(maxSize = 1000) {
    const { SQLTagStore } = require('internal/sqlite/tag_store');
    openHandle(this);
    return new SQLTagStore(kCreate, this, maxSize);
  },

  location(dbName = 'main') {
    const handle = openHandle(this);
    check.string(dbName, 'dbName');
    return handle.location(dbName);
  },

  /** @returns {Session} */
  createSession(options) {
    const handle = openHandle(this);
    let name = 'main', table;
    if (options !== undefined) {
      check.object(options, 'options');
      if (options.table !== undefined) {
        check.string(options.table, 'options.table');
        table = options.table;
      }
      if (options.db !== undefined) {
        check.string(options.db, 'options.db');
        name = options.db;
      }
    }
    return new Session(kCreate, handle.createSession(name, table));
  },

  /** @returns {boolean} false when it was aborted by a conflict */
  applyChangeset(changeset, options) {
    const handle = openHandle(this);
    const { isUint8Array } = require('internal/util/types');
    if (!isUint8Array(changeset)) throw check.invalidType('The "changeset" argument must be a Uint8Array.');
    if (options !== undefined) check.object(options, 'options');
    const { onConflict, filter } = options ?? {};
    if (onConflict !== undefined) check.func(onConflict, 'options.onConflict');
    if (filter !== undefined) check.func(filter, 'options.filter');
    return handle.applyChangeset(changeset, onConflict, filter);
  },

  enableLoadExtension(allow) {
    const handle = openHandle(this);
    check.boolean(allow, 'allow');
    const config = settings.get(this);
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
    const config = settings.get(this);
    if (!config.extensions || config.enabled === false) throw check.invalidState('extension loading is not allowed');
    check.string(path, 'path');
    if (entryPoint !== undefined) check.string(entryPoint, 'entryPoint');
    handle.loadExtension(path, entryPoint);
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
    if (handleOf(this).isOpen()) this.close();
  },
};

function argCount(n, name) {
  if (n > 127) throw new ERR_OUT_OF_RANGE(name, '<= 127', n);
  return n;
}

const bitsOf = (bigints, deterministic, directOnly) =>
  (bigints ? FUNCTION_BIGINTS : 0) | (deterministic ? DETERMINISTIC : 0) | (directOnly ? DIRECT_ONLY : 0);

for (const key of Reflect.ownKeys(methods)) {
  Object.defineProperty(DatabaseSync.prototype, key, {
    __proto__: null, value: methods[key], writable: true, configurable: true, enumerable: typeof key === 'string',
  });
}
Object.defineProperties(DatabaseSync.prototype, {
  isOpen: { __proto__: null, get() { return handleOf(this).isOpen(); }, enumerable: true, configurable: true },
  isTransaction: {
    __proto__: null, get() { return openHandle(this).isTransaction(); }, enumerable: true, configurable: true,
  },
});

// Programs tell databases of this module by this symbol.
Object.defineProperty(DatabaseSync.prototype, Symbol.for('sqlite-type'), { __proto__: null, value: 'node:sqlite' });

asNative(DatabaseSync);

module.exports = { DatabaseSync, kHandle };

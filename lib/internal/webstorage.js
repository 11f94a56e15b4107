// SPDX-License-Identifier: MIT
'use strict';
// localStorage and sessionStorage (--experimental-webstorage). The session's items are in memory, the
// local ones in the SQLite file of --localstorage-file, shared with other processes that use it.

const { emitExperimentalWarning } = require('internal/util');
const { getOptionValue } = require('internal/options');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

emitExperimentalWarning('Web Storage');

const QUOTA = 10 * 1024 * 1024; // bytes of keys and values, two per character
const kCreate = Symbol('create');

function quotaExceeded() {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException('Setting the value exceeded the quota', 'QuotaExceededError');
}

const encode = (text) => Buffer.from(text, 'utf16le');
const decode = (bytes) => Buffer.from(bytes).toString('utf16le');

/* ---- where the items are ------------------------------------------------------------------------ */

// Keys come in the order of their bytes, as the database has them.
const sorted = (keys) => keys.map(encode).sort(Buffer.compare).map(decode);

class MemoryItems {
  #items = new Map();
  #size = 0;
  #keys; // sorted; undefined: to be made

  get length() { return this.#items.size; }
  get(key) { return this.#items.get(key) ?? null; }
  keys() { return this.#keys ??= sorted([...this.#items.keys()]); }
  set(key, value) {
    const old = this.#items.get(key);
    const size = this.#size + 2 * (old === undefined ? key.length + value.length : value.length - old.length);
    if (size > QUOTA) throw quotaExceeded();
    this.#size = size;
    if (old === undefined) this.#keys = undefined;
    this.#items.set(key, value);
  }
  remove(key) {
    const old = this.#items.get(key);
    if (old === undefined) return;
    this.#size -= 2 * (key.length + old.length);
    this.#items.delete(key);
    this.#keys = undefined;
  }
  clear() {
    this.#items.clear();
    this.#size = 0;
    this.#keys = undefined;
  }
}

class FileItems {
  #get;
  #keys;
  #set;
  #remove;
  #clear;
  #size;
  #length;
  #version;
  #total = 0;      // bytes of all items at the version below
  #totalVersion;

  constructor(path) {
    const { DatabaseSync } = require('internal/sqlite/database');
    const db = new DatabaseSync(path, { timeout: 5000 });
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS nodejs_webstorage(' +
      'key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY(key)) STRICT');
    this.#get = db.prepare('SELECT value FROM nodejs_webstorage WHERE key = ?');
    this.#keys = db.prepare('SELECT key FROM nodejs_webstorage ORDER BY key');
    this.#set = db.prepare('INSERT INTO nodejs_webstorage(key, value) VALUES (?, ?) ' +
      'ON CONFLICT(key) DO UPDATE SET value = excluded.value');
    this.#remove = db.prepare('DELETE FROM nodejs_webstorage WHERE key = ?');
    this.#clear = db.prepare('DELETE FROM nodejs_webstorage');
    this.#size = db.prepare('SELECT coalesce(sum(length(key) + length(value)), 0) AS size FROM nodejs_webstorage');
    // Changes with what other connections write.
    this.#version = db.prepare('PRAGMA data_version');
    this.#length = db.prepare('SELECT count(*) AS n FROM nodejs_webstorage');
  }

  get length() { return this.#length.get().n; }
  get(key) {
    const row = this.#get.get(encode(key));
    return row === undefined ? null : decode(row.value);
  }
  keys() { return this.#keys.all().map((row) => decode(row.key)); }
  // Adding up is for the first time, and for when another process has written.
  #bytes() {
    const { data_version: version } = this.#version.get();
    if (version !== this.#totalVersion) {
      this.#total = this.#size.get().size;
      this.#totalVersion = version;
    }
    return this.#total;
  }
  set(key, value) {
    const old = this.get(key);
    const more = 2 * (old === null ? key.length + value.length : value.length - old.length);
    if (this.#bytes() + more > QUOTA) throw quotaExceeded();
    this.#set.run(encode(key), encode(value));
    this.#total += more;
  }
  remove(key) {
    this.#remove.run(encode(key));
    this.#totalVersion = undefined;
  }
  clear() {
    this.#clear.run();
    this.#totalVersion = undefined;
  }
}

/* ---- the interface --------------------------------------------------------------------------------- */

const itemsOf = new WeakMap();

function needArguments(count, given, name) {
  if (given >= count) return;
  throw Object.assign(new TypeError(
    `Failed to execute '${name}' on 'Storage': ${count} argument${count > 1 ? 's' : ''} required`),
  { code: 'ERR_MISSING_ARGS' });
}

function items(storage) {
  const found = itemsOf.get(storage);
  if (found === undefined) throw new TypeError('Illegal invocation');
  return found;
}

class Storage {
  constructor(key) {
    if (key === kCreate) return;
    throw Object.assign(new Error('Illegal constructor'), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  }

  get length() { return items(this).length; }
  key(index) {
    needArguments(1, arguments.length, 'key');
    return items(this).keys()[+index >>> 0] ?? null;
  }
  getItem(key) {
    needArguments(1, arguments.length, 'getItem');
    return items(this).get(`${key}`);
  }
  setItem(key, value) {
    needArguments(2, arguments.length, 'setItem');
    items(this).set(`${key}`, `${value}`);
  }
  removeItem(key) {
    needArguments(1, arguments.length, 'removeItem');
    items(this).remove(`${key}`);
  }
  clear() { items(this).clear(); }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    const found = itemsOf.get(this);
    if (found === undefined) return this;
    const shown = new Shown.Storage();
    for (const key of found.keys()) {
      Object.defineProperty(shown, key, { __proto__: null, value: found.get(key), enumerable: true, configurable: true });
    }
    return inspect(shown, { ...options, depth });
  }
}
const Shown = { Storage: class Storage {} }; // of the same name, with plain properties
for (const name of ['length', 'key', 'getItem', 'setItem', 'removeItem', 'clear'])
  Object.defineProperty(Storage.prototype, name, { __proto__: null, enumerable: true });

// Items are properties, too, unless Storage itself has one of that name.
const handler = {
  __proto__: null,
  get(target, key) {
    if (typeof key === 'symbol' || key in target) return Reflect.get(target, key, target);
    return items(target).get(key) ?? undefined;
  },
  set(target, key, value) {
    if (typeof key === 'symbol') return Reflect.set(target, key, value);
    items(target).set(key, `${value}`);
    return true;
  },
  has(target, key) { return key in target || (typeof key === 'string' && items(target).get(key) !== null); },
  deleteProperty(target, key) {
    if (typeof key === 'symbol') return Reflect.deleteProperty(target, key);
    items(target).remove(key);
    return true;
  },
  ownKeys(target) { return [...new Set([...items(target).keys(), ...Reflect.ownKeys(target)])]; },
  getOwnPropertyDescriptor(target, key) {
    const value = typeof key === 'string' && !(key in target) ? items(target).get(key) : null;
    if (value === null) return Reflect.getOwnPropertyDescriptor(target, key);
    return { __proto__: null, value, writable: true, enumerable: true, configurable: true };
  },
  defineProperty(target, key, descriptor) {
    if (typeof key === 'symbol') return Reflect.defineProperty(target, key, descriptor);
    items(target).set(key, `${descriptor.value}`);
    return true;
  },
};

function makeStorage(backing) {
  const target = new Storage(kCreate);
  const storage = new Proxy(target, handler);
  itemsOf.set(target, backing);
  itemsOf.set(storage, backing);
  return storage;
}

function openLocal() {
  const path = getOptionValue('--localstorage-file');
  if (!path) throw new ERR_INVALID_ARG_VALUE('--localstorage-file', path, 'is an invalid localStorage location');
  return makeStorage(new FileItems(path));
}

let local, session;
module.exports = {
  Storage,
  get localStorage() { return local ??= openLocal(); },
  get sessionStorage() { return session ??= makeStorage(new MemoryItems()); },
};

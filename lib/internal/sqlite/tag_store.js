// SPDX-License-Identifier: MIT
'use strict';
// SQLTagStore: template literals as statements; the least recently used of them is forgotten.

const check = require('internal/sqlite/check');
const { kCreate } = require('internal/sqlite/statement');

class SQLTagStore {
  #db;
  #capacity;
  #statements = new Map();

  constructor(key, db, capacity) {
    if (key !== kCreate) throw check.illegalConstructor();
    this.#db = db;
    this.#capacity = capacity;
  }

  get capacity() { return this.#capacity; }
  get db() { return this.#db; }
  get size() { return this.#statements.size; }

  #statement(strings) {
    if (!Array.isArray(strings) || strings.some((part) => typeof part !== 'string')) {
      throw check.invalidType('First argument must be an array of strings (template literal).');
    }
    const sql = strings.join('?');
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      if (this.#statements.size >= this.#capacity) {
        for (const oldest of this.#statements.keys()) {
          this.#statements.delete(oldest);
          break;
        }
      }
    } else {
      this.#statements.delete(sql);
    }
    this.#statements.set(sql, statement);
    return statement;
  }

  get(strings, ...values) { return this.#statement(strings).get(...values); }
  all(strings, ...values) { return this.#statement(strings).all(...values); }
  iterate(strings, ...values) { return this.#statement(strings).iterate(...values); }
  run(strings, ...values) { return this.#statement(strings).run(...values); }
  clear() { this.#statements.clear(); }
}

module.exports = { SQLTagStore };

// SPDX-License-Identifier: MIT
'use strict';
// Session: records the changes of a database. Made by DatabaseSync.createSession() only.

const check = require('internal/sqlite/check');
const { asNative } = require('internal/sqlite/shape');
const { kCreate } = require('internal/sqlite/statement');

class Session {
  #handle;

  constructor(key, handle) {
    if (key !== kCreate) throw check.illegalConstructor();
    this.#handle = handle;
  }

  /** @returns {Uint8Array} */
  changeset() { return this.#handle.changeset(); }
  /** @returns {Uint8Array} */
  patchset() { return this.#handle.patchset(); }
  close() { this.#handle.close(); }

  [Symbol.dispose]() {
    try {
      this.#handle.close();
    } catch {
      // Closed already, alone or with its database.
    }
  }
}

asNative(Session);

module.exports = { Session };

// SPDX-License-Identifier: MIT
'use strict';
// Session: records the changes of a database. Made by DatabaseSync.createSession() only.

const check = require('internal/sqlite/check');
const { makeInside } = require('internal/sqlite/inside');
const { asNative, define } = require('internal/sqlite/shape');

const inside = makeInside();
const handleOf = (session) => {
  const handle = inside.get(session);
  if (handle === undefined) throw new TypeError('Illegal invocation');
  return handle;
};

// Not a class: calling it without `new` is the same error.
function Session() { throw check.illegalConstructor(); }

/** @returns {Session} with a session of the binding. */
function makeSession(handle) {
  const session = Object.create(Session.prototype);
  inside.set(session, handle);
  return session;
}

define(Session.prototype, {
  /** @returns {Uint8Array} */
  changeset() { return handleOf(this).changeset(); },
  /** @returns {Uint8Array} */
  patchset() { return handleOf(this).patchset(); },
  close() { handleOf(this).close(); },
  [Symbol.dispose]() {
    try {
      handleOf(this).close();
    } catch {
      // Closed already, alone or with its database.
    }
  },
});
asNative(Session);

module.exports = { Session, makeSession };

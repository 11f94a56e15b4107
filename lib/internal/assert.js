// SPDX-License-Identifier: MIT
'use strict';

// assert() for the library itself: checks of its own invariants, without loading the public module.

const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');

function assert(value, message) {
  if (!value) throw new ERR_INTERNAL_ASSERTION(message);
}

assert.fail = (message) => {
  throw new ERR_INTERNAL_ASSERTION(message);
};

module.exports = assert;

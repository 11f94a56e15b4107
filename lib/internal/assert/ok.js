// SPDX-License-Identifier: MIT
'use strict';

const AssertionError = require('internal/assert/assertion_error');
const { inspect } = require('internal/util/inspect');
const { isError } = require('internal/util');

/**
 * assert.ok(): throws unless `value` is truthy.
 * @param {string|undefined} diff kind of diff that the error shows
 * @param {Function} fn what the user has called: his call is in the message, and begins the stack
 * @param {number} count arguments that were passed
 */
function innerOk(diff, fn, count, value, message) {
  if (value) return;
  let generated = false;
  if (count === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generated = true;
    const source = require('internal/assert/source').sourceOfCall(fn);
    message = source === undefined ? `${inspect(value)} == true` :
      `The expression evaluated to a falsy value:\n\n  ${source}\n`;
  } else if (isError(message)) {
    throw message;
  }
  const error = new AssertionError({
    actual: value, expected: true, message, operator: '==', stackStartFn: fn, diff: diff ?? 'simple',
  });
  error.generatedMessage = generated;
  throw error;
}

module.exports = innerOk;

// SPDX-License-Identifier: MIT
// t.assert: node:assert bound to a test, custom assertions, snapshots.
'use strict';

const { validateFunction, validateString } = require('internal/validators');

const custom = new Map(); // assert.register(name, fn)

/** node:test's assert.register() */
function register(name, fn) {
  validateString(name, 'name');
  validateFunction(fn, 'fn');
  custom.set(name, fn);
}

const left = new Set([
  'Assert', 'AssertionError', 'CallTracker', 'strict', 'default', 'ok', 'options',
]);

/** An object with every assertion; each call counts for the plan. */
function makeAssert(context, test) {
  const assert = require('assert');
  const result = { __proto__: null };
  for (const name of Object.keys(assert)) {
    if (left.has(name) || typeof assert[name] !== 'function') continue;
    result[name] = (...args) => {
      test.planned?.count();
      return assert[name](...args);
    };
  }
  // Its message quotes the call, so that it has to know which function was called.
  result.ok = function ok(...args) {
    test.planned?.count();
    require('internal/assert/ok')(undefined, ok, args.length, args[0], args[1]);
  };
  const snapshots = () => require('internal/test_runner/snapshot').managerOf(test);
  result.snapshot = (actual, options) => {
    test.planned?.count();
    return snapshots().snapshot(test, actual, options);
  };
  result.fileSnapshot = (actual, path, options) => {
    test.planned?.count();
    return snapshots().fileSnapshot(actual, path, options);
  };
  for (const { 0: name, 1: fn } of custom) {
    result[name] = (...args) => {
      test.planned?.count();
      return fn.apply(context, args);
    };
  }
  return result;
}

module.exports = { register, makeAssert };

// SPDX-License-Identifier: MIT
// node:test: tests, suites, hooks, mocks, snapshots, and run().
'use strict';

const { test, suite, before, after, beforeEach, afterEach, getTestContext } = require('internal/test_runner/harness');

/** @param {object} [options] @returns {TestsStream} */
function run(options = undefined) {
  return require('internal/test_runner/runner').run(options);
}

module.exports = test;
Object.assign(module.exports, {
  after,
  afterEach,
  before,
  beforeEach,
  describe: suite,
  getTestContext,
  it: test,
  run,
  suite,
  test,
});

let mock;
let snapshot;
let assert;
Object.defineProperties(module.exports, {
  __proto__: null,
  mock: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      mock ??= new (require('internal/test_runner/mock/mock').MockTracker)();
      return mock;
    },
  },
  snapshot: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const { setDefaultSnapshotSerializers, setResolveSnapshotPath } = require('internal/test_runner/snapshot');
      return snapshot ??= { __proto__: null, setDefaultSnapshotSerializers, setResolveSnapshotPath };
    },
  },
  assert: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const { register } = require('internal/test_runner/assert');
      return assert ??= { __proto__: null, register };
    },
  },
});

// SPDX-License-Identifier: MIT
// `t` and `s`: what the functions of tests and suites get.
'use strict';

const { validateFunction, validateNumber, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util');

/** Where the caller's caller is: { line, column, file }. */
function callerLocation() {
  const { getTestLocation } = require('internal/test_runner/harness');
  return getTestLocation();
}

class TestContext {
  #test;
  #assert;

  constructor(test) {
    this.#test = test;
  }

  get signal() {
    return this.#test.signal;
  }

  get name() {
    return this.#test.name;
  }

  get fullName() {
    return this.#test.fullName;
  }

  get filePath() {
    return this.#test.loc?.entryFile ?? this.#test.root.entryFile ?? this.#test.loc?.file;
  }

  get error() {
    return this.#test.error;
  }

  get passed() {
    return this.#test.passed;
  }

  /** Its tags and those of what is around it. */
  get tags() {
    return this.#test.tags;
  }

  get attempt() {
    return this.#test.harness.rerun?.attempt ?? 0;
  }

  get workerId() {
    return process.env.NODE_TEST_WORKER_ID ? +process.env.NODE_TEST_WORKER_ID : undefined;
  }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  /** Told at once, as an event of its own. */
  log(message, data) {
    this.#test.log(message, data);
  }

  plan(count, options = kEmptyObject) {
    this.#test.plan(count, options);
  }

  /** The functions of node:assert, which count for the plan; with those of assert.register(). */
  get assert() {
    if (this.#assert === undefined) {
      this.#assert = require('internal/test_runner/assert').makeAssert(this, this.#test);
    }
    return this.#assert;
  }

  get mock() {
    const { MockTracker } = require('internal/test_runner/mock/mock');
    return this.#test.mockTracker ??= new MockTracker();
  }

  runOnly(value) {
    this.#test.runOnlySubtests = !!value;
  }

  skip(message) {
    this.#test.skipped = true;
    this.#test.message = message === undefined ? this.#test.message : `${message}`;
  }

  todo(message) {
    this.#test.todo = true;
    this.#test.message = message === undefined ? this.#test.message : `${message}`;
  }

  test(name, options, fn) {
    const { Test } = require('internal/test_runner/test');
    const overrides = { __proto__: null, loc: callerLocation() };
    this.#test.planned?.count();
    const subtest = this.#test.createSubtest(Test, name, options, fn, overrides);
    return subtest.start();
  }

  before(fn, options) {
    this.#test.createHook('before', fn, options, callerLocation());
  }

  after(fn, options) {
    this.#test.createHook('after', fn, options, callerLocation());
  }

  beforeEach(fn, options) {
    this.#test.createHook('beforeEach', fn, options, callerLocation());
  }

  afterEach(fn, options) {
    this.#test.createHook('afterEach', fn, options, callerLocation());
  }

  /** Calls condition() until it does not throw. */
  waitFor(condition, options = kEmptyObject) {
    validateFunction(condition, 'condition');
    validateObject(options, 'options');
    const { interval = 50, timeout = 1000 } = options;
    validateNumber(interval, 'options.interval', 0, 2 ** 31 - 1);
    validateNumber(timeout, 'options.timeout', 0, 2 ** 31 - 1);
    const { promise, resolve, reject } = Promise.withResolvers();
    let cause;
    let hasCause = false;
    let poller;
    let over = false;
    const limit = setTimeout(() => {
      over = true;
      clearTimeout(poller);
      const error = new Error('waitFor() timed out');
      if (hasCause) error.cause = cause;
      reject(error);
    }, timeout);
    const poll = async () => {
      try {
        const result = await condition();
        over = true;
        clearTimeout(limit);
        resolve(result);
      } catch (error) {
        cause = error;
        hasCause = true;
        if (!over) poller = setTimeout(poll, interval);
      }
    };
    poll();
    return promise;
  }
}

class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get signal() {
    return this.#suite.signal;
  }

  get name() {
    return this.#suite.name;
  }

  get fullName() {
    return this.#suite.fullName;
  }

  get filePath() {
    return this.#suite.loc?.entryFile ?? this.#suite.root.entryFile ?? this.#suite.loc?.file;
  }

  get passed() {
    return this.#suite.passed;
  }

  get attempt() {
    return this.#suite.harness.rerun?.attempt ?? 0;
  }

  diagnostic(message) {
    this.#suite.diagnostic(message);
  }

  log(message, data) {
    this.#suite.log(message, data);
  }
}

module.exports = { TestContext, SuiteContext };

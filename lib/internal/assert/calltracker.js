// SPDX-License-Identifier: MIT
'use strict';

// assert.CallTracker (deprecated): counts the calls of wrapped functions.

const { codes } = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { validateUint32 } = require('internal/validators');

const noop = () => {};

class Tracked {
  #expected;
  #calls = [];

  constructor(expected, name, stack) {
    this.#expected = expected;
    this.name = name;
    this.stack = stack;
  }

  record(thisArg, args) {
    this.#calls.push(Object.freeze({ thisArg, arguments: Object.freeze(args.slice()) }));
  }

  reset() { this.#calls = []; }
  calls() { return Object.freeze(this.#calls.slice()); }

  report() {
    const { length } = this.#calls;
    if (length === this.#expected) return undefined;
    return {
      message: `Expected the ${this.name} function to be executed ${this.#expected} time(s) but was executed ` +
        `${length} time(s).`,
      actual: length,
      expected: this.#expected,
      operator: this.name,
      stack: this.stack,
    };
  }
}

class CallTracker {
  #tracked = new Map();

  #of(fn) {
    const tracked = this.#tracked.get(fn);
    if (tracked === undefined) throw new codes.ERR_INVALID_ARG_VALUE('tracked', fn, 'is not a tracked function');
    return tracked;
  }

  reset(tracked) {
    if (tracked !== undefined) this.#of(tracked).reset();
    else for (const each of this.#tracked.values()) each.reset();
  }

  getCalls(tracked) { return this.#of(tracked).calls(); }

  calls(fn, expected = 1) {
    if (process._exiting) throw new codes.ERR_UNAVAILABLE_DURING_EXIT();
    if (typeof fn === 'number') {
      expected = fn;
      fn = noop;
    } else if (fn === undefined) {
      fn = noop;
    }
    validateUint32(expected, 'expected', true);
    const record = new Tracked(expected, fn.name || 'calls', new Error());
    const tracked = new Proxy(fn, {
      __proto__: null,
      apply(target, thisArg, args) {
        record.record(thisArg, args);
        return Reflect.apply(target, thisArg, args);
      },
    });
    this.#tracked.set(tracked, record);
    return tracked;
  }

  report() {
    return [...this.#tracked.values()].map((record) => record.report()).filter((each) => each !== undefined);
  }

  verify() {
    const errors = this.report();
    if (errors.length === 0) return;
    const message = errors.length === 1 ? errors[0].message : 'Functions were not called the expected number of times';
    throw new AssertionError({ message, details: errors });
  }
}

module.exports = { CallTracker };

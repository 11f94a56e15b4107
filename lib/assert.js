// SPDX-License-Identifier: MIT
'use strict';

// require('assert'): checks that throw AssertionError. The functions are methods of the class Assert,
// too, whose instances carry options; as plain functions they take the defaults.

const {
  ObjectAssign,
  ObjectDefineProperty,
  ObjectIs,
  ObjectKeys,
  ObjectPrototypeIsPrototypeOf,
  ReflectApply,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  Symbol,
} = primordials;

const { codes } = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const innerOk = require('internal/assert/ok');
const { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual } = require('internal/util/comparisons');
const { inspect } = require('internal/util/inspect');
const { isPromise, isRegExp } = require('internal/util/types');
const { compact } = require('internal/boot/lazy');
const { deprecate, isError } = require('internal/util');
const { validateBoolean, validateFunction, validateOneOf } = require('internal/validators');

const kOptions = Symbol('options');

/** Throws for a check that failed. `self`: the Assert instance, or whatever `this` was. */
function innerFail(self, options) {
  if (options.message instanceof Error) throw options.message;
  const own = self?.[kOptions];
  if (own !== undefined) options.diff = own.diff;
  throw new AssertionError(options);
}

function missTwo() {
  throw new codes.ERR_MISSING_ARGS('actual', 'expected');
}

function ok(...args) {
  if (args[0]) return;
  innerOk(undefined, ok, args.length, args[0], args[1]);
}

let warnedOfFail = false;

const methods = {
  ok: function ok(...args) {
    if (args[0]) return;
    innerOk(this?.[kOptions]?.diff, methods.ok, args.length, args[0], args[1]);
  },

  /** Always throws. @param {string|Error} [message] */
  fail(message, expected, legacyMessage, legacyOperator, stackStartFn) {
    const count = arguments.length;
    if (count < 2 && message instanceof Error) throw message;
    const options = { operator: 'fail', stackStartFn: stackStartFn ?? methods.fail };
    if (count < 2) {
      options.message = message ?? 'Failed';
    } else {
      // Deprecated: fail(actual, expected, message, operator, stackStartFn)
      if (!warnedOfFail) {
        warnedOfFail = true;
        process.emitWarning('assert.fail() with more than one argument is deprecated. Please use ' +
          'assert.strictEqual() instead or only pass a message.', 'DeprecationWarning', 'DEP0094');
      }
      if (legacyMessage instanceof Error) throw legacyMessage;
      options.actual = message;
      options.expected = expected;
      options.message = legacyMessage;
      if (count === 2) options.operator = '!=';
      else if (legacyOperator !== undefined) options.operator = legacyOperator;
    }
    const own = this?.[kOptions];
    if (own !== undefined) options.diff = own.diff;
    const error = new AssertionError(options);
    if (count < 2 && message == null) error.generatedMessage = true;
    throw error;
  },

  equal: function equal(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    // eslint-disable-next-line eqeqeq
    if (actual != expected && (actual === actual || expected === expected)) { // eslint-disable-line no-self-compare
      innerFail(this, { actual, expected, message, operator: '==', stackStartFn: equal });
    }
  },

  notEqual: function notEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    // eslint-disable-next-line eqeqeq
    if (actual == expected || (actual !== actual && expected !== expected)) { // eslint-disable-line no-self-compare
      innerFail(this, { actual, expected, message, operator: '!=', stackStartFn: notEqual });
    }
  },

  deepEqual: function deepEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    if (!isDeepEqual(actual, expected)) {
      innerFail(this, { actual, expected, message, operator: 'deepEqual', stackStartFn: deepEqual });
    }
  },

  notDeepEqual: function notDeepEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    if (isDeepEqual(actual, expected)) {
      innerFail(this, { actual, expected, message, operator: 'notDeepEqual', stackStartFn: notDeepEqual });
    }
  },

  deepStrictEqual: function deepStrictEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    if (!isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
      innerFail(this, { actual, expected, message, operator: 'deepStrictEqual', stackStartFn: deepStrictEqual });
    }
  },

  notDeepStrictEqual: function notDeepStrictEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    if (isDeepStrictEqual(actual, expected, this?.[kOptions]?.skipPrototype)) {
      innerFail(this, { actual, expected, message, operator: 'notDeepStrictEqual', stackStartFn: notDeepStrictEqual });
    }
  },

  strictEqual: function strictEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    if (!ObjectIs(actual, expected)) {
      innerFail(this, { actual, expected, message, operator: 'strictEqual', stackStartFn: strictEqual });
    }
  },

  notStrictEqual: function notStrictEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    if (ObjectIs(actual, expected)) {
      innerFail(this, { actual, expected, message, operator: 'notStrictEqual', stackStartFn: notStrictEqual });
    }
  },

  /** Checks that `expected` is a part of `actual`. */
  partialDeepStrictEqual: function partialDeepStrictEqual(actual, expected, message) {
    if (arguments.length < 2) missTwo();
    if (!isPartialStrictEqual(actual, expected)) {
      innerFail(this, {
        actual, expected, message, operator: 'partialDeepStrictEqual', stackStartFn: partialDeepStrictEqual,
      });
    }
  },

  /** @param {Function} fn @param {RegExp|Function|object|Error} [error] @param {string|Error} [message] */
  throws: function throws(fn, ...args) {
    expectsError(this, throws, getActual(fn), ...args);
  },

  rejects: async function rejects(promiseFn, ...args) {
    expectsError(this, rejects, await waitForActual(promiseFn), ...args);
  },

  doesNotThrow: function doesNotThrow(fn, ...args) {
    expectsNoError(this, doesNotThrow, getActual(fn), ...args);
  },

  doesNotReject: async function doesNotReject(fn, ...args) {
    expectsNoError(this, doesNotReject, await waitForActual(fn), ...args);
  },

  ifError: function ifError(err) {
    if (err !== null && err !== undefined) failOfError(this, ifError, err);
  },

  match: function match(string, regexp, message) {
    internalMatch(this, string, regexp, message, match);
  },

  doesNotMatch: function doesNotMatch(string, regexp, message) {
    internalMatch(this, string, regexp, message, doesNotMatch);
  },
};

/** ifError(): the new error shows both stacks. */
function failOfError(self, fn, err) {
  let message = 'ifError got unwanted exception: ';
  if (typeof err === 'object' && typeof err.message === 'string') {
    message += err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  } else {
    message += inspect(err);
  }
  const error = new AssertionError({
    actual: err, expected: null, operator: 'ifError', message, stackStartFn: fn,
    diff: self?.[kOptions]?.diff ?? 'simple',
  });
  error.generatedMessage = false;
  const original = err.stack;
  if (typeof original === 'string') {
    const start = StringPrototypeIndexOf(original, '\n    at');
    if (start !== -1) {
      const frames = StringPrototypeSplit(StringPrototypeSlice(original, start + 1), '\n');
      let own = StringPrototypeSplit(error.stack, '\n');
      for (let i = 0; i < frames.length; i++) {
        // From the first frame that both have on, the original's are enough.
        const position = own.indexOf(frames[i]);
        if (position !== -1) {
          own = own.slice(0, position);
          break;
        }
      }
      error.stack = `${own.join('\n')}\n${frames.join('\n')}`;
    }
  }
  throw error;
}

// throws() and rejects()

const kNoException = Symbol('no exception');

function getActual(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNoException;
}

function isPromiseLike(value) {
  return isPromise(value) || (value !== null && typeof value === 'object' &&
    typeof value.then === 'function' && typeof value.catch === 'function');
}

async function waitForActual(promiseFn) {
  let promise;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromiseLike(promise)) {
      throw new codes.ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
    }
  } else if (isPromiseLike(promiseFn)) {
    promise = promiseFn;
  } else {
    throw new codes.ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNoException;
}

/** Holds the compared properties of an error, so that messages show just them. */
class Comparison {
  constructor(object, keys, actual) {
    for (const key of keys) {
      if (!(key in object)) continue;
      // A text that matches is shown as it is, not as the pattern.
      if (actual !== undefined && typeof actual[key] === 'string' && isRegExp(object[key]) &&
          RegExpPrototypeExec(object[key], actual[key]) !== null) {
        this[key] = actual[key];
      } else {
        this[key] = object[key];
      }
    }
  }
}

function compareKey(self, actual, expected, key, message, keys, fn) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (!message) {
    const left = new Comparison(actual, keys);
    const right = new Comparison(expected, keys, actual);
    const error = new AssertionError({
      actual: left, expected: right, operator: 'deepStrictEqual', stackStartFn: fn,
      diff: self?.[kOptions]?.diff ?? 'simple',
    });
    error.actual = actual;
    error.expected = expected;
    error.operator = fn.name;
    throw error;
  }
  innerFail(self, { actual, expected, message, operator: fn.name, stackStartFn: fn });
}

function expectedObject(self, actual, expected, message, fn) {
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn,
      diff: self?.[kOptions]?.diff ?? 'simple',
    });
    error.operator = fn.name;
    throw error;
  }
  const keys = ObjectKeys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) throw new codes.ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  for (const key of keys) {
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) &&
        RegExpPrototypeExec(expected[key], actual[key]) !== null) continue;
    compareKey(self, actual, expected, key, message, keys, fn);
  }
}

function expectedException(self, actual, expected, message, fn) {
  let generated = false;
  let throwIt = false;
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) {
      const text = String(actual);
      if (RegExpPrototypeExec(expected, text) !== null) return;
      if (!message) {
        generated = true;
        message = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
      }
      throwIt = true;
    } else {
      expectedObject(self, actual, expected, message, fn);
      return;
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) {
    return;
  } else if (ObjectPrototypeIsPrototypeOf(Error, expected)) {
    if (!message) {
      generated = true;
      message = `The error is expected to be an instance of "${expected.name}". Received `;
      message += isError(actual) ? describeError(actual, expected) : `"${inspect(actual, { depth: -1 })}"`;
    }
    throwIt = true;
  } else {
    const result = ReflectApply(expected, {}, [actual]);
    if (result === true) return;
    if (!message) {
      generated = true;
      const name = expected.name ? `"${expected.name}" ` : '';
      message = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
      if (isError(actual)) message += `\n\nCaught error:\n\n${actual}`;
    }
    throwIt = true;
  }
  if (!throwIt) return;
  if (message instanceof Error) throw message;
  const error = new AssertionError({
    actual, expected, message, operator: fn.name, stackStartFn: fn, diff: self?.[kOptions]?.diff ?? 'simple',
  });
  error.generatedMessage = generated;
  throw error;
}

function describeError(actual, expected) {
  const name = actual.constructor?.name ?? actual.name;
  const what = name === expected.name ? 'an error with identical name but a different prototype.' : `"${name}"`;
  return `${what}\n\nError message:\n\n${actual.message}`;
}

function expectsError(self, fn, actual, error, message) {
  if (typeof error === 'string') {
    if (arguments.length > 4) {
      throw new codes.ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
    }
    const text = typeof actual === 'object' && actual !== null ? actual.message : actual;
    if (text === error && actual !== kNoException) {
      const what = typeof actual === 'object' ? `The error message "${text}"` : `The error "${actual}"`;
      throw new codes.ERR_AMBIGUOUS_ARGUMENT('error/message', `${what} is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new codes.ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
  }
  if (actual === kNoException) {
    const name = error?.name ? ` (${error.name})` : '';
    const kind = fn === methods.rejects ? 'rejection' : 'exception';
    innerFail(self, {
      actual: undefined,
      expected: error,
      operator: fn.name,
      message: message instanceof Error ? message : `Missing expected ${kind}${name}${message ? `: ${message}` : '.'}`,
      stackStartFn: fn,
    });
  }
  if (error) expectedException(self, actual, error, message, fn);
}

function matches(actual, expected) {
  if (typeof expected !== 'function') {
    if (!isRegExp(expected)) throw new codes.ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
    return RegExpPrototypeExec(expected, String(actual)) !== null;
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (ObjectPrototypeIsPrototypeOf(Error, expected)) return false;
  return ReflectApply(expected, {}, [actual]) === true;
}

function expectsNoError(self, fn, actual, error, message) {
  if (actual === kNoException) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (!error || matches(actual, error)) {
    const kind = fn === methods.doesNotReject ? 'rejection' : 'exception';
    innerFail(self, {
      actual,
      expected: error,
      operator: fn.name,
      message: `Got unwanted ${kind}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`,
      stackStartFn: fn,
    });
  }
  throw actual;
}

function internalMatch(self, string, regexp, message, fn) {
  if (!isRegExp(regexp)) throw new codes.ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  const wanted = fn === methods.match;
  if (typeof string === 'string' && (RegExpPrototypeExec(regexp, string) !== null) === wanted) return;
  if (message instanceof Error) throw message;
  const generated = !message;
  message ||= typeof string !== 'string' ?
    `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})` :
    (wanted ? 'The input did not match the regular expression ' :
      'The input was expected to not match the regular expression ') +
      `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  const error = new AssertionError({
    actual: string, expected: regexp, message, operator: fn.name, stackStartFn: fn,
    diff: self?.[kOptions]?.diff ?? 'simple',
  });
  error.generatedMessage = generated;
  throw error;
}

/**
 * A set of assertion functions with options of its own.
 * @param {{diff?: 'simple'|'full', strict?: boolean, skipPrototype?: boolean}} [options]
 */
function Assert(options) {
  if (!new.target) throw new codes.ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  options = ObjectAssign({ __proto__: null, strict: true, skipPrototype: false }, options);
  if (options.diff !== undefined) validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  validateBoolean(options.strict, 'options.strict');
  validateBoolean(options.skipPrototype, 'options.skipPrototype');
  this.AssertionError = AssertionError;
  ObjectDefineProperty(this, kOptions, {
    __proto__: null,
    value: { diff: options.diff ?? 'simple', skipPrototype: options.skipPrototype },
    enumerable: false,
  });
  if (options.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}
for (const name of ['fail', 'ok', 'equal', 'notEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual',
                    'notDeepStrictEqual', 'strictEqual', 'notStrictEqual', 'partialDeepStrictEqual', 'throws',
                    'rejects', 'doesNotThrow', 'doesNotReject', 'ifError', 'match', 'doesNotMatch']) {
  Assert.prototype[name] = methods[name];
}

function strict(...args) {
  if (args[0]) return;
  innerOk(undefined, strict, args.length, args[0], args[1]);
}

/** assert() itself: assert.ok(). */
const assert = ok;
assert.AssertionError = AssertionError;
assert.CallTracker = deprecate(require('internal/assert/calltracker').CallTracker,
  'assert.CallTracker is deprecated.', 'DEP0173');
ObjectAssign(assert, {
  ok,
  fail: methods.fail,
  equal: methods.equal,
  notEqual: methods.notEqual,
  deepEqual: methods.deepEqual,
  notDeepEqual: methods.notDeepEqual,
  deepStrictEqual: methods.deepStrictEqual,
  notDeepStrictEqual: methods.notDeepStrictEqual,
  strictEqual: methods.strictEqual,
  notStrictEqual: methods.notStrictEqual,
  partialDeepStrictEqual: methods.partialDeepStrictEqual,
  match: methods.match,
  doesNotMatch: methods.doesNotMatch,
  throws: methods.throws,
  rejects: methods.rejects,
  doesNotThrow: methods.doesNotThrow,
  doesNotReject: methods.doesNotReject,
  ifError: methods.ifError,
});
assert.strict = ObjectAssign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.Assert = assert.Assert = Assert;
assert.strict.strict = assert.strict;
compact(assert); // what ObjectAssign() has filled is a hash table
compact(strict);
module.exports = assert;

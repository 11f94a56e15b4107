// SPDX-License-Identifier: MIT
'use strict';
// Messages that say nothing are as good as none where an error was not the expected one; arguments that are none, and what validators throw.
const assert = require('assert');

const boom = () => { throw new Error('boom'); };
const message = (fn) => { try { fn(); } catch (error) { assert.strictEqual(error.code, 'ERR_ASSERTION'); return error.message; } return assert.fail(); };
for (const nothing of [undefined, null, false, 0, '']) {
  assert.match(message(() => assert.throws(boom, () => {}, nothing)), /^The validation function is expected to return "true"\. Received undefined/);
  assert.match(message(() => assert.throws(boom, /zz/, nothing)), /^The input did not match the regular expression \/zz\/\. Input:/);
  assert.match(message(() => assert.throws(boom, { message: 'zz' }, nothing)), /^Expected values to be strictly deep-equal/);
  assert.match(message(() => assert.throws(boom, RangeError, nothing)), /^The error is expected to be an instance of "RangeError"/);
  assert.strictEqual(message(() => assert.throws(() => {}, undefined, nothing)), 'Missing expected exception.');
}
for (const text of ['why', 5, true]) assert.strictEqual(message(() => assert.throws(boom, /zz/, text)), String(text));

const type = (name) => ({ code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`^The "${name}" (argument|property)`) });
for (const fn of [undefined, null, 'x', {}, 5]) {
  assert.throws(() => assert.throws(fn, 5), type('fn'));
  assert.throws(() => assert.doesNotThrow(fn, 5), type('fn'));
  assert.rejects(() => assert.rejects(fn === undefined ? 5 : fn, 5), type('promiseFn'));
}
for (const expected of [5, true, Symbol('s'), 1n]) assert.throws(() => assert.throws(boom, expected), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => assert.throws(boom, {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => assert.throws(boom, 'boom'), { code: 'ERR_AMBIGUOUS_ARGUMENT' });
assert.throws(() => assert.throws(boom, () => { throw new TypeError('validator'); }), { name: 'TypeError', message: 'validator' });
assert.throws(() => assert.throws(boom, { get message() { throw new Error('getter'); } }), { message: 'getter' });
assert.throws(() => assert.match('x', 'x'), type('regexp'));
for (const value of [5, null, {}, undefined]) assert.strictEqual(message(() => assert.match(value, /x/)).startsWith('The "string" argument must be of type string.'), true);
assert.throws(() => new assert.AssertionError(), type('options'));
assert.throws(() => new assert.AssertionError(null), type('options'));

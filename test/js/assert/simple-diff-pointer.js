// SPDX-License-Identifier: MIT
// Two values of one line each: a pointer below them shows where they begin to differ, whatever they are.
'use strict';
const assert = require('node:assert');

function message(actual, expected) {
  try {
    assert.strictEqual(actual, expected);
  } catch (error) {
    return error.message.split('\n').slice(4, 6);
  }
}
assert.deepStrictEqual(message(123456789012, 123456780000), ['- 123456780000', ' '.repeat(10) + '^']);
assert.deepStrictEqual(message(Symbol('aaaaaa'), Symbol('aaaaab')), ['- Symbol(aaaaab)', ' '.repeat(14) + '^']);
// Not at the first three characters, not when the first is the beginning of the second.
assert.deepStrictEqual(message(true, 'truetruetrue'), ['- \'truetruetrue\'', '']);
assert.deepStrictEqual(message(123456, 123456789012), ['- 123456789012', '']);
assert.deepStrictEqual(message(123456789012, 123456), ['- 123456', ' '.repeat(8) + '^']);
// Both lines together fill a terminal at most.
const fill = (length) => [`${'a'.repeat(length - 3)}b`, `${'a'.repeat(length - 3)}c`];
assert.strictEqual(message(...fill(40))[1], `${' '.repeat(40)}^`);
assert.strictEqual(message(...fill(41))[1], '');

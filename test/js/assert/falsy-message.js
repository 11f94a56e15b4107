// SPDX-License-Identifier: MIT
// Messages that are false say nothing: the generated one is shown.
'use strict';
const assert = require('assert');

const message = (fn) => {
  try {
    fn();
  } catch (error) {
    return error.message;
  }
};
for (const nothing of ['', 0, NaN, null, undefined, false]) {
  assert.match(message(() => assert.strictEqual(1, 2, nothing)), /^Expected values to be strictly equal:\n\n1 !== 2\n$/);
}
assert.strictEqual(message(() => assert.strictEqual(1, 2, 'own')), 'own\n\n1 !== 2\n');
assert.strictEqual(message(() => assert.fail(null)), 'Failed');
assert.throws(() => assert.strictEqual(1, 2, Symbol('s')), { name: 'TypeError' });
// A function and an object are no two references of a kind.
assert.match(message(() => assert.strictEqual(() => {}, {})), /^Expected values to be strictly equal:/);
assert.match(message(() => assert.strictEqual({}, { a: 1 })), /^Expected "actual" to be reference-equal/);

// SPDX-License-Identifier: MIT
// Messages of AssertionError.
'use strict';
const assert = require('node:assert');
const message = (fn) => {
  try {
    fn();
  } catch (error) {
    return error.message;
  }
};
assert.strictEqual(message(() => assert.strictEqual(1, 2)), 'Expected values to be strictly equal:\n\n1 !== 2\n');
assert.strictEqual(message(() => assert.deepStrictEqual({ a: 1, b: 2 }, { a: 1, b: 3 })),
  'Expected values to be strictly deep-equal:\n+ actual - expected\n\n  {\n    a: 1,\n+   b: 2\n-   b: 3\n  }\n');
assert.strictEqual(message(() => assert.strictEqual({ a: 1 }, { a: 1 })),
  'Values have same structure but are not reference-equal:\n\n{\n  a: 1\n}\n');
assert.strictEqual(message(() => assert(false)),
  'The expression evaluated to a falsy value:\n\n  assert(false)\n');
assert.strictEqual(message(() => assert.throws(() => {}, TypeError)), 'Missing expected exception (TypeError).');
assert.strictEqual(message(() => assert.equal(1, 2)), '1 == 2');

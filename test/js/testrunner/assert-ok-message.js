// t.assert.ok() quotes its call; getTestContext() is the running test's.
'use strict';
const assert = require('node:assert');
const { test, suite, getTestContext } = require('node:test');

assert.strictEqual(getTestContext(), undefined);
test('message', (t) => {
  assert.throws(() => t.assert.ok(1 === 2), /t\.assert\.ok\(1 === 2\)/);
  assert.throws(() => t.assert.ok(), /No value argument passed/);
  assert.strictEqual(getTestContext(), t);
});
suite('s', (s) => {
  assert.strictEqual(getTestContext(), s);
});

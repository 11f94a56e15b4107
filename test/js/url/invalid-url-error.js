// SPDX-License-Identifier: MIT
// The error of new URL(): its properties, and a stack that begins without the code.
'use strict';
const assert = require('node:assert');

function thrown(make) {
  try {
    make();
  } catch (error) {
    return error;
  }
}
const error = thrown(() => new URL('x', 'nope'));
assert.strictEqual(error.stack.split('\n')[0], 'TypeError: Invalid URL');
assert.deepStrictEqual(Object.entries(error), [['code', 'ERR_INVALID_URL'], ['input', 'x'], ['base', 'nope']]);
assert.deepStrictEqual(Object.entries(thrown(() => new URL('x'))), [['code', 'ERR_INVALID_URL'], ['input', 'x']]);
assert.strictEqual(thrown(() => { new URL('http://a/').href = 'y'; }).input, 'y');

// SPDX-License-Identifier: MIT
// MODULE_NOT_FOUND carries the stack of requires.
'use strict';

const assert = require('node:assert');

assert.throws(() => require('./nowhere'), (error) => {
  assert.strictEqual(error.code, 'MODULE_NOT_FOUND');
  assert.deepStrictEqual(error.requireStack, [__filename]);
  assert.strictEqual(error.message, `Cannot find module './nowhere'\nRequire stack:\n- ${__filename}`);
  return true;
});

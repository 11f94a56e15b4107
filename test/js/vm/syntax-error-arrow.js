// SPDX-License-Identifier: MIT
// A SyntaxError of vm.Script shows file, line and caret in its stack.
'use strict';

const assert = require('node:assert');
const vm = require('node:vm');

assert.throws(() => new vm.Script('let a b', { filename: 'x.js', lineOffset: 4 }), (error) => {
  assert.match(error.stack, /^x\.js:5\nlet a b\n {6}\^\n\nSyntaxError: Unexpected identifier 'b'/);
  return true;
});

// SPDX-License-Identifier: MIT
// vm.measureMemory() tells of WebAssembly's memory, too.
// flags: --no-warnings
'use strict';

const assert = require('node:assert');
const { measureMemory } = require('node:vm');

measureMemory({ execution: 'eager' }).then((result) => {
  assert.deepStrictEqual(Object.keys(result), ['total', 'WebAssembly']);
  assert.deepStrictEqual(Object.keys(result.WebAssembly), ['code', 'metadata']);
  assert.ok(result.WebAssembly.metadata >= 0);
});
measureMemory({ execution: 'eager', mode: 'detailed' }).then((result) => {
  assert.deepStrictEqual(Object.keys(result), ['total', 'WebAssembly', 'current', 'other']);
});

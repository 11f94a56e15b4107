// SPDX-License-Identifier: MIT
// The trace of a deprecated module's warning reaches the line that has asked for the module.
'use strict';

const assert = require('node:assert');

const warnings = [];
process.on('warning', (warning) => warnings.push(warning));
for (const id of ['punycode', 'sys', '_stream_wrap']) require(id);
assert.strictEqual(Error.stackTraceLimit, 10);
process.nextTick(() => {
  assert.deepStrictEqual(warnings.map(({ code }) => code), ['DEP0040', 'DEP0025', 'DEP0125']);
  for (const { stack, code } of warnings) assert.ok(stack.includes(__filename), `${code}: ${stack}`);
});

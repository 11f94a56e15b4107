// SPDX-License-Identifier: MIT
'use strict';
// module._compile() of what is no text is an error, not the end of the process.
const assert = require('node:assert');
const { Module } = require('node:module');

const error = { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' };
for (const bad of [undefined, null, 5, Buffer.from('1'), {}]) {
  assert.throws(() => new Module('a')._compile(bad, '/a.js'), error);
  assert.throws(() => new Module('a')._compile('1', bad), error);
}
const mod = new Module('a');
mod._compile('module.exports = 7', '/a.js');
assert.strictEqual(mod.exports, 7);

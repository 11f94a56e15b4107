// SPDX-License-Identifier: MIT
// A module that is required again while it runs warns about exports that are not there yet.
'use strict';

const assert = require('node:assert');
const { mkdtempSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { tmpdir } = require('node:os');

const dir = mkdtempSync(join(tmpdir(), 'eddy-'));
writeFileSync(join(dir, 'a.js'), 'exports.first = 1; require("./b"); exports.second = 2;');
writeFileSync(join(dir, 'b.js'), 'const a = require("./a"); exports.first = a.first; exports.missing = a.second;');
const warnings = [];
process.on('warning', (warning) => warnings.push(warning.message));
require(join(dir, 'a.js'));
const b = require(join(dir, 'b.js'));
assert.strictEqual(b.first, 1);
assert.strictEqual(b.missing, undefined);
process.on('exit', () => {
  assert.deepStrictEqual(warnings, ["Accessing non-existent property 'second' of module exports inside circular dependency"]);
});

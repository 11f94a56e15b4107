// SPDX-License-Identifier: MIT
// require() of an ES module gives its namespace; with top-level await it throws.
'use strict';

const assert = require('node:assert');
const { mkdtempSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const dir = mkdtempSync(join(require('node:os').tmpdir(), 'eddy-'));
writeFileSync(join(dir, 'a.mjs'), 'export const x = 1; export default 2;');
writeFileSync(join(dir, 'b.mjs'), 'await null; export const x = 1;');
writeFileSync(join(dir, 'c.mjs'), 'export { f as "module.exports" }; function f() { return 3; }');
const a = require(join(dir, 'a.mjs'));
assert.deepStrictEqual([a.x, a.default, a.__esModule], [1, 2, true]);
assert.throws(() => require(join(dir, 'b.mjs')), { code: 'ERR_REQUIRE_ASYNC_MODULE' });
assert.strictEqual(require(join(dir, 'c.mjs'))(), 3);

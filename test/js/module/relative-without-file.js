// SPDX-License-Identifier: MIT
// A relative request without a file around it (-e, the REPL) is looked up in the working directory, not in node_modules.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

assert.deepStrictEqual(Module._resolveLookupPaths('./x', null), ['.']);
assert.ok(!Object.keys(Module).includes('_readPackage'));

const dir = fs.mkdtempSync(path.join(process.env.NODE_TEST_DIR ?? require('node:os').tmpdir(), 'relative-'));
fs.mkdirSync(path.join(dir, 'node_modules/zed'), { recursive: true });
fs.writeFileSync(path.join(dir, 'node_modules/zed/index.js'), 'module.exports = "package"');
fs.writeFileSync(path.join(dir, 'own.js'), 'module.exports = "own"');
const code = 'let r; try { r = require("./zed"); } catch (error) { r = error.code; } [require("zed"), require("./own"), r].join()';
assert.strictEqual(spawnSync(process.execPath, ['-p', code], { cwd: dir, encoding: 'utf8' }).stdout, 'package,own,MODULE_NOT_FOUND\n');
fs.rmSync(dir, { recursive: true });

// SPDX-License-Identifier: MIT
// An exception in an 'uncaughtException' handler is printed, and the process ends with 7.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = 'process.on("uncaughtException", () => { throw new Error("second"); }); throw new Error("first");';
const child = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
assert.strictEqual(child.status, 7);
assert.match(child.stderr, /Error: second\n {4}at process/);

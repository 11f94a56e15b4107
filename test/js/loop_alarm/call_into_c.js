// SPDX-License-Identifier: MIT
// A synchronous call that blocks is told when it returns, with its callers on the stack.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const program = 'setTimeout(function waits() { require("child_process").execSync("sleep 0.3"); }, 1)';
const { status, stderr } = spawnSync(process.execPath, ['--loop-alarm=100', '-e', program], { encoding: 'utf8' });
assert.strictEqual(status, 0);
assert.match(stderr, /Event loop blocked for \d+ ms by:\n    at spawnSync .*\n(    at .*\n)*    at waits /);

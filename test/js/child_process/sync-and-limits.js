// SPDX-License-Identifier: MIT
// spawnSync: output, input, time-out, maxBuffer, and a program that is not there.
'use strict';
const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');

assert.strictEqual(execFileSync('cat', { input: 'hello', encoding: 'utf8' }), 'hello');
assert.strictEqual(spawnSync('sh', ['-c', 'exit 3']).status, 3);
assert.strictEqual(spawnSync('sleep', ['10'], { timeout: 50 }).error.code, 'ETIMEDOUT');
assert.strictEqual(spawnSync('yes', { maxBuffer: 1000 }).error.code, 'ENOBUFS');
assert.strictEqual(spawnSync('/no/such/program').error.code, 'ENOENT');

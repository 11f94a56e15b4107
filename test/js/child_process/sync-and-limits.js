// SPDX-License-Identifier: MIT
// spawnSync: output, input, time-out, maxBuffer, a program or folder that is not there; the shape of the result.
'use strict';
const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');

assert.strictEqual(execFileSync('cat', { input: 'hello', encoding: 'utf8' }), 'hello');
assert.strictEqual(spawnSync('sh', ['-c', 'exit 3']).status, 3);
assert.strictEqual(spawnSync('sleep', ['10'], { timeout: 50 }).error.code, 'ETIMEDOUT');
assert.strictEqual(spawnSync('yes', { maxBuffer: 1000 }).error.code, 'ENOBUFS');
assert.strictEqual(spawnSync('/no/such/program').error.code, 'ENOENT');
assert.strictEqual(spawnSync('true', { cwd: '' }).error.code, 'ENOENT');

// maxBuffer is for all pipes together.
const two = ['-c', 'printf 12345678; printf abcdefgh >&2; exec sleep 1000'];
assert.strictEqual(spawnSync('sh', two, { maxBuffer: 10 }).error.code, 'ENOBUFS');
assert.strictEqual(spawnSync('sh', two, { maxBuffer: 15, timeout: 60_000 }).error.code, 'ENOBUFS');

assert.deepStrictEqual(Object.keys(spawnSync('true')), ['status', 'signal', 'output', 'pid', 'stdout', 'stderr']);
const { error, ...rest } = spawnSync('/no/such/program');
assert.deepStrictEqual(rest, { status: null, signal: null, output: null, pid: 0, stdout: undefined, stderr: undefined });

// SPDX-License-Identifier: MIT
// The working directory of a synchronous child may be a Buffer.
'use strict';

const assert = require('node:assert');
const { execFileSync, spawnSync } = require('node:child_process');

assert.strictEqual(execFileSync('pwd', { cwd: Buffer.from('/'), encoding: 'utf8' }), '/\n');
assert.strictEqual(spawnSync('pwd', { cwd: Buffer.from('/no/such/directory') }).error.code, 'ENOENT');

// SPDX-License-Identifier: MIT
// A top-level await that never settles ends the process with 13 and says where.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = 'process.on("exit", (c) => console.log(c));\nawait new Promise(() => {});';
const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
assert.strictEqual(child.status, 13);
assert.strictEqual(child.stdout, '13\n');
assert.match(child.stderr, /Warning: Detected unsettled top-level await at.*:2\nawait new Promise/);

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { spawnSync } = require('child_process');

// module.parent warns with --pending-deprecation, once.
const run = (flags) => spawnSync(process.execPath, [...flags, '-e', 'module.parent; module.parent = 1;'], { encoding: 'utf8' }).stderr;
assert.strictEqual(run(['--pending-deprecation']).split('[DEP0144]').length, 2);
assert.strictEqual(run([]), '');

// SPDX-License-Identifier: MIT
// What is not there is refused with what to use instead; the log is not run as a program.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const { status, stderr } = spawnSync(process.execPath, ['--prof-process', 'isolate-v8.log'], { encoding: 'utf8' });
assert.strictEqual(status, 9);
assert.match(stderr, /: --prof-process is not in Eddy: --cpu-prof /);

// SPDX-License-Identifier: MIT
// process.abort() tells where it was called, natively and in JavaScript.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const { stderr } = spawnSync(process.execPath, ['-e', 'function outer() { process.abort(); }\nsetImmediate(() => outer())'], {
  encoding: 'utf8', env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0:handle_abort=0' },
});
assert.match(stderr, /^----- Native stack trace -----\n\n 1: 0x[0-9a-f]+ .*\n/);
assert.match(stderr, /\n\n----- JavaScript stack trace -----\n\n1: (abort \(node:.*\n2: )?outer \(\[eval\]:1:28\)\n\d: \[eval\]:2:20\n/);

// SPDX-License-Identifier: MIT
// --import runs before the REPL greets, and --frozen-intrinsics comes between the two.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const { stdout } = spawnSync(process.execPath, [
  '--no-warnings', '--frozen-intrinsics', '--import', 'data:text/javascript,console.log("imported",Object.isFrozen(Math))', '-i',
], { encoding: 'utf8', input: '`frozen ${Object.isFrozen(Math)}`\n' });
assert.match(stdout, /^imported false\nWelcome [^>]*> 'frozen true'\n/);

// SPDX-License-Identifier: MIT
// --trace-sync-io tells of calls that wait, once the main script is through.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = `
const fs = require('fs');
fs.existsSync('.');
fs.statSync('.');
setTimeout(function late() {
  fs.statSync('.');
  require('crypto').pbkdf2Sync('a', 'b', 1, 8, 'sha1');
  require('fs/promises').stat('.').then(() => fs.realpathSync.native('.'));
}, 2);`;
const { stderr, status } = spawnSync(process.execPath, ['--trace-sync-io', '-e', code], { encoding: 'utf8' });
assert.strictEqual(status, 0);
const told = stderr.split('\n\n').filter((part) => part !== '');
assert.strictEqual(told.length, 2, stderr);
assert.match(told[0], /^\(node:\d+\) WARNING: Detected use of sync API\n {4}at statSync \(node:fs\)\n {4}at .*late.* \(\[eval\]:6:6\)\n/);
assert.match(told[1], /\n {4}at pbkdf2Sync \(node:crypto\)\n/);

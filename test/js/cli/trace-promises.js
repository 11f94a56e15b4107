// SPDX-License-Identifier: MIT
// --trace-promises shows where promises are made, by which other one, and where they are settled.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const code = 'function make() { return Promise.resolve(1) }\nmake().then(() => {})';
const { stdout, stderr, status } = spawnSync(process.execPath, ['--trace-promises', '-e', code], { encoding: 'utf8' });
assert.strictEqual(status, 0);
assert.strictEqual(stdout, '');
const parts = stderr.split('\n\n').filter((part) => part.includes('[eval]') || part.includes('#1'));
assert.deepStrictEqual(parts.map((part) => part.split('\n')[0]), [
  '[--trace-promises] created promise #0',
  '[--trace-promises] resolved promise #0',
  '[--trace-promises] promise #0 created promise #1',
  '[--trace-promises] resolved promise #1',
]);
assert.match(parts[0], /\n {4}at make \(\[eval\]:1:\d+\)\n {4}at \[eval\]:2:1\n/);

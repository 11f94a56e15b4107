// SPDX-License-Identifier: MIT
// Nothing is told of a program's start and of waiting; wrong values are refused.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const run = (...args) => spawnSync(process.execPath, args, { encoding: 'utf8' });

const start = run('--loop-alarm=1500', '-e', 'for (const end = Date.now() + 1800; Date.now() < end;); setTimeout(() => {}, 1800)');
assert.deepStrictEqual([start.status, start.stderr], [0, '']);

for (const value of ['0', '-1', '1.5', 'soon']) {
  const { status, stderr } = run(`--loop-alarm=${value}`, '-e', '0');
  assert.strictEqual(status, 9);
  assert.match(stderr, /--loop-alarm takes milliseconds, 1 or more/);
}

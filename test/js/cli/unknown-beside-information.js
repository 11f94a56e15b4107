// SPDX-License-Identifier: MIT
// An option that nobody knows is refused, also beside one that only prints something.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

for (const args of [['--version', '--bogus'], ['--bogus', '-v'], ['--help', '--bogus'], ['--completion-bash', '--bogus']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.match(stderr, /: bad option: --bogus\n/);
  assert.deepStrictEqual([status, stdout], [9, '']);
}
const { status, stdout } = spawnSync(process.execPath, ['--version', '--stack-size=900'], { encoding: 'utf8' });
assert.deepStrictEqual([status, stdout], [0, `${process.version}\n`]);

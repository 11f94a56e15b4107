// SPDX-License-Identifier: MIT
// Unknown options end with 9; NODE_OPTIONS is read; execArgv repeats what was given.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(args, env = {}) {
  return spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ...env } });
}
const bad = run(['--no-such-option']);
assert.strictEqual(bad.status, 9);
assert.match(bad.stderr, /: bad option: --no-such-option/);
assert.strictEqual(run(['-p', 'typeof gc'], { NODE_OPTIONS: '--expose-gc' }).stdout, 'function\n');
assert.match(run(['-p', '1'], { NODE_OPTIONS: '--eval' }).stderr, /--eval is not allowed in NODE_OPTIONS/);
assert.strictEqual(run(['--title=a', '--no-warnings', '-p', 'process.execArgv.join()']).stdout,
                   '--title=a,--no-warnings,-p,process.execArgv.join()\n');

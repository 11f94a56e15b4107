// SPDX-License-Identifier: MIT
// Options that are refused say why, and end with 9.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function refused(args, pattern, NODE_OPTIONS = '') {
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS } });
  assert.match(stderr, pattern);
  assert.strictEqual(stdout, '');
  assert.strictEqual(status, 9);
}
refused(['--debug', '-p', '1'], /: \[DEP0062\]: `node --debug` and `node --debug-brk` are invalid\. Please use `node --inspect`/);
refused(['--debug-brk', '-p', '1'], /: \[DEP0062\]: /);
refused(['--experimental-stream-iter', '-p', '1'], /: --experimental-stream-iter is not in Eddy: stream\/iter came after Node\.js /);
refused(['--experimental-package-map=x', '-p', '1'], /: --experimental-package-map is not in Eddy: package maps came after /);
refused(['--use-largepages=much', '-p', '1'], /: invalid value for --use-largepages\n$/);
refused(['-e=1'], /: bad option: -e=1\n/);
refused(['-p=1'], /: bad option: -p=1\n/);
refused(['-p', '1'], /: --run= is not allowed in NODE_OPTIONS\n$/, '--run=x');
refused(['-i', '--input-type=module'], /^Cannot specify --input-type for REPL\n$/);

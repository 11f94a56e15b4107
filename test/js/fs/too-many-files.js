// SPDX-License-Identifier: MIT
'use strict';
// EMFILE is an error, not a crash, and goes away when descriptors are closed.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');

if (process.argv[2] === 'child') {
  const fds = [];
  try {
    for (;;) fds.push(fs.openSync('/dev/null'));
  } catch (error) {
    assert.strictEqual(error.code, 'EMFILE');
  }
  assert.throws(() => fs.readFileSync(__filename), { code: 'EMFILE' });
  assert.throws(() => fs.readdirSync('/'), { code: 'EMFILE' });
  fs.closeSync(fds.pop());
  assert.ok(fs.readFileSync(__filename, 'utf8').includes('EMFILE'));
} else {
  const run = spawnSync('sh', ['-c', `ulimit -n 64; exec "${process.execPath}" "${__filename}" child`], { encoding: 'utf8' });
  assert.strictEqual(run.stderr, '');
  assert.strictEqual(run.status, 0);
}

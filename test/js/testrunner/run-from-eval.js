// SPDX-License-Identifier: MIT
// run() in a program of -e: its files do not run that program again.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { test } = require('node:test');

if (process.env.RUN_FROM_EVAL === undefined) {
  const code = `if (process.env.NODE_TEST_CONTEXT) process.exit(1);
    require('node:test').run({ files: [${JSON.stringify(__filename)}] }).on('test:pass', ({ name }) => console.log(name)); 0`;
  const env = { ...process.env, RUN_FROM_EVAL: '1' };
  for (const args of [['-e', code], ['-p', '-e', code], ['--print', code]]) {
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
    assert.match(stdout, /^of the file$/m);
  }
} else {
  test('of the file', () => {});
}

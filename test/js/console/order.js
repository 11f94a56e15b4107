// SPDX-License-Identifier: MIT
// Lines keep their order when a program begins to use process.stdout half-way.
'use strict';
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');

if (process.argv[2] === 'child') {
  console.log('one');
  process.stdout.write('two\n');
  console.log('three %d', 3);
  process.stdout.write = (text) => { throw new Error(`intercepted ${text}`); };
  console.log('swallowed');
} else {
  const output = execFileSync(process.execPath, [__filename, 'child'], { encoding: 'utf8' });
  assert.strictEqual(output, 'one\ntwo\nthree 3\n');
}

// SPDX-License-Identifier: MIT
// process.exit() right after a large write to a pipe: everything arrives.
'use strict';
const assert = require('node:assert');
const { execFile } = require('node:child_process');

const code = "process.stdout.write('x'.repeat(1 << 20)); process.stdout.write('end'); process.exit(0)";
execFile(process.execPath, ['-e', code], { maxBuffer: Infinity }, (err, stdout) => {
  assert.ifError(err);
  assert.strictEqual(stdout.length, (1 << 20) + 3);
  assert.ok(stdout.endsWith('end'));
});

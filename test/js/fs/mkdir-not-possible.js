// SPDX-License-Identifier: MIT
// mkdir with `recursive` where directories are missing but cannot be made (/proc): an error, not an endless climb.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');

for (const path of ['/proc/x', '/proc/x/y', '/proc/x/y/z', '/proc/self/x/y']) {
  assert.throws(() => fs.mkdirSync(path, { recursive: true }), { code: 'ENOENT', syscall: 'mkdir', path });
  const failed = path.replace(/x\/.*/, 'x'); // asynchronously: which one could not be made
  assert.rejects(fs.promises.mkdir(path, { recursive: true }), { code: 'ENOENT', path: failed }).then(() => left--);
  fs.mkdir(path, { recursive: true }, (error) => {
    assert.strictEqual(error.path, failed);
    left--;
  });
}
let left = 8;
process.on('exit', () => assert.strictEqual(left, 0));

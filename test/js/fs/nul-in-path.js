// SPDX-License-Identifier: MIT
'use strict';
// A NUL in a path is refused before the system would see a shorter path.
const assert = require('assert');
const fs = require('fs');

const bad = { code: 'ERR_INVALID_ARG_VALUE', name: 'TypeError' };
for (const path of ['/etc\0/passwd', Buffer.from('/etc\0'), new URL('file:///etc%00')]) {
  assert.throws(() => fs.openSync(path), bad);
  assert.throws(() => fs.stat(path, () => {}), bad);
  assert.rejects(fs.promises.stat(path), bad);
  assert.strictEqual(fs.existsSync(path), false);
}
for (let i = 0; i < 20000; i++) assert.strictEqual(fs.existsSync('/etc\0'), false); // optimised, too

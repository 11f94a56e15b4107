// SPDX-License-Identifier: MIT
'use strict';
// Jobs that queue the next one when they are done do not keep timers and files from their turn.
const assert = require('assert');
const crypto = require('crypto');
const fs = require('fs');

let jobs = 0, over = false;
const seen = [];
function again(error) {
  assert.ifError(error);
  jobs++;
  if (!over) crypto.randomBytes(8, again);
}
for (let i = 0; i < 8; i++) again(null);
setTimeout(() => {
  seen.push('timer');
  fs.stat(__filename, () => {
    seen.push('file');
    over = true;
  });
}, 1);
process.on('exit', () => {
  assert.deepStrictEqual(seen, ['timer', 'file']);
  assert.ok(jobs >= 8);
});

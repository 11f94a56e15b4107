// SPDX-License-Identifier: MIT
// An exception in one timer or immediate does not lose those behind it.
'use strict';
const assert = require('node:assert');

const seen = [];
let caught = 0;
process.on('uncaughtException', () => caught++);
for (const i of [1, 2, 3]) {
  setTimeout(() => { seen.push(i); if (i === 2) throw new Error('x'); }, 1);
  setImmediate(() => { seen.push(`i${i}`); if (i === 1) throw new Error('y'); });
}
process.on('exit', () => {
  assert.strictEqual(caught, 2);
  assert.strictEqual(seen.length, 6);
});

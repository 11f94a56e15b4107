// SPDX-License-Identifier: MIT
// An immediate that clears all that follow it ends the queue; the loop goes on.
'use strict';
const assert = require('node:assert');

let ran = 0;
setImmediate(() => {
  ran++;
  clearImmediate(second);
  clearImmediate(third);
});
const second = setImmediate(() => assert.fail('cleared'));
const third = setImmediate(() => assert.fail('cleared'));
process.on('exit', () => assert.strictEqual(ran, 1));

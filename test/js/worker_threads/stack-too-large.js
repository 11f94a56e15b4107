// SPDX-License-Identifier: MIT
// A stack larger than there can be: the worker fails, the process goes on.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

let left = 0;
for (const stackSizeMb of [2 ** 31, 2 ** 44, 2 ** 53, 1e300, Number.MAX_VALUE, Infinity]) {
  const worker = new Worker('', { eval: true, resourceLimits: { stackSizeMb } });
  left++;
  worker.on('error', (error) => {
    assert.strictEqual(error.code, 'ERR_WORKER_INIT_FAILED', `${stackSizeMb}`);
    left--;
  });
}
process.on('exit', () => assert.strictEqual(left, 0));

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

// A busy worker, one that waits, and one that has not started yet: terminate() ends all of them.
for (const [code, wait] of [['for (;;);', true], ['setInterval(() => {}, 1e6)', true], ['for (;;);', false]]) {
  const worker = new Worker(code, { eval: true });
  const stop = () => worker.terminate().then((exitCode) => assert.strictEqual(exitCode, wait ? 1 : 0));
  if (wait) worker.on('online', stop);
  else stop();
}

// SPDX-License-Identifier: MIT
// A worker with --inspect-brk of its own waits for a debugger: its program does not run, and it can be ended all the same.
'use strict';
const assert = require('assert');
const { Worker } = require('worker_threads');

for (const flag of ['--inspect-brk', '--inspect-brk=0', '--inspect-wait']) {
  const worker = new Worker('require("worker_threads").parentPort.postMessage("ran")', { eval: true, execArgv: [flag] });
  worker.on('message', assert.fail);
  worker.on('online', () => worker.terminate().then((code) => assert.strictEqual(code, 1)));
}

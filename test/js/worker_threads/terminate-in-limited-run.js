// SPDX-License-Identifier: MIT
// A run with a time limit (vm's `timeout`) that is over swallows neither the end of its thread nor the limit of a run
// around it, when both come at the same time.
'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const vm = require('node:vm');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

// Both limits are over when this comes back.
globalThis.block = () => execFileSync('sleep', ['0.2']);
globalThis.again = () => {
  for (;;) {
    try {
      vm.runInThisContext('block()', { timeout: 1 });
    } catch (error) {
      assert.strictEqual(error.code, 'ERR_SCRIPT_EXECUTION_TIMEOUT');
    }
  }
};

if (isMainThread) {
  assert.throws(() => vm.runInThisContext('again()', { timeout: 20 }), { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' });
  let ended = 0;
  const worker = new Worker(__filename);
  worker.on('message', () => worker.terminate());
  worker.on('exit', () => ended++);
  process.on('exit', () => assert.strictEqual(ended, 1));
} else {
  parentPort.postMessage('starts');
  globalThis.again();
}

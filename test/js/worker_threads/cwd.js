// SPDX-License-Identifier: MIT
// process.cwd() in a worker, and in its own worker, follows the main thread's chdir().
'use strict';
const assert = require('node:assert');
const path = require('node:path');
const { isMainThread, parentPort, Worker, workerData } = require('node:worker_threads');

process.cwd();
if (isMainThread) {
  const worker = new Worker(__filename, { workerData: 'outer' });
  const folders = [__dirname, path.dirname(__dirname), '/'];
  let at = 0;
  const next = () => {
    process.chdir(folders[at]);
    worker.postMessage(0);
  };
  worker.on('message', (both) => {
    assert.deepStrictEqual(both, [folders[at], folders[at]]);
    if (++at < folders.length) next();
    else worker.terminate();
  });
  next();
  process.on('exit', () => assert.strictEqual(at, folders.length));
} else if (workerData === 'outer') {
  const inner = new Worker(__filename, { workerData: 'inner' });
  parentPort.on('message', () => inner.postMessage(0));
  inner.on('message', (theirs) => parentPort.postMessage([process.cwd(), theirs]));
} else {
  parentPort.on('message', () => parentPort.postMessage(process.cwd()));
}

// SPDX-License-Identifier: MIT
'use strict';
// Workers may end, and be ended, while their jobs are queued, running or done.
const assert = require('assert');
const crypto = require('crypto');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

if (!isMainThread) {
  for (let i = 0; i < 30; i++) crypto.pbkdf2('password', 'salt', 2000, 8, 'sha256', () => {});
  crypto.randomBytes(8, () => {
    parentPort.postMessage('one');
    if (workerData === 'exit') process.exit(3);
    if (workerData === 'throw') throw new Error('thrown');
    if (workerData === 'terminate') setInterval(() => {}, 1e6); // until it is ended
  });
} else {
  const ended = (how) => new Promise((resolve) => {
    const worker = new Worker(__filename, { workerData: how });
    worker.on('error', (error) => assert.strictEqual(error.message, 'thrown'));
    worker.on('message', () => { if (how === 'terminate') worker.terminate(); });
    worker.on('exit', resolve);
  });
  Promise.all(['exit', 'throw', 'terminate', 'wait'].map(ended)).then((codes) => {
    assert.deepStrictEqual(codes, [3, 1, 1, 0]);
    crypto.pbkdf2('password', 'salt', 1, 8, 'sha256', (error) => {
      assert.ifError(error);
      process.exit();
    });
    for (let i = 0; i < 30; i++) crypto.pbkdf2('password', 'salt', 2000, 8, 'sha256', () => {});
  });
}

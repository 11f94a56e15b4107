// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { Worker, postMessageToThread } = require('node:worker_threads');

const worker = new Worker(`
  const { postMessageToThread } = require('worker_threads');
  process.on('workerMessage', (value, source) => {
    if (value === 'fail') throw new Error('no');
    postMessageToThread(source, value + 1);
  });
  setInterval(() => {}, 1e6);`, { eval: true });

const answer = new Promise((resolve) => process.once('workerMessage', (value) => resolve(value)));
(async () => {
  await postMessageToThread(worker.threadId, 41);
  assert.strictEqual(await answer, 42);
  await assert.rejects(postMessageToThread(worker.threadId, 'fail'), { code: 'ERR_WORKER_MESSAGING_ERRORED' });
  await assert.rejects(postMessageToThread(12345, 1), { code: 'ERR_WORKER_MESSAGING_FAILED' });
  await assert.rejects(postMessageToThread(0, 1), { code: 'ERR_WORKER_MESSAGING_SAME_THREAD' });
  await worker.terminate();
})();

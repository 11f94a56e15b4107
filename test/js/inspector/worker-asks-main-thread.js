// SPDX-License-Identifier: MIT
// connectToMainThread() when the main thread has never loaded the inspector: its workers are told of, and answers come in
// a microtask, also to a worker whose loop does not turn.
'use strict';
const assert = require('assert');
const { Worker, isMainThread, parentPort } = require('worker_threads');

if (isMainThread) {
  let answer;
  const worker = new Worker(__filename), id = worker.threadId;
  worker.on('message', (message) => { answer = message; });
  worker.on('exit', () => assert.deepStrictEqual(answer, { workers: [`${id}`], value: 42 }));
} else {
  const { Session } = require('inspector');
  const session = new Session();
  const workers = [];
  let value;
  session.connectToMainThread();
  session.on('NodeWorker.attachedToWorker', ({ params }) => workers.push(params.workerInfo.workerId));
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  session.post('Runtime.evaluate', { expression: '6 * 7' }, (error, { result }) => { value = result.value; });
  (async () => {
    while (value === undefined) await null;
    parentPort.postMessage({ workers, value });
    session.disconnect();
  })();
}

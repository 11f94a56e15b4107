// SPDX-License-Identifier: MIT
// NodeWorker: a worker that waits for its debugger is evaluated in and let go; connectToMainThread the other way.
'use strict';
const assert = require('assert');
const { Session } = require('inspector');
const { Worker, isMainThread, parentPort } = require('worker_threads');

if (!isMainThread) {
  const session = new Session();
  session.connectToMainThread();
  const alive = setInterval(() => {}, 1000);
  globalThis.secret = 'of the worker';
  session.post('Runtime.evaluate', { expression: 'secret' }, (error, { result }) => {
    parentPort.postMessage(result.value);
    session.disconnect();
    clearInterval(alive);
  });
  return;
}

globalThis.secret = 'of the main thread';
const session = new Session();
session.connect();
let attached = 0, detached = 0;
session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
  attached++;
  const send = (id, method, params) => session.post('NodeWorker.sendMessageToWorker', {
    sessionId, message: JSON.stringify({ id, method, params }),
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
    const message = JSON.parse(params.message);
    if (message.id !== 1) return;
    assert.strictEqual(message.result.result.value, 2);
    send(2, 'Runtime.runIfWaitingForDebugger');
  });
  send(1, 'Runtime.evaluate', { expression: '1 + 1' });
});
session.on('NodeWorker.detachedFromWorker', () => {
  detached++;
  session.disconnect();
});
session.post('NodeWorker.enable', { waitForDebuggerOnStart: true }, () => {
  new Worker(__filename).on('message', (value) => assert.strictEqual(value, 'of the main thread'));
});
process.on('exit', () => assert.deepStrictEqual([attached, detached], [1, 1]));

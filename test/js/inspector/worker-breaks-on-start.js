// SPDX-License-Identifier: MIT
// NodeWorker.enable with waitForDebuggerOnStart: the worker, let go, pauses at its program's first statement.
'use strict';
const assert = require('assert');
const { Session } = require('inspector');
const { Worker, isMainThread } = require('worker_threads');

if (!isMainThread) return;

const session = new Session();
session.connect();
let paused, sessionId;
const send = (id, method) => session.post('NodeWorker.sendMessageToWorker', {
  sessionId, message: JSON.stringify({ id, method }),
});
session.on('NodeWorker.attachedToWorker', ({ params }) => {
  sessionId = params.sessionId;
  send(1, 'Debugger.enable');
  send(2, 'Runtime.runIfWaitingForDebugger');
});
session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
  const message = JSON.parse(params.message);
  if (message.method !== 'Debugger.paused') return;
  assert.strictEqual(paused, undefined);
  paused = message.params;
  send(3, 'Debugger.resume');
});
session.on('NodeWorker.detachedFromWorker', () => session.disconnect());
session.post('NodeWorker.enable', { waitForDebuggerOnStart: true }, () => {
  new Worker(__filename).on('exit', (code) => assert.strictEqual(code, 0));
});
process.on('exit', () => {
  assert.strictEqual(paused.reason, 'Break on start');
  assert.strictEqual(paused.callFrames[0].location.lineNumber, 3);
});

// SPDX-License-Identifier: MIT
// NodeWorker.enable with waitForDebuggerOnStart: a worker whose program is a text runs to its end when let go, with the debugger on.
'use strict';
const assert = require('assert');
const { Session } = require('inspector');
const { Worker } = require('worker_threads');

const session = new Session();
session.connect();
let exited = false;
session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
  for (const [i, method] of ['Debugger.enable', 'Runtime.runIfWaitingForDebugger'].entries()) {
    session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id: i + 1, method }) });
  }
});
session.on('NodeWorker.detachedFromWorker', () => session.disconnect());
session.post('NodeWorker.enable', { waitForDebuggerOnStart: true }, () => {
  new Worker('1', { eval: true }).on('exit', (code) => {
    assert.strictEqual(code, 0);
    exited = true;
  });
});
process.on('exit', () => assert.ok(exited));

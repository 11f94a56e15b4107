// SPDX-License-Identifier: MIT
// Threads that post at the same time, to a thread that sleeps, works and sleeps again: nothing is lost, and what
// one of them sends stays in order.
'use strict';
const assert = require('node:assert');
const { Worker, MessageChannel } = require('node:worker_threads');

const SENDERS = 4, EACH = 2000;
const code = `
  const { parentPort, workerData: { port, each } } = require('node:worker_threads');
  let sent = 0;
  function burst() {
    for (let n = 1 + sent % 7; n > 0 && sent < each; n--) port.postMessage(sent++);
    if (sent < each) setImmediate(burst);
    else port.close();
  }
  burst();`;

for (let i = 0; i < SENDERS; i++) {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(code, { eval: true, workerData: { port: port2, each: EACH }, transferList: [port2] });
  let next = 0, closed = false;
  port1.on('message', (value) => {
    assert.strictEqual(value, next++);
    if (value % 500 === 0) for (const end = performance.now() + 3; performance.now() < end;);
  });
  port1.on('close', () => {
    closed = true;
    assert.strictEqual(next, EACH);
  });
  worker.on('exit', (exitCode) => assert.strictEqual(exitCode, 0));
  process.on('exit', () => assert.ok(closed));
}

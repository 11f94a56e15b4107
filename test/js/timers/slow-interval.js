// SPDX-License-Identifier: MIT
// Timers that become due while others run wait for the loop: an interval whose function takes longer than its period
// keeps neither immediates nor messages waiting.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

function busy(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const order = [];
let rounds = 0;
const interval = setInterval(() => {
  order.push('interval');
  setImmediate(() => order.push('immediate'));
  busy(8);
  if (++rounds === 3) clearInterval(interval);
}, 4);
process.on('exit', () => {
  assert.deepStrictEqual(order, ['interval', 'immediate', 'interval', 'immediate', 'interval', 'immediate']);
});

// A worker in the same state hears what it is told.
const worker = new Worker(`const { parentPort } = require('node:worker_threads');
  const interval = setInterval(() => { const end = performance.now() + 8; while (performance.now() < end); }, 4);
  parentPort.postMessage('started');
  parentPort.on('message', () => { clearInterval(interval); parentPort.close(); });`, { eval: true });
worker.once('message', () => worker.postMessage('stop'));

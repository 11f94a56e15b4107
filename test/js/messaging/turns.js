// SPDX-License-Identifier: MIT
// Messages come in the loop's polling phase: before the immediates of the turn, and ports that talk to each
// other for ever leave timers and immediates their turns.
'use strict';
const assert = require('node:assert');
const { MessageChannel } = require('node:worker_threads');

const order = [];
const first = new MessageChannel();
first.port2.once('message', () => {
  order.push('message');
  first.port1.close();
});
first.port1.postMessage(0);
setImmediate(() => order.push('immediate'));

const { port1, port2 } = new MessageChannel();
let hops = 0, immediates = 0;
port1.on('message', (value) => { hops++; port1.postMessage(value); });
port2.on('message', (value) => { hops++; port2.postMessage(value); });
port1.postMessage(1);
port2.postMessage(2);
setImmediate(function again() {
  if (++immediates < 100) setImmediate(again);
});
const wait = setInterval(() => {
  if (immediates < 100 || hops < 1000) return;
  clearInterval(wait);
  port1.close();
}, 1);

process.on('exit', () => {
  assert.deepStrictEqual(order, ['message', 'immediate']);
  assert.strictEqual(immediates, 100);
});

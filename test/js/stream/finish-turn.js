// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable, Transform, Writable } = require('stream');

// 'finish' comes a tick after 'prefinish', also when the last write was finished later.
function orderOf(write) {
  const order = [];
  const w = new Writable({ write });
  w.on('prefinish', () => {
    order.push('prefinish');
    process.nextTick(() => order.push('tick'));
  });
  w.on('finish', () => order.push('finish'));
  w.end('x');
  return order;
}
const orders = [
  orderOf((chunk, encoding, callback) => callback()),
  orderOf((chunk, encoding, callback) => process.nextTick(callback)),
  orderOf((chunk, encoding, callback) => setImmediate(callback)),
];

// After end() a transform takes what is left without waiting for its reader.
const t = new Transform({
  readableHighWaterMark: 1,
  transform(chunk, encoding, callback) { setImmediate(callback, null, chunk); },
});
t.push('abc');
t.end('d');
let finished = false;
t.on('finish', () => { finished = true; });

// Whoever takes all listeners away with removeAllListeners() does not stop the flow.
const r = new Readable({ read() {} });
r.on('data', () => {});
r.removeAllListeners();

process.on('exit', () => {
  for (const order of orders) assert.deepStrictEqual(order, ['prefinish', 'tick', 'finish']);
  assert.strictEqual(finished, true);
  assert.strictEqual(r.readableFlowing, true);
});

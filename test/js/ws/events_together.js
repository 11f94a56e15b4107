// SPDX-License-Identifier: MIT
// The messages of one read are one event: ticks run after all of them; with allowSynchronousEvents false after each.
'use strict';
const assert = require('assert');
const { WebSocketServer } = require('eddy:ws');
const { exchange, frame } = require('./fixtures/peer');

function events(allowSynchronousEvents) {
  return new Promise((resolve) => {
    const order = [];
    const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', allowSynchronousEvents }, () => {
      const frames = [frame(1, 'a'), frame(9, 'p'), frame(1, 'b'), frame(8, Buffer.from([3, 232]))];
      exchange(wss.address().port, frames).then(() => {
        wss.close();
        resolve(order.join(' '));
      });
    });
    const note = (name) => {
      order.push(name);
      process.nextTick(() => order.push(`tick-${name}`));
      Promise.resolve().then(() => order.push(`job-${name}`));
    };
    wss.on('connection', (ws) => ws.on('message', (data) => note(`${data}`)).on('ping', () => note('ping')));
  });
}

(async () => {
  const together = 'a ping b tick-a tick-ping tick-b job-a job-ping job-b';
  assert.strictEqual(await events(undefined), together);
  assert.strictEqual(await events(true), together);
  assert.strictEqual(await events(false), 'a tick-a job-a ping tick-ping job-ping b tick-b job-b');
})();

// SPDX-License-Identifier: MIT
// What one worker, or the primary, publishes reaches the sockets of all.
'use strict';
const assert = require('assert');
const cluster = require('cluster');
const WebSocket = require('eddy:ws');

if (cluster.isPrimary) {
  let ready = 0, received = 0;
  for (let i = 0; i < 2; i++) cluster.fork();
  cluster.on('message', (worker, message) => {
    if (message === 'ready' && ++ready === 2) {
      Object.values(cluster.workers)[0].send('publish');
      WebSocket.publish('news', 'from the primary');
    } else if (message !== 'ready') {
      assert.deepStrictEqual(message.sort(), ['from a worker', 'from the primary', 'é']);
      if (++received === 2) for (const id of Object.keys(cluster.workers)) cluster.workers[id].kill();
    }
  });
} else {
  const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1' });
  process.on('message', () => {
    wss.publish('news', 'from a worker');
    wss.publish('news', Buffer.from('é'), { binary: true });
  });
  wss.on('connection', (ws) => ws.subscribe('news'));
  wss.on('listening', () => {
    const got = [];
    const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
    // The two workers share no port here: each client sees its own worker or the other one, both subscribe.
    ws.on('open', () => process.send('ready'));
    ws.on('message', (data) => {
      if (got.push(data.toString()) === 3) process.send(got);
    });
  });
}

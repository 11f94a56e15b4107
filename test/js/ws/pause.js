// SPDX-License-Identifier: MIT
// pause() holds back even messages that have been read already; resume() delivers them in order.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

const wss = new WebSocket.Server({ port: 0 }, () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.on('open', () => {
    for (let i = 0; i < 50; i++) ws.send(`${i}`);
    ws.close();
  });
});
wss.on('connection', (ws) => {
  const got = [];
  ws.on('message', (data) => {
    assert.ok(!ws.isPaused);
    got.push(+data);
    if (got.length % 10 !== 0) return;
    ws.pause();
    setImmediate(() => ws.resume());
  });
  ws.on('close', () => {
    assert.deepStrictEqual(got, [...Array(50).keys()]);
    wss.close();
  });
});

// SPDX-License-Identifier: MIT
// A client may subscribe before it is open, and change its mind; what is published then goes out as its message.
'use strict';
const assert = require('assert');
const WebSocket = require('eddy:ws');

const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1' }, () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.subscribe('a');
  ws.subscribe('b');
  ws.unsubscribe('b');
  assert.ok(ws.isSubscribed('a') && !ws.isSubscribed('b'));
  assert.strictEqual(WebSocket.publish('a', 'early'), 0);
  ws.on('open', () => {
    assert.ok(ws.isSubscribed('a') && !ws.isSubscribed('b'));
    assert.strictEqual(WebSocket.publish('a', 'masked'), 1);
    assert.strictEqual(WebSocket.publish('b', 'nobody'), 0);
    ws.close();
    assert.strictEqual(WebSocket.publish('a', 'late'), 0);
  });
});
wss.on('connection', (ws) => {
  const got = [];
  ws.on('message', (data) => got.push(`${data}`));
  ws.on('close', () => {
    assert.deepStrictEqual(got, ['masked']);
    ws.subscribe('a');
    assert.ok(!ws.isSubscribed('a'));
    wss.close();
  });
});

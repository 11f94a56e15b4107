// SPDX-License-Identifier: MIT
// A peer that does not read must not fill our memory: it is dropped when more than maxQueuedBytes wait for it.
'use strict';
const assert = require('assert');
const net = require('net');
const WebSocket = require('eddy:ws');

const wss = new WebSocket.Server({ port: 0, host: '127.0.0.1', maxQueuedBytes: 1_000_000 }, () => {
  const socket = net.connect(wss.address().port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n');
  socket.on('error', () => {});
  socket.pause();
});
wss.on('connection', (ws) => {
  const message = Buffer.alloc(100_000);
  let most = 0, failed = 0;
  ws.on('error', assert.fail);
  const timer = setInterval(() => {
    for (let i = 0; i < 10; i++) ws.send(message, (error) => { if (error) failed++; });
    if (ws.readyState === WebSocket.OPEN) most = Math.max(most, ws.bufferedAmount);
  }, 1);
  ws.on('close', (code, reason) => {
    clearInterval(timer);
    assert.strictEqual(code, 1006);
    assert.match(reason.toString(), /^more than 1000000 bytes are waiting/);
    assert.ok(most <= 1_000_000 + 2 * message.length, `${most}`);
    process.nextTick(() => {
      assert.ok(failed > 0);
      wss.close();
    });
  });
});

// SPDX-License-Identifier: MIT
// The names of the module, and the browser's way to listen.
import assert from 'node:assert';
import WebSocket, { WebSocketServer, createWebSocketStream } from 'eddy:ws';

const wss = new WebSocketServer({ port: 0 }, () => {
  const ws = new WebSocket(`ws://127.0.0.1:${wss.address().port}`);
  ws.binaryType = 'arraybuffer';
  const got = [];
  ws.onopen = (event) => got.push(event.type, event.target === ws);
  ws.addEventListener('message', (event) => got.push(event.data), { once: true });
  ws.onmessage = ({ data }) => {
    got.push(data);
    if (data instanceof ArrayBuffer) ws.close();
  };
  ws.onclose = ({ code, wasClean }) => {
    got.push(code, wasClean);
    assert.deepStrictEqual(got, ['open', true, 'first', 'first', new Uint8Array([7]).buffer, 1005, true]);
    wss.close();
  };
});
wss.on('connection', (ws) => {
  const duplex = createWebSocketStream(ws, { encoding: 'utf8' });
  duplex.on('error', assert.ifError).resume();
  ws.send('first');
  ws.send(new Uint8Array([7]));
});
assert.strictEqual(WebSocket.OPEN, 1);
assert.strictEqual(WebSocket.WebSocketServer, WebSocketServer);

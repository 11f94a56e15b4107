// SPDX-License-Identifier: MIT
// A wss: server and its client.
'use strict';
const assert = require('assert');
const https = require('https');
const WebSocket = require('eddy:ws');
const { cert, key } = require('../tls/fixtures/keys');

const server = https.createServer({ key, cert });
const wss = new WebSocket.Server({ server, perMessageDeflate: true });
const big = Buffer.alloc(300_000, 'b');
wss.on('connection', (ws, req) => {
  assert.ok(req.socket.encrypted);
  ws.on('message', (data, isBinary) => ws.send(data, { binary: isBinary }));
});
server.listen(0, () => {
  const ws = new WebSocket(`wss://localhost:${server.address().port}`, { rejectUnauthorized: false });
  const got = [];
  ws.on('open', () => {
    ws.send('one');
    ws.send(big);
    ws.ping('p');
  });
  ws.on('pong', (data) => {
    got.push(`pong ${data}`);
    ws.close(4000, 'done');
  });
  ws.on('message', (data, isBinary) => got.push(isBinary ? data.length : data.toString()));
  ws.on('close', (code, reason) => {
    assert.deepStrictEqual(got, ['one', 300_000, 'pong p']);
    assert.strictEqual(`${code} ${reason}`, '4000 done');
    server.close();
  });
});

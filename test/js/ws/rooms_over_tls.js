// SPDX-License-Identifier: MIT
// Topics over TLS: published in C like those of plain connections; frames that come in one record with the handshake, a peer
// that takes nothing, and the last words before the end.
'use strict';
const assert = require('assert');
const https = require('https');
const tls = require('tls');
const { once } = require('events');
const WebSocket = require('eddy:ws');
const { cert, key } = require('../tls/fixtures/keys');

const server = https.createServer({ key, cert }).listen(0);
const wss = new WebSocket.Server({ server, maxQueuedBytes: 1 << 20 });
const big = Buffer.alloc(100_000, 'b'), members = [];
const handshake = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';
wss.on('connection', (ws) => {
  members.push(ws);
  ws.subscribe('room');
  ws.on('message', (data) => {
    if (String(data) !== 'leave') return ws.publish('room', data);
    ws.send('last words');
    ws.terminate();
  });
});

(async () => {
  await once(server, 'listening');
  const { port } = server.address();
  const clients = Array.from({ length: 4 }, () => new WebSocket(`wss://localhost:${port}`, { rejectUnauthorized: false }));
  const got = clients.map(() => []);
  for (const [i, ws] of clients.entries()) ws.on('message', (data) => got[i].push(data.length > 100 ? data.length : String(data)));
  await Promise.all(clients.map((ws) => once(ws, 'open')));

  // Two frames with the handshake, in one record: both are heard, in order.
  const early = tls.connect({ port, rejectUnauthorized: false });
  early.write(Buffer.concat([Buffer.from(handshake), Buffer.from('81820000000068698182000000006f6b', 'hex')]));
  early.resume();
  await once(clients[3], 'message');
  while (got[3].length < 2) await once(clients[3], 'message');
  assert.deepStrictEqual(got[3], ['hi', 'ok']);

  // A member that reads nothing is cut off at its limit; the others get everything.
  early.pause();
  const slow = members[4], cut = once(slow, 'close');
  for (let n = 1; slow.readyState === WebSocket.OPEN; n++) {
    assert.ok(n < 1000);
    members[0].publish('room', big);
    await once(clients[1], 'message');
  }
  await cut;
  early.destroy();
  assert.ok(got[1].length > 3 && got[1].slice(2).every((item) => item === big.length));

  clients[2].send('leave');
  const [, reason] = await once(clients[2], 'close');
  assert.strictEqual(String(reason), '');
  assert.strictEqual(got[2].at(-1), 'last words');
  assert.strictEqual(members[0].publish('room', 'end'), 2);
  for (const i of [1, 3]) while (got[i].at(-1) !== 'end') await once(clients[i], 'message');
  for (const ws of clients) ws.close();
  server.close();
})();

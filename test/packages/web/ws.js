// ws: server and client, text, binary, ping, compression, close codes; noServer upgrade.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const { once } = require('node:events');
const { WebSocket, WebSocketServer } = require('ws');
const { listen } = require('../lib.js');

(async () => {
  const server = http.createServer((req, res) => res.end('plain'));
  const wss = new WebSocketServer({ noServer: true, perMessageDeflate: { threshold: 0 } });
  server.on('upgrade', (req, socket, head) =>
    wss.handleUpgrade(req, socket, head, (client) => wss.emit('connection', client, req)));
  wss.on('connection', (client) => client.on('message', (data, binary) => client.send(data, { binary })));
  const url = await listen(server);
  const client = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: true });
  await once(client, 'open');
  for (const text of ['hello', 'ä€😀'.repeat(1000), '']) {
    client.send(text);
    const [data, binary] = await once(client, 'message');
    assert.strictEqual(binary, false);
    assert.strictEqual(data.toString(), text);
  }
  const big = Buffer.alloc(1 << 20, 'abcdefg');
  client.send(big);
  assert.deepStrictEqual((await once(client, 'message'))[0], big);
  client.ping('beat');
  assert.strictEqual((await once(client, 'pong'))[0].toString(), 'beat');
  client.close(4001, 'done');
  const [code, reason] = await once(client, 'close');
  assert.strictEqual(code, 4001);
  assert.strictEqual(reason.toString(), 'done');
  server.close();
})();

// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: connections to a server that stays, answered and upgraded, plain and over TLS, that end or break off.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');
const { once } = require('node:events');
const WebSocket = require('eddy:ws');
const { noGrowth, noResidentGrowth } = require('../../fixtures/growth');
const { cert, key } = require('../tls/fixtures/keys');

const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const upgrade = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

async function main() {
  for (const [kind, server, connect] of [
    ['http', http.createServer(), (port) => net.connect(port, '127.0.0.1')],
    ['https', https.createServer({ cert, key }), (port) => tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false })],
  ]) {
    server.on('request', (request, response) => response.end('x'));
    const room = new WebSocket.Server({ server });
    room.on('connection', (ws) => {
      ws.subscribe('room');
      ws.on('error', () => {});
      ws.send('welcome');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const reset = kind === 'http' ? 'resetAndDestroy' : 'destroy';
    for (const [what, bytes, leave] of [['answered', get, 'end'], ['broken off', get, reset], ['upgraded', upgrade, 'end'],
                                        ['upgraded, broken off', upgrade, reset]]) {
      const visit = async () => {
        const client = connect(server.address().port);
        client.on('error', () => {});
        client.write(bytes);
        await once(client, 'data');
        client.resume()[leave]();
        if (!client.closed) await once(client, 'close');
      };
      await noGrowth(`${kind} ${what}`, visit, 40, 100_000);
      await noResidentGrowth(`${kind} ${what}`, visit, 100);
    }
    server.close();
  }
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

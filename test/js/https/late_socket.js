// SPDX-License-Identifier: MIT
// The socket of a request over TLS, asked for after the bytes have been read without one: what it knows, and that it works.
'use strict';
const assert = require('node:assert');
const https = require('node:https');
const tls = require('node:tls');
const { key, cert } = require('../tls/fixtures/keys');

let closed = 0;
process.on('exit', () => assert.strictEqual(closed, 2));
const server = https.createServer({ key, cert }, (req, res) => {
  if (req.url === '/untouched') return res.end('ok');
  const { socket } = req;
  assert.ok(socket instanceof tls.TLSSocket);
  assert.strictEqual(socket, res.socket);
  assert.strictEqual(socket.encrypted, true);
  assert.strictEqual(socket.secureConnecting, false);
  assert.strictEqual(socket.authorized, false);
  assert.strictEqual(socket.getProtocol(), 'TLSv1.3');
  assert.strictEqual(socket.servername, 'agent.example');
  assert.strictEqual(socket.alpnProtocol, 'http/1.1');
  assert.strictEqual(socket.remoteAddress, '127.0.0.1');
  assert.ok(socket.bytesRead > 0);
  assert.deepStrictEqual(socket.getPeerCertificate(), {});
  res.write('one ');
  socket.on('close', () => closed++);
  res.end('two');
});
server.listen(0, '127.0.0.1', async () => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, servername: 'agent.example',
                                  ALPNProtocols: ['http/1.1'] });
  const get = (path) => new Promise((resolve, reject) => {
    https.get({ port: server.address().port, host: '127.0.0.1', path, agent }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (d) => { text += d; }).on('end', () => resolve(text));
    }).on('error', reject);
  });
  assert.strictEqual(await get('/untouched'), 'ok');
  assert.strictEqual(await get('/'), 'one two');
  assert.strictEqual(await get('/untouched'), 'ok');
  assert.strictEqual(await get('/'), 'one two');
  server.getConnections((err, n) => {
    assert.strictEqual(n, 1);
    agent.destroy();
    server.close();
  });
});

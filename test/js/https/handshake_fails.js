// SPDX-License-Identifier: MIT
// A handshake that breaks: 'tlsClientError' with a socket for whoever listens; nothing is left behind in any case.
'use strict';
const assert = require('node:assert');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');
const { key, cert } = require('../tls/fixtures/keys');

const never = () => assert.fail('no request was sent');
const serve = () => new Promise((resolve) => {
  const server = https.createServer({ key, cert }, never).listen(0, () => resolve(server));
});
const closed = (server) => new Promise((resolve) => server.close(resolve));

// Sends bytes that are no ClientHello, or goes before the handshake is over.
const send = (server, bytes) => new Promise((resolve) => {
  const socket = net.connect(server.address().port, () => (bytes ? socket.write(bytes) : socket.end()));
  socket.on('error', () => {}).on('close', resolve).resume();
});

async function told(bytes, code) {
  const server = await serve();
  const seen = new Promise((resolve) => server.once('tlsClientError', (err, socket) => resolve([err, socket])));
  await send(server, bytes);
  const [err, socket] = await seen;
  assert.ok(socket instanceof tls.TLSSocket);
  assert.strictEqual(err.code, code);
  await closed(server);
}

async function clientError(bytes) {
  const server = await serve();
  const seen = new Promise((resolve) => server.once('clientError', (err, socket) => {
    socket.destroy();
    resolve(err);
  }));
  await send(server, bytes);
  assert.ok((await seen) instanceof Error);
  await closed(server);
}

async function nobodyListens(bytes) {
  const server = await serve();
  await send(server, bytes);
  await closed(server);
}

const http = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
(async () => {
  await told(http, 'ERR_SSL_HTTP_REQUEST');
  await told(null, 'ECONNRESET');
  await clientError(http);
  await clientError(null);
  await nobodyListens(http);
  await nobodyListens(null);
})();

// SPDX-License-Identifier: MIT
// Who sends a head, a body or nothing too slowly is answered 408 and let go.
'use strict';
const assert = require('assert');
const net = require('net');
const { serve } = require('./fixtures/raw');

async function drip(server, start, piece) {
  const socket = net.connect(server.address().port, '127.0.0.1').setEncoding('latin1').on('error', () => {});
  let text = '';
  socket.on('data', (chunk) => { text += chunk; });
  socket.write(start);
  const timer = setInterval(() => socket.write(piece), 10);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(timer);
  return text;
}

(async () => {
  const options = { headersTimeout: 80, requestTimeout: 160, keepAliveTimeout: 40, connectionsCheckingInterval: 20 };
  const server = await serve(options, (req, res) => { req.on('error', () => {}).resume().on('end', () => res.end('x')); });
  const late = /^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n\r\n$/;
  const results = await Promise.all([
    drip(server, 'GET / HTTP/1.1\r\nHost: a\r\n', 'X: y\r\n'),
    drip(server, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n', 'x'),
    drip(server, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\nx\r\n'),
    drip(server, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;', 'x'),
    drip(server, '\r\n', '\r\n'),
  ]);
  for (const text of results) assert.match(text, late);
  server.close();
})();

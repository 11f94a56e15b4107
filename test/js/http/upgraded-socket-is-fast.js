// Flags: --allow-natives-syntax
// SPDX-License-Identifier: MIT
// A socket that HTTP has given away is an ordinary object of the engine, not a dictionary: with thousands of WebSockets
// that is a kilobyte and a half for each, and a slow look-up for every property.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const server = http.createServer().on('upgrade', (req, socket) => {
  assert.ok(%HasFastProperties(socket));
  const got = [];
  socket.on('data', (chunk) => got.push(`${chunk}`));
  socket.addListener('end', () => {
    assert.deepStrictEqual(got.join(''), 'more');
    socket.end();
    server.close();
  });
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
}).listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: x\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
  client.once('data', () => client.end('more')).resume();
});

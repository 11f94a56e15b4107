// SPDX-License-Identifier: MIT
// A second connect() while the first is under way fails at once; the message names the local end, once.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const socket = net.connect(port, '127.0.0.1');
  socket.connect(port, '127.0.0.1');
  socket.on('error', (error) => {
    assert.match(error.message, /^connect E[A-Z]+ 127\.0\.0\.1:\d+ - Local \(127\.0\.0\.1:\d+\)$/);
    server.close();
  });
});

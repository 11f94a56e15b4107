// SPDX-License-Identifier: MIT
// What is written in one go, outside of the request's own read, arrives in one piece.
'use strict';
const assert = require('assert');
const net = require('net');
const { serve } = require('./fixtures/raw');

(async () => {
  const server = await serve({}, (req, res) => setImmediate(() => {
    res.write('a');
    res.write('b');
    res.end('c');
  }));
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  socket.once('data', (chunk) => {
    assert.match('' + chunk, /1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n$/);
    socket.destroy();
    server.close();
  });
})();

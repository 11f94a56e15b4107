// SPDX-License-Identifier: MIT
// 'clientError' of a request that the client's end has cut short: its socket is known to have ended.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const server = http.createServer();
server.on('clientError', (error, socket) => {
  assert.strictEqual(error.code, 'HPE_INVALID_EOF_STATE');
  assert.strictEqual(socket.readable, false);
  assert.strictEqual(socket.readableEnded, true);
  assert.strictEqual(socket.writable, true);
  socket.end('HTTP/1.1 400 Bad Request\r\n\r\n', () => server.close());
});
server.listen(0, () => net.connect(server.address().port).resume().end('GET / HTTP/1.1\r\nHost'));

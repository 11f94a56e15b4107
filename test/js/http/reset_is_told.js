// SPDX-License-Identifier: MIT
// A client that resets the connection after its request: 'clientError' says so, also when it is the write of the
// answer that finds out, whether or not somebody has looked at the socket.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { once } = require('events');

const body = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n';

(async () => {
  for (const look of [false, true]) {
    const server = http.createServer((req, res) => {
      if (look) req.socket.setTimeout(0);
      req.on('error', () => {});
      res.flushHeaders();
    }).listen(0);
    await once(server, 'listening');
    const socket = net.connect(server.address().port);
    await once(socket, 'connect');
    socket.write(body);
    socket.resetAndDestroy();
    const [error] = await once(server, 'clientError');
    assert.strictEqual(error.code, 'ECONNRESET', String(look));
    server.close();
    server.closeAllConnections();
  }
})();

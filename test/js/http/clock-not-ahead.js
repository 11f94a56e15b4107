// SPDX-License-Identifier: MIT
// A request whose head has only begun to come is not too late in the millisecond in which it began.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const TIMES = 400;
const server = http.createServer({ connectionsCheckingInterval: 1 }, (request, response) => response.end());
server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  let left = TIMES;
  const ask = () => {
    socket.write('GET / HTTP/1.1\r\n');
    setTimeout(() => socket.write('Host: x\r\n\r\n'), 1);
  };
  socket.on('connect', ask);
  socket.on('data', (answer) => {
    assert.match(answer.latin1Slice(), /^HTTP\/1.1 200 /);
    if (--left > 0) return ask();
    socket.destroy();
    server.close();
  });
});

// SPDX-License-Identifier: MIT
// Answers to pipelined requests have no socket until it is their turn: 'socket' tells them, and setTimeout() waits for it.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const log = [];
let first;
const server = http.createServer((req, res) => {
  if (req.url === '/1') {
    first = res;
    return;
  }
  assert.strictEqual(res.socket, null);
  res.on('socket', (socket) => {
    log.push('socket');
    assert.strictEqual(socket, res.socket);
  });
  res.setTimeout(5, () => {
    log.push('timeout');
    res.end();
  });
  first.end();
}).listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1', () => {
    client.write('GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  });
  client.resume().on('end', () => {
    server.close();
    assert.deepStrictEqual(log, ['socket', 'timeout']);
  });
});

// SPDX-License-Identifier: MIT
// What follows an answer in the same packet, and is no other, is an error of the request, also on a connection that ends anyway.
'use strict';

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const cases = {
  '/garbage': ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabgarbage', 'HPE_INVALID_CONSTANT', 40],
  '/close': ['HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nabgarbage', 'HPE_CLOSED_CONNECTION', 60],
  '/lf': ['HTTP/1.1 200 OK\nContent-Length: 2\n\nab', 'HPE_CR_EXPECTED', 16],
};
const server = net.createServer((socket) => {
  socket.once('data', (head) => socket.write(cases[/\/\w+/.exec(head)[0]][0]));
  socket.on('error', () => {});
});
server.listen(0, '127.0.0.1', async () => {
  for (const path in cases) {
    const error = await new Promise((resolve) => {
      const request = http.get({ host: '127.0.0.1', port: server.address().port, path, agent: false }, (res) => res.resume());
      request.on('error', resolve);
      request.on('close', () => resolve(new Error('no error')));
    });
    assert.strictEqual(error.code, cases[path][1], `${path}: ${error.message}`);
    assert.strictEqual(error.bytesParsed, cases[path][2], path);
  }
  server.close();
});

// SPDX-License-Identifier: MIT
// A second response that nobody asked for ends the connection; it is no error of the first request.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.end(answer + answer));
}).listen(0, () => {
  http.get({ port: server.address().port }, (res) => {
    let text = '';
    res.on('data', (chunk) => { text += chunk; }).on('end', () => {
      assert.strictEqual(text, 'hello');
      server.close();
    });
  });
});

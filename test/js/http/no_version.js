// SPDX-License-Identifier: MIT
// A request line without a version, or with one that is not HTTP/1, is no request; nothing behind it is read.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { once } = require('events');

const behind = 'GET /behind HTTP/1.1\r\nHost: a\r\n\r\n';
const lines = ['GET /', 'GET / ', 'POST /', 'GET http://a/', 'GET / HTTP/2.0', 'GET / HTTP/1.2', 'GET / HTTP/0.8'];

const server = http.createServer(assert.fail).listen(0, async () => {
  for (const line of lines) {
    for (const end of ['\r\n', '\r\n\r\n', '\r\nHost: a\r\n\r\n']) {
      const socket = net.connect(server.address().port).setEncoding('latin1').on('error', () => {});
      let text = '';
      socket.on('data', (chunk) => { text += chunk; });
      socket.write(line + end + behind);
      await once(socket, 'close');
      assert.match(text, /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/, line);
    }
  }
  server.close();
});

// SPDX-License-Identifier: MIT
// The keep-alive deadline ends connections that are idle, never one that has just been answered.
'use strict';

const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const REQUESTS = 2000, CONNECTIONS = 8;

const server = http.createServer({ keepAliveTimeout: 1000, keepAliveTimeoutBuffer: 0 }, (req, res) => res.end('hello'));
server.keepAliveTimeout = 80; // looks every 20 ms
server.keepAliveTimeoutBuffer = 100_000;
server.listen(0, '127.0.0.1', () => {
  let open = CONNECTIONS;
  for (let i = 0; i < CONNECTIONS; i++) {
    const socket = net.connect(server.address().port, '127.0.0.1');
    let left = REQUESTS, pending = true, text = '';
    const request = () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    socket.on('connect', request);
    socket.on('data', (chunk) => {
      text += chunk.latin1Slice();
      if (!text.endsWith('hello')) return;
      text = '';
      if (--left > 0) return request();
      pending = false;
      socket.end();
    });
    socket.on('close', () => {
      assert(!pending, `closed with a request under way, after ${REQUESTS - left} answers`);
      if (--open === 0) server.close();
    });
  }
});

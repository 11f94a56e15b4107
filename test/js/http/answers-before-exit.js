// SPDX-License-Identifier: MIT
// Answers to requests that came together have left when the last handler ends the process.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');
const http = require('node:http');
const net = require('node:net');

const CONNECTIONS = 20;

if (process.argv[2] === 'serve') {
  let left = 2 * CONNECTIONS;
  const server = http.createServer((request, response) => {
    response.end('answer');
    if (--left === 0) process.exit(0);
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
} else {
  const server = fork(__filename, ['serve']);
  server.on('message', (port) => {
    const sockets = [];
    let warm = 0;
    let answered = 0;
    for (let i = 0; i < CONNECTIONS; i++) {
      const socket = net.connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', (data) => {
        answered += data.latin1Slice().split('answer').length - 1;
        if (++warm !== CONNECTIONS) return;
        for (const each of sockets) each.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      });
    }
    server.on('exit', (code) => {
      assert.strictEqual(code, 0);
      setTimeout(() => {
        assert.strictEqual(answered, 2 * CONNECTIONS);
        for (const socket of sockets) socket.destroy();
      }, 300);
    });
  });
}

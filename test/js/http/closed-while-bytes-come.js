// SPDX-License-Identifier: MIT
// Kept connections that the server destroys while their clients go on writing: nothing of them is looked at afterwards.
'use strict';
const assert = require('node:assert');
const { fork } = require('node:child_process');
const http = require('node:http');
const net = require('node:net');

const TIMES = 600;
const TOGETHER = 30;
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

if (process.argv[2] === 'serve') {
  const server = http.createServer((request, response) => {
    if (request.url === '/end') request.socket.destroy();
    else response.end('x');
  });
  process.on('disconnect', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
} else {
  const server = fork(__filename, ['serve']);
  server.on('exit', (code) => assert.strictEqual(code, 0));
  server.on('message', (port) => {
    let begun = 0;
    let ended = 0;
    const begin = () => {
      if (begun++ >= TIMES) return;
      const socket = net.connect(port, '127.0.0.1', () => socket.write(get));
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(get.replace('/', '/end'));
        const more = setInterval(() => socket.write('GET /'), 0);
        socket.on('close', () => clearInterval(more));
        setImmediate(() => socket.write(get));
      });
      socket.on('close', () => {
        if (++ended === TIMES) server.disconnect();
        else begin();
      });
    };
    for (let i = 0; i < TOGETHER; i++) begin();
  });
}

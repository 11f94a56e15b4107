// SPDX-License-Identifier: MIT
// A worker that cannot bind says so with the text of Node.
'use strict';

const assert = require('node:assert');
const cluster = require('node:cluster');
const net = require('node:net');

if (cluster.isPrimary) {
  let told;
  cluster.fork().on('message', (message) => told = message);
  process.on('exit', () => assert.deepStrictEqual(told, ['EADDRINUSE', 'bind', true]));
} else {
  const first = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = first.address();
    net.createServer().listen(port, '127.0.0.1').on('error', ({ code, syscall, message }) => {
      process.send([code, syscall, message === `bind EADDRINUSE 127.0.0.1:${port}`], () => process.disconnect());
    });
  });
}

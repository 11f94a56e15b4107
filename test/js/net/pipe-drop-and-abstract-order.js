// SPDX-License-Identifier: MIT
// An abstract name: the server has its connection before the client is told; 'drop' of a pipe has nothing to say of addresses.
'use strict';
const assert = require('assert');
const net = require('net');

const path = `\0eddy-test-${process.pid}`, log = [];
const server = net.createServer((socket) => {
  log.push('connection');
  socket.end();
});
server.listen(path, () => {
  const socket = net.connect(path, () => log.push('connect'));
  socket.resume().on('close', () => {
    server.maxConnections = 0;
    server.on('drop', (...args) => log.push('drop', args.length));
    net.connect(path).resume().on('close', () => server.close());
  });
});
process.on('exit', () => assert.deepStrictEqual(log, ['connection', 'connect', 'drop', 0]));

// Without a handle 'close' says nothing about errors.
const aborted = new net.Socket();
aborted.on('close', (...args) => assert.deepStrictEqual(args, []));
aborted.destroy();

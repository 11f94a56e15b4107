// SPDX-License-Identifier: MIT
// Workers that share a UDP socket and take a few datagrams each: what one does not want is there for the others.
'use strict';

const assert = require('node:assert');
const cluster = require('node:cluster');
const dgram = require('node:dgram');

const WORKERS = 3, EACH = 10;

if (cluster.isPrimary) {
  let listening = 0, received = 0;
  process.exitCode = 1;
  cluster.on('listening', (worker, { address, port }) => {
    if (++listening < WORKERS) return;
    const socket = dgram.createSocket('udp4');
    let left = WORKERS * EACH;
    for (let i = left; i > 0; i--) socket.send('hello', port, address, () => { if (--left === 0) socket.close(); });
  });
  cluster.on('message', (worker, count) => {
    assert.strictEqual(count, EACH);
    received += count;
    worker.disconnect();
    if (received === WORKERS * EACH) process.exitCode = 0;
  });
  for (let i = 0; i < WORKERS; i++) cluster.fork();
} else {
  const socket = dgram.createSocket('udp4');
  let count = 0;
  socket.on('message', () => {
    if (++count < EACH) return;
    socket.close();
    process.send(count);
  });
  socket.bind(0, '127.0.0.1');
}

// SPDX-License-Identifier: MIT
// A request that has ended is destroyed in the same turn of the loop, with nothing else that enters JavaScript.
'use strict';

const assert = require('node:assert');
const { createHook } = require('node:async_hooks');
const net = require('node:net');

process.exitCode = 1; // until all has happened
const requests = new Set();
let ended = 0;
createHook({
  init(id, type) {
    if (type === 'TCPCONNECTWRAP') requests.add(id);
  },
  destroy(id) {
    if (requests.delete(id)) ended++;
  },
}).enable();

const server = net.createServer((socket) => socket.resume()).listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1', () => setImmediate(() => {
    assert.strictEqual(requests.size, 0);
    assert.strictEqual(ended, 1);
    client.destroy();
    server.close(() => {
      process.exitCode = 0;
    });
  }));
});

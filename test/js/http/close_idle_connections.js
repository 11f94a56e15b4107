// SPDX-License-Identifier: MIT
'use strict';
const http = require('http');
const assert = require('assert');

const agent = new http.Agent({ keepAlive: true });
const server = http.createServer((req, res) => res.end('x')).listen(0, () => {
  http.get({ port: server.address().port, agent }, (res) => res.resume().on('end', () => setImmediate(() => {
    // The idle connection does not keep the server open.
    let closed = false;
    server.close(() => { closed = true; });
    const [socket] = Object.values(agent.freeSockets)[0];
    socket.on('close', () => setImmediate(() => assert.ok(closed)));
  })));
});

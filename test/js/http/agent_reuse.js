// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const ports = new Set();
const server = http.createServer((req, res) => {
  ports.add(req.socket.remotePort);
  res.end('x');
}).listen(0, () => {
  let left = 3;
  for (let i = 0; i < 3; i++) {
    http.get({ port: server.address().port, agent }, (res) => {
      res.resume().on('close', () => {
        if (--left > 0) return;
        assert.strictEqual(ports.size, 1);
        agent.destroy();
        server.close();
      });
    });
  }
});

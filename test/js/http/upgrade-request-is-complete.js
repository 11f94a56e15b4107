// SPDX-License-Identifier: MIT
// A request that asks for another protocol has no body: it is complete when 'upgrade' or 'connect' tells of it, and ends.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

(async () => {
  for (const seesSockets of [false, true]) {
    for (const [event, head] of [['connect', 'CONNECT a:1 HTTP/1.1\r\n'], ['upgrade', 'GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: x\r\n']]) {
      const server = http.createServer();
      if (seesSockets) server.on('connection', () => {});
      await new Promise((resolve) => server.listen(0, resolve));
      const client = net.connect(server.address().port);
      client.write(`${head}Host: a\r\n\r\n`);
      const [req, socket] = await require('node:events').once(server, event);
      assert.strictEqual(req.complete, true);
      await new Promise((resolve) => req.resume().on('end', resolve));
      assert.strictEqual(socket.destroyed, false);
      socket.destroy();
      client.destroy();
      server.close();
    }
  }
})();

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const ports = new Set();
  const server = await serve({}, (req, res) => {
    ports.add(req.socket.remotePort);
    res.end(req.url);
  });
  const text = await exchange(server, 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\n',
                              'GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  assert.strictEqual(ports.size, 1);
  assert.deepStrictEqual(text.match(/Connection: [a-z-]+/g), ['Connection: keep-alive', 'Connection: close']);
  assert.deepStrictEqual(text.match(/\/[12]$|\/[12](?=HTTP)/g), ['/1', '/2']);
  server.close();
})();

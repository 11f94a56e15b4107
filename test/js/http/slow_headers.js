// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const server = await serve({ headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 }, (req) => req.resume());
  assert.match(await exchange(server, 'GET / HTTP/1.1\r\nHo'), /^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/);
  assert.match(await exchange(server, '\r\n'), /^HTTP\/1\.1 408 /);
  assert.match(await exchange(server, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab'), /^HTTP\/1\.1 408 /);
  server.close();
})();

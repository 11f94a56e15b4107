// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const server = await serve({}, (req, res) => {
    res.write('body');
    res.end('more');
  });
  const text = await exchange(server, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
  assert.ok(text.endsWith('\r\n\r\n'));
  assert.ok(!text.includes('body'));
  server.close();
})();

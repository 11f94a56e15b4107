// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const server = await serve({ maxHeaderSize: 1000 }, (req) => req.resume());
  const head = 'POST / HTTP/1.1\r\nHost: a\r\n';
  assert.match(await exchange(server, head + 'X: ' + 'x'.repeat(1000) + '\r\n\r\n'), /^HTTP\/1\.1 431 /);
  assert.match(await exchange(server, head, 'X: ' + 'x'.repeat(600), 'x'.repeat(600)), /^HTTP\/1\.1 431 /);
  assert.match(await exchange(server, head + 'Transfer-Encoding: chunked\r\n\r\n1;' + 'x'.repeat(2000)), /^HTTP\/1\.1 413 /);
  server.close();
})();

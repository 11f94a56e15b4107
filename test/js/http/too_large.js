// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const server = await serve({ maxHeaderSize: 1000 }, (req, res) => { if (req.url === '/ok') res.end('x'); else req.resume(); });
  const head = 'POST / HTTP/1.1\r\nHost: a\r\n';
  assert.match(await exchange(server, head + 'X: ' + 'x'.repeat(1000) + '\r\n\r\n'), /^HTTP\/1\.1 431 /);
  assert.match(await exchange(server, head, 'X: ' + 'x'.repeat(600), 'x'.repeat(600)), /^HTTP\/1\.1 431 /);
  assert.match(await exchange(server, head + 'Transfer-Encoding: chunked\r\n\r\n1;' + 'x'.repeat(2000)), /^HTTP\/1\.1 413 /);
  // Empty lines before a request count for nothing, however they are cut.
  const late = `${'\r\n'.repeat(600)}GET /ok HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
  assert.match(await exchange(server, late), /^HTTP\/1\.1 200 /);
  assert.match(await exchange(server, late.slice(0, 301), late.slice(301)), /^HTTP\/1\.1 200 /);
  server.close();
})();

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

const bad = [
  'nonsense\r\n\r\n',
  'GET / HTTP/1.1\r\nHost : a\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nX: b\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\n X: b\r\n\r\n',
  'GET / HTTP/1.1\r\n\r\n', // no Host
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
];
(async () => {
  const server = await serve({}, () => assert.fail('a request'));
  for (const text of bad) {
    const answer = await exchange(server, text + 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/, text);
    assert.strictEqual(answer.split('HTTP/1.1').length, 2, text);
  }
  server.close();
})();

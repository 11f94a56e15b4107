// SPDX-License-Identifier: MIT
// Requests before an upgrade on the same connection still get their answers, in order, over the socket that the
// upgrade was given.
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const answers = [];
  const server = await serve({}, (req, res) => { answers.push(res); });
  server.on('upgrade', (req, socket, head) => {
    assert.strictEqual(head.toString(), 'xyz');
    answers[1].end('second', () => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    answers[0].end('first');
  });
  const text = await exchange(server, 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n' +
    'GET /3 HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nxyz');
  assert.match(text, /^HTTP\/1\.1 200 OK[^]*\r\n\r\nfirstHTTP\/1\.1 200 OK[^]*\r\n\r\nsecondHTTP\/1\.1 101/);
  server.close();
})();

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const waiting = [];
  const server = await serve({}, (req, res) => {
    waiting.push(() => res.end('<' + req.url + '>'));
    if (waiting.length === 3) for (const answer of waiting.reverse()) answer();
  });
  const text = await exchange(server, 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n' +
                              'GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  assert.deepStrictEqual(text.match(/<.2?\d>/g), ['</1>', '</2>', '</3>']);
  server.close();
})();

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const server = await serve({}, (req, res) => {
    if (req.url === '/2') res.destroy();
    else setImmediate(() => res.end('<' + req.url + '>'));
  });
  const text = await exchange(server, 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n');
  assert.deepStrictEqual(text.match(/<.*?>/g), ['</1>']);
  server.close();
})();

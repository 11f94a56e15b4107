// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { serve, exchange } = require('./fixtures/raw');

(async () => {
  const server = await serve({}, (req, res) => {
    res.write('first');
    req.socket.write('second');
    res.end('third');
  });
  const text = await exchange(server, 'GET / HTTP/1.0\r\n\r\n');
  assert.match(text, /firstsecondthird$/);
  server.close();
})();

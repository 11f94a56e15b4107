// SPDX-License-Identifier: MIT
// eventNames() of a request and an answer that nobody has listened to.
'use strict';
const assert = require('node:assert');
const http = require('node:http');

const server = http.createServer((req, res) => {
  assert.deepStrictEqual(req.eventNames(), []);
  assert.deepStrictEqual(res.eventNames(), ['finish']);
  res.end('ok');
});
server.listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (res) => {
    assert.ok(!res.eventNames().includes('data'));
    res.resume();
    res.on('end', () => server.close());
  });
});

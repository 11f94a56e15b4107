// SPDX-License-Identifier: MIT
// 101 switches protocols only with the headers that say so; without them it is an answer like another.
'use strict';
const assert = require('assert');
const http = require('http');

const server = http.createServer((req, res) => {
  res.statusCode = 101;
  res.end();
});
server.listen(0, () => {
  http.get({ port: server.address().port, agent: false }, (res) => {
    assert.strictEqual(res.statusCode, 101);
    assert.strictEqual(res.upgrade, false);
    res.resume();
    res.on('end', () => {
      server.close();
      server.closeAllConnections();
    });
  });
});

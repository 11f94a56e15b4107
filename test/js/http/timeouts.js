// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const seen = [];
const server = http.createServer((req, res) => {
  res.setTimeout(20, () => seen.push('response'));
});
server.on('timeout', (socket) => {
  seen.push('server');
  socket.destroy();
});
server.listen(0, () => {
  const req = http.get({ port: server.address().port, agent: false });
  req.on('error', (error) => {
    assert.strictEqual(error.code, 'ECONNRESET');
    assert.deepStrictEqual(seen, ['response', 'server']);
    server.close();
  });
});

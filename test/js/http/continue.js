// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const seen = [];
const server = http.createServer((req, res) => {
  req.on('data', (chunk) => seen.push('' + chunk)).on('end', () => res.end('done'));
}).listen(0, () => {
  const req = http.request({ port: server.address().port, method: 'POST', headers: { 'Expect': '100-continue', 'Content-Length': 4 } });
  req.flushHeaders();
  req.on('continue', () => {
    seen.push('continue');
    req.end('body');
  });
  req.on('response', (res) => res.resume().on('end', () => {
    assert.deepStrictEqual(seen, ['continue', 'body']);
    server.close();
  }));
});

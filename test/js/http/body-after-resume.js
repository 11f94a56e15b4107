// SPDX-License-Identifier: MIT
// A body that came with its head flows after 'resume', not before.
'use strict';
const assert = require('assert');
const http = require('http');

const log = [];
const server = http.createServer((req, res) => {
  for (const event of ['resume', 'data', 'end', 'close']) req.on(event, () => log.push(event));
  req.on('close', () => res.end());
});
server.listen(0, () => {
  const req = http.request({ port: server.address().port, method: 'POST', agent: false }, (res) => {
    res.resume();
    res.on('end', () => server.close());
  });
  req.end('hello');
});
process.on('exit', () => assert.deepStrictEqual(log, ['resume', 'data', 'end', 'close']));

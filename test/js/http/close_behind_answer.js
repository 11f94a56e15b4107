// SPDX-License-Identifier: MIT
// A server that closes when it has ended the answer to a request that was read whole: the answer arrives, and nothing waits for the
// connection's keep-alive time.
'use strict';
const assert = require('node:assert');
const http = require('node:http');

const body = 'x'.repeat(300_000);
let told = '';
const server = http.createServer((req, res) => {
  req.resume().on('end', () => {
    res.end(body);
    server.close(() => { told += 'closed'; });
  });
});
server.keepAliveTimeout = 1e6;
server.listen(0, '127.0.0.1', () => {
  const agent = new http.Agent({ keepAlive: true });
  const req = http.request({ port: server.address().port, host: '127.0.0.1', method: 'POST', agent }, (res) => {
    let length = 0;
    assert.strictEqual(res.headers.connection, 'keep-alive');
    res.on('data', (chunk) => { length += chunk.length; });
    res.on('end', () => { told += `${length} `; });
  });
  req.end('hello');
});
process.on('exit', () => {
  assert.match(told, /300000/);
  assert.match(told, /closed/);
});

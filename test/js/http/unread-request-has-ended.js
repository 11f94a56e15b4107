// SPDX-License-Identifier: MIT
// A request that nobody has read, and whose answer has been sent, has ended: also to who looks later.
'use strict';
const assert = require('assert');
const http = require('http');

const server = http.createServer((req, res) => {
  res.end('answer');
  res.on('close', () => setImmediate(() => {
    assert.deepStrictEqual([req.complete, req.readableEnded, req.destroyed, req.closed, req.aborted, req.readableLength],
                           [true, true, true, true, false, 0]);
    req.on('data', () => assert.fail('data')).on('end', () => assert.fail('end'));
    server.close();
    server.closeAllConnections();
  }));
}).listen(0, '127.0.0.1', () => {
  http.request({ port: server.address().port, method: 'POST' }, (res) => res.resume()).on('error', () => {}).end('body');
});

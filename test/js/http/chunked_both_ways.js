// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

const server = http.createServer((req, res) => {
  assert.strictEqual(req.headers['transfer-encoding'], 'chunked');
  req.pipe(res);
}).listen(0, () => {
  const req = http.request({ port: server.address().port, method: 'POST' }, (res) => {
    assert.strictEqual(res.headers['transfer-encoding'], 'chunked');
    let size = 0;
    res.on('data', (chunk) => { size += chunk.length; });
    res.on('end', () => {
      assert.strictEqual(size, 200_003);
      server.close();
    });
  });
  req.write('abc');
  req.write(Buffer.alloc(100_000, 'x'));
  setImmediate(() => req.end(Buffer.alloc(100_000, 'y')));
});

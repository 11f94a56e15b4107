// SPDX-License-Identifier: MIT
// The chunks of a long body that nobody keeps do not pile up until there is a full collection.
'use strict';

const assert = require('assert');
const http = require('http');

const MB = 1 << 20;
const piece = Buffer.alloc(MB);
let most = 0, seen = 0;

const server = http.createServer((req, res) => {
  const before = process.memoryUsage().external;
  req.on('data', (chunk) => {
    seen += chunk.length;
    most = Math.max(most, process.memoryUsage().external - before);
  });
  req.on('end', () => res.end());
}).listen(0, () => {
  let left = 256;
  const req = http.request({ port: server.address().port, method: 'POST', headers: { 'Content-Length': left * MB } }, (res) => {
    res.resume().on('end', () => {
      server.close();
      assert.strictEqual(seen, 256 * MB);
      assert.ok(most < 48 * MB, `${most} bytes`);
    });
  });
  const more = () => {
    while (left > 0) {
      left--;
      if (!req.write(piece)) return;
    }
    req.removeListener('drain', more);
    req.end();
  };
  req.on('drain', more);
  more();
});

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');

let drains = 0;
const total = 200;
const server = http.createServer((req, res) => {
  let sent = 0;
  const more = () => {
    while (sent < total && res.write(Buffer.alloc(65536))) sent++;
    if (sent++ >= total) res.end();
  };
  res.on('drain', () => { drains++; more(); });
  more();
}).listen(0, () => {
  http.get({ port: server.address().port }, (res) => {
    let size = 0;
    res.on('data', (chunk) => { size += chunk.length; }).on('end', () => {
      assert.ok(drains > 0);
      assert.strictEqual(size, 65536 * total);
      server.close();
    });
  });
});

// SPDX-License-Identifier: MIT
'use strict';
const http = require('http');

const server = http.createServer((req, res) => res.flushHeaders()).listen(0, () => {
  const req = http.get({ port: server.address().port }, (res) => {
    res.on('timeout', () => req.destroy());
    res.on('error', () => {});
    res.on('close', () => server.close());
    res.setTimeout(10);
  });
});

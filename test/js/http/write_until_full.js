// SPDX-License-Identifier: MIT
// A loop over small writes in the handler ends, also while the answers of one read are batched.
'use strict';
const http = require('http');

const server = http.createServer((req, res) => {
  while (res.write('hello'));
  res.on('drain', () => res.end());
}).listen(0, () => {
  http.get({ port: server.address().port, agent: false }, (res) => res.resume().on('end', () => server.close()));
});

// SPDX-License-Identifier: MIT
// The callback of end() hears of an answer that could not be sent.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const log = [];
const server = http.createServer((req, res) => {
  res.on('finish', () => log.push('finish'));
  res.on('close', () => log.push('close'));
  res.end(Buffer.alloc(64 << 20), (error) => log.push(error.code));
  setImmediate(() => client.destroy());
});
let client;
server.listen(0, () => {
  client = net.connect(server.address().port, () => client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
  client.pause();
  client.on('close', () => server.close());
});
process.on('exit', () => {
  assert.match(log[0], /^(?:ECANCELED|ECONNRESET|EPIPE)$/);
  assert.deepStrictEqual(log.slice(1), ['close']);
});

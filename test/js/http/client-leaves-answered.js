// SPDX-License-Identifier: MIT
// A client leaves in the middle of a body whose request has been answered: nobody hears 'aborted'.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const log = [];
const server = http.createServer((req, res) => {
  for (const event of ['aborted', 'end', 'error', 'close']) req.on(event, () => log.push(event));
  res.on('close', () => log.push('res close'));
  res.end('enough');
});
server.listen(0, () => {
  const client = net.connect(server.address().port);
  client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhi');
  client.once('data', () => client.destroy());
  client.on('close', () => server.close(() => assert.deepStrictEqual(log, ['res close'])));
});

// SPDX-License-Identifier: MIT
// server.close() ends connections that are idle. One that is busy stays what it is: its next request is served, too, and
// it ends when the time for keeping it alive is over.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const events = [];
const server = http.createServer((req, res) => {
  events.push(req.url);
  if (req.url === '/first') server.close(() => events.push('closed'));
  // Not in the same turn: the connection is not idle meanwhile.
  setImmediate(() => res.end(req.url));
});
server.keepAliveTimeout = 200;
server.listen(0, () => {
  let text = '';
  const socket = net.connect(server.address().port, 'localhost');
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    if (text.endsWith('/first')) socket.write('GET /second HTTP/1.1\r\nHost: a\r\n\r\n');
  });
  socket.write('GET /first HTTP/1.1\r\nHost: a\r\n\r\n');
  socket.on('close', () => {
    assert.ok(text.endsWith('/second'), text);
    assert.doesNotMatch(text, /Connection: close/i);
  });
});
process.on('exit', () => assert.deepStrictEqual(events, ['/first', '/second', 'closed']));

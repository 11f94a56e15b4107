// SPDX-License-Identifier: MIT
// The peer resets between two writes of one handler: the socket's 'error' and 'close' tell of it.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const events = [];
let client;
const server = net.createServer((socket) => {
  socket.on('data', () => {
    socket.write('first');
    client.resetAndDestroy();
    socket.write('second');
  });
  socket.on('error', (error) => events.push(error.code)).on('close', (hadError) => {
    events.push(hadError);
    server.close();
  });
}).listen(0, () => {
  client = net.connect(server.address().port, () => client.write('go'));
});
process.on('exit', () => {
  assert.strictEqual(events.length, 2);
  assert.match(events[0], /^(EPIPE|ECONNRESET)$/);
  assert.strictEqual(events[1], true);
});

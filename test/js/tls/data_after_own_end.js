// SPDX-License-Identifier: MIT
// Who has ended its own side still gets what the other has sent: close_notify is half a goodbye.
'use strict';
const assert = require('node:assert');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

const server = tls.createServer({ key, cert }, (socket) => {
  let got = '';
  socket.on('data', (chunk) => { got += chunk; });
  socket.on('close', () => assert.strictEqual(got, 'hello'));
  socket.end('bye');
}).listen(0, () => {
  const client = tls.connect({ port: server.address().port, ca: cert, host: 'localhost' });
  client.resume();
  client.end('hello');
  client.on('close', () => server.close());
});

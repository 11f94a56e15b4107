// SPDX-License-Identifier: MIT
// A client that renegotiates again and again (TLS 1.2) costs the server much and itself little: after
// tls.CLIENT_RENEG_LIMIT times the connection is ended with ERR_TLS_SESSION_ATTACK.
'use strict';
const assert = require('node:assert');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

let attack;
const server = tls.createServer({ key, cert, maxVersion: 'TLSv1.2' }, (socket) => {
  socket.resume();
  socket.on('error', (error) => { attack = error; });
});
server.listen(0, () => {
  const client = tls.connect({ port: server.address().port, ca: cert, servername: 'localhost', maxVersion: 'TLSv1.2' }, again);
  let done = 0;
  function again() {
    client.renegotiate({}, (error) => {
      if (error || ++done > 50) client.destroy();
      else again();
    });
  }
  client.on('error', () => {});
  client.on('close', () => server.close(() => {
    assert.strictEqual(attack?.code, 'ERR_TLS_SESSION_ATTACK');
    assert.strictEqual(done, tls.CLIENT_RENEG_LIMIT);
  }));
});

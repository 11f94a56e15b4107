// SPDX-License-Identifier: MIT
// A client that never shakes hands is shown the door, and 'tlsClientError' tells.
'use strict';
const assert = require('node:assert');
const https = require('node:https');
const net = require('node:net');
const { key, cert } = require('../tls/fixtures/keys');

const server = https.createServer({ key, cert, connectionsCheckingInterval: 20 });
const usual = server._handshakeTimeout;
server._handshakeTimeout = 60; // as the list of connections sees it …
server.listen(0, async () => {
  server._handshakeTimeout = usual; // … while connections take the usual way
  const wait = (listener) => new Promise((resolve) => {
    if (listener) server.once('tlsClientError', listener);
    net.connect(server.address().port).on('error', () => {}).on('close', resolve).resume();
  });
  let error;
  await wait((err) => { error = err; });
  assert.strictEqual(error.code, 'ERR_TLS_HANDSHAKE_TIMEOUT');
  await wait(null);
  server.close();
});

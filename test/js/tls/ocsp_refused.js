// SPDX-License-Identifier: MIT
// A client that does not like the OCSP answer ends before the handshake does: the server never sees it secured.
'use strict';
const assert = require('node:assert');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

const server = tls.createServer({ key, cert }, () => assert.fail('secured'));
server.on('tlsClientError', () => {});
server.on('OCSPRequest', (certificate, issuer, callback) => {
  assert.ok(Buffer.isBuffer(certificate));
  setImmediate(callback, null, Buffer.from('stapled'));
});
server.listen(0, () => {
  const client = tls.connect({ port: server.address().port, ca: cert, host: 'localhost', requestOCSP: true },
                             () => assert.fail('secured'));
  client.on('OCSPResponse', (response) => {
    assert.strictEqual(response.toString(), 'stapled');
    client.destroy();
  });
  client.on('close', () => server.close());
});

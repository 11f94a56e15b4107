// SPDX-License-Identifier: MIT
// Options whose value is none are as without; errors of versions and sessions are Node's; no cipher before there is a connection.
'use strict';
const assert = require('node:assert');
const net = require('node:net');
const tls = require('node:tls');

tls.createServer({ minVersion: 0, maxVersion: '', clientCertEngine: 0, ticketKeys: 0 });
tls.createSecureContext({ secureProtocol: 1 });
for (const value of [-1, 'abc', ['x']]) {
  assert.throws(() => tls.createSecureContext({ minVersion: value }), {
    code: 'ERR_TLS_INVALID_PROTOCOL_VERSION',
    message: `${JSON.stringify(value)} is not a valid minimum TLS protocol version`,
  });
}
const out = {};
tls.convertALPNProtocols(undefined, out);
assert.deepStrictEqual(out, {});

const socket = new tls.TLSSocket(new net.Socket());
assert.strictEqual(socket.getCipher(), undefined);
for (const session of [null, 1, {}]) {
  assert.throws(() => socket.setSession(session), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: 'Session must be a buffer' });
}
socket.destroy();

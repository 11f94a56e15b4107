// SPDX-License-Identifier: MIT
// Keys that both sides know instead of certificates; a wrong one is refused.
'use strict';
const assert = require('node:assert');
const tls = require('node:tls');

const psk = Buffer.from('82072606b502b0f4025e90eb75fe137d', 'hex'), ciphers = 'PSK+HIGH:TLS_AES_128_GCM_SHA256';
const server = tls.createServer({ ciphers, pskCallback: (socket, identity) => (identity === 'me' ? psk : undefined) },
                                (socket) => socket.end(socket.authorized ? 'y' : 'n'));
server.on('tlsClientError', () => {});
const connect = (key, maxVersion) => new Promise((resolve, reject) => {
  tls.connect({ port: server.address().port, ciphers, maxVersion, checkServerIdentity() {},
                pskCallback: () => ({ identity: 'me', psk: key }) })
    .on('data', (chunk) => resolve(chunk.toString())).on('error', reject);
});
server.listen(0, async () => {
  assert.ok(await connect(psk, 'TLSv1.2'));
  assert.ok(await connect(psk, 'TLSv1.3'));
  await assert.rejects(connect(Buffer.alloc(16), 'TLSv1.3'), { code: /^ERR_SSL_/ });
  server.close();
});

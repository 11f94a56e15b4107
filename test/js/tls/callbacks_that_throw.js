// SPDX-License-Identifier: MIT
// An SNICallback or ALPNCallback that throws breaks its connection ('tlsClientError'), not the process.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const tls = require('node:tls');
const { key, cert } = require('./fixtures/keys');

const thrown = new Error('mine');
async function errorOf(options) {
  const server = tls.createServer({ key, cert, ...options }, () => assert.fail('secured')).listen(0);
  await once(server, 'listening');
  const client = tls.connect({ port: server.address().port, servername: 'localhost', ca: cert, ALPNProtocols: ['a', 'b'] });
  const refused = new Promise((resolve) => { client.on('error', () => {}).on('close', resolve); });
  const [error] = await once(server, 'tlsClientError');
  assert.strictEqual(await refused, true);
  server.close();
  return error;
}

(async () => {
  assert.strictEqual(await errorOf({ SNICallback() { throw thrown; } }), thrown);
  assert.strictEqual(await errorOf({ ALPNCallback() { throw thrown; } }), thrown);
  assert.strictEqual((await errorOf({ ALPNCallback: () => 'unasked' })).code, 'ERR_TLS_ALPN_CALLBACK_INVALID_RESULT');
})();

assert.throws(() => tls.createSecureContext({ ecdhCurve: 'x' }), {
  code: 'ERR_CRYPTO_OPERATION_FAILED', message: 'Failed to set ECDH curve',
});

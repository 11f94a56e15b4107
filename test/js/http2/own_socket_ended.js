// SPDX-License-Identifier: MIT
// A program that ends the socket below its session: writes fail from then on, but the session ends with the other side's
// end, not with an error of a write.
'use strict';
const assert = require('assert');
const http2 = require('http2');
const net = require('net');
const tls = require('tls');
const { once } = require('events');
const { key, cert } = require('../tls/fixtures/keys');

async function run(server, connect) {
  server.on('stream', (stream) => {
    stream.resume();
    stream.respond();
    stream.write('x');
  }).listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  let socket;
  const client = http2.connect(`${connect === net.connect ? 'http' : 'https'}://localhost:${port}`, {
    createConnection: () => (socket = connect({ port, ALPNProtocols: ['h2'], rejectUnauthorized: false })),
  });
  client.on('error', assert.fail);
  const request = client.request({ ':method': 'POST' }).resume();
  request.on('error', assert.fail);
  await once(request, 'response');
  socket.end();
  setImmediate(() => request.write('more'));
  await Promise.all([once(client, 'close'), once(request, 'close')]);
  assert.strictEqual(request.rstCode, http2.constants.NGHTTP2_CANCEL);
  server.close();
}

(async () => {
  await run(http2.createServer(), net.connect);
  await run(http2.createSecureServer({ key, cert }), tls.connect);
})();

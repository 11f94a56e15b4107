// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: TLS connections that are resumed, refused, cut at every stage, or no TLS at all; contexts.
'use strict';
const assert = require('node:assert');
const net = require('node:net');
const tls = require('node:tls');
const { once } = require('node:events');
const { noCreep, noResidentGrowth } = require('../../fixtures/growth');
const { cert, key } = require('../tls/fixtures/keys');

const ignore = () => {};
const closed = (stream) => (stream.closed ? undefined : new Promise((resolve) => { stream.once('close', resolve); }));

async function main() {
  const server = tls.createServer({ cert, key }, (socket) => socket.on('error', ignore).pipe(socket));
  server.on('tlsClientError', ignore);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const connect = (options) => tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options }).on('error', ignore);

  let session;
  const resumed = async () => {
    const socket = connect({ session });
    socket.on('session', (value) => { session = value; });
    socket.write('x');
    await once(socket, 'data');
    socket.getPeerCertificate(true);
    socket.end();
    await closed(socket);
  };
  const cut = async (i) => {
    const socket = connect();
    if (i % 4 > 0) await once(socket, 'connect');
    if (i % 4 > 1) await new Promise(setImmediate);
    if (i % 4 > 2) await once(socket, 'secureConnect');
    socket.destroy();
    await closed(socket);
  };
  const rubbish = async (i) => {
    const socket = net.connect(port, '127.0.0.1').on('error', ignore).resume();
    await once(socket, 'connect');
    // the beginning of a ClientHello, a record of an unknown kind, HTTP
    socket.write([Buffer.from([22, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3]), Buffer.alloc(50, 99), 'GET / HTTP/1.1\r\n\r\n'][i % 3]);
    await new Promise(setImmediate);
    if (i % 2) socket.destroy();
    else socket.end();
    await closed(socket);
  };
  const refused = () => closed(connect({ rejectUnauthorized: true }));
  for (const [name, fn] of Object.entries({ resumed, cut, rubbish, refused })) {
    await noCreep(name, fn, 60, 800);
    await noResidentGrowth(name, fn, 120);
  }
  await noCreep('contexts', () => tls.createSecureContext({ cert, key }), 200, 100);
  await noResidentGrowth('contexts', () => tls.createSecureContext({ cert, key }), 200);
  server.close();
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

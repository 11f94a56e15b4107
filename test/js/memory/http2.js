// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: HTTP/2 sessions and streams, plain and over TLS, that end, are reset or destroyed at every stage; rubbish.
'use strict';
const assert = require('node:assert');
const http2 = require('node:http2');
const net = require('node:net');
const { once } = require('node:events');
const { noCreep, noResidentGrowth } = require('../../fixtures/growth');
const { cert, key } = require('../tls/fixtures/keys');

const ignore = () => {};
const closed = (stream) => (stream.closed && stream.destroyed ? undefined : new Promise((resolve) => { stream.once('close', resolve); }));

async function use(scheme, server) {
  server.on('stream', (stream, headers) => {
    stream.on('error', ignore);
    stream.respond({ ':status': 200 });
    if (headers[':path'] === '/') stream.end('answer');
    else stream.write('begin');
  });
  server.on('sessionError', ignore).on('tlsClientError', ignore);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const connect = () => http2.connect(`${scheme}://127.0.0.1:${port}`, { rejectUnauthorized: false }).on('error', ignore);
  let session = connect();
  const actions = {
    async 'stream that ends'() {
      const stream = session.request({ ':path': '/' });
      await once(stream.resume(), 'close');
    },
    async 'stream that is reset'(i) {
      const stream = session.request({ ':path': '/slow' }).on('error', ignore).resume();
      if (i % 3 === 1) await new Promise(setImmediate);
      if (i % 3 === 2) await once(stream, 'response');
      if (i % 2) stream.close(http2.constants.NGHTTP2_CANCEL);
      else stream.destroy();
      await closed(stream);
    },
    async 'session that ends'() {
      const own = connect();
      await once(own.request({ ':path': '/' }).resume(), 'close');
      own.close();
      await closed(own);
    },
    async 'session that is destroyed'(i) {
      const own = connect();
      const stream = own.request({ ':path': '/slow' }).on('error', ignore);
      if (i % 3 === 1) await new Promise(setImmediate);
      if (i % 3 === 2) await new Promise((resolve) => { stream.once('response', resolve); });
      own.destroy();
      await closed(own);
    },
    async rubbish(i) {
      const socket = net.connect(port, '127.0.0.1').on('error', ignore).resume();
      await once(socket, 'connect');
      socket.end(['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nwhat follows is no frame', 'GET / HTTP/1.1\r\n\r\n', 'PRI * HTTP'][i % 3]);
      await closed(socket);
    },
  };
  for (const [name, fn] of Object.entries(actions)) {
    await noCreep(`${scheme}: ${name}`, fn, 60, 800);
    await noResidentGrowth(`${scheme}: ${name}`, fn, 90);
  }
  session.close();
  session = undefined;
  server.close();
}

async function main() {
  await use('http', http2.createServer());
  await use('https', http2.createSecureServer({ cert, key }));
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

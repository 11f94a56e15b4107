// SPDX-License-Identifier: MIT
// A peer that breaks the protocol is an error of the session and of its streams: an answer cut off that way has not ended.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const http2 = require('node:http2');
const net = require('node:net');

const protocolError = { code: 'ERR_HTTP2_ERROR', message: 'Protocol error', errno: -505 };
const settings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);
const shortPing = Buffer.from([0, 0, 1, 6, 0, 0, 0, 0, 0, 1]); // eight bytes are due

async function client(answer) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.write(answer)).on('end', () => socket.end());
  }).listen(0);
  await once(server, 'listening');
  const session = http2.connect(`http://localhost:${server.address().port}`);
  const request = session.request().on('end', () => assert.fail('ended')).resume();
  const [[failed], [requestFailed]] = await Promise.all([once(session, 'error'), once(request, 'error')]);
  for (const error of [failed, requestFailed]) {
    for (const key in protocolError) assert.strictEqual(error[key], protocolError[key]);
  }
  server.close();
}

async function server(frames) {
  const broken = http2.createServer().listen(0);
  await once(broken, 'listening');
  const socket = net.connect(broken.address().port, 'localhost').on('error', () => {}).resume();
  socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), ...frames]));
  const [error] = await once(broken, 'sessionError');
  assert.strictEqual(error.code, 'ERR_HTTP2_ERROR');
  broken.close();
}

(async () => {
  await client('HTTP/1.1 400 Bad Request\r\n\r\n');
  await client(Buffer.concat([settings, shortPing]));
  await server([settings, shortPing]);
  await server([shortPing]);
})();

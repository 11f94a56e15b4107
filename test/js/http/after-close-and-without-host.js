// SPDX-License-Identifier: MIT
// What follows a request that said close is told as that; a missing Host is looked at before Expect; the callbacks of
// writes that waited for the connection come before 'finish'.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const server = http.createServer((req, res) => req.resume().on('end', () => setTimeout(() => res.end(), 20)));
const ask = (bytes) => new Promise((resolve) => {
  let text = '';
  const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(bytes));
  socket.on('error', () => {}).on('data', (data) => text += data).on('close', () => resolve(text));
});

server.listen(0, '127.0.0.1', async () => {
  const errors = [];
  server.on('clientError', (err, socket) => {
    errors.push([err.code, err.message, err.bytesParsed]);
    socket.destroy();
  });
  await ask('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\ngarbage');
  await ask('POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nabc');
  assert.deepStrictEqual(errors.map(([code, message]) => [code, message]), [
    ['HPE_CLOSED_CONNECTION', 'Parse Error: Data after `Connection: close`'],
    ['HPE_CLOSED_CONNECTION', 'Parse Error: Data after `Connection: close`'],
  ]);

  assert.match(await ask('GET / HTTP/1.1\r\nExpect: odd\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.match(await ask('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: odd\r\n\r\n'), /^HTTP\/1\.1 417 /);

  const order = [];
  const req = http.request({ port: server.address().port, host: '127.0.0.1', agent: false, headers: { 'content-length': 2 } });
  req.write('ab', () => order.push('write'));
  req.on('finish', () => order.push('finish')).on('close', () => {
    assert.deepStrictEqual(order, ['write', 'finish']);
    server.close();
  });
  req.end();
  req.on('response', (res) => res.resume());
});

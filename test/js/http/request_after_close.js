// SPDX-License-Identifier: MIT
// What comes after a request with "Connection: close" (or one of HTTP/1.0) is not processed (RFC 9112 §9.6).
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { Duplex } = require('node:stream');

const second = 'POST /second HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi';
const firsts = [
  'GET /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  'GET /first HTTP/1.0\r\n\r\n',
  'POST /first HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi',
];

const seen = [];
const server = http.createServer((req, res) => {
  seen.push(req.url);
  req.resume().on('end', () => setImmediate(() => res.end('answer')));
});
/** @returns {Promise<string>} what the server says, from a socket or another stream */
const overSocket = (text) => new Promise((resolve) => {
  let said = '';
  const socket = net.connect(server.address().port, 'localhost', () => socket.write(text));
  socket.setEncoding('utf8').on('data', (chunk) => { said += chunk; }).on('error', () => {}).on('close', () => resolve(said));
});
const overStream = (text) => new Promise((resolve) => {
  let said = '';
  const stream = new Duplex({
    read() {},
    write(chunk, encoding, done) {
      said += chunk;
      done();
    },
    final(done) {
      done();
      resolve(said);
    },
  });
  server.emit('connection', stream);
  stream.push(text);
});

server.listen(0, async () => {
  for (const send of [overSocket, overStream]) {
    for (const first of firsts) {
      const said = await send(first + second);
      assert.deepStrictEqual(seen.splice(0), ['/first']);
      assert.strictEqual(said.match(/HTTP\/1\.1 200/g)?.length, 1, said);
      assert.ok(said.endsWith('answer'), said);
    }
  }
  server.close();
});

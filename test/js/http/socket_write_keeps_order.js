// SPDX-License-Identifier: MIT
// What is written to the socket of an answer keeps its place between the answer's own writes, which else leave in one write.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const cases = [
  [(req, res) => { res.write('a'); req.socket.write('raw'); res.end('b'); }, '1\r\na\r\nraw1\r\nb\r\n0\r\n\r\n'],
  [(req, res) => { req.socket.write('raw'); res.write('a'); req.socket.end('raw'); }, '1\r\na\r\nraw'],
  [(req, res) => { res.write('a'); assert.ok(req.socket.bytesWritten > 60); res.end(); }, '1\r\na\r\n0\r\n\r\n'],
];

async function said(handler, later) {
  const server = http.createServer(later ? (req, res) => { assert.ok(req.socket.remotePort); setImmediate(handler, req, res); } : handler);
  await new Promise((resolve) => server.listen(0, resolve));
  let text = '';
  const socket = net.connect(server.address().port);
  socket.setEncoding('latin1').on('data', (chunk) => { text += chunk; });
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  await new Promise((resolve) => socket.on('close', resolve));
  server.close();
  return text.slice(text.indexOf('\r\n\r\n') + 4);
}

(async () => {
  for (const later of [false, true]) {
    for (const [handler, body] of cases) assert.strictEqual(await said(handler, later), body, `${handler}`);
  }
})();

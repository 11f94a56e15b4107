// SPDX-License-Identifier: MIT
// What is written in one tick leaves at its end: an answer that is destroyed before has sent nothing; what end() has
// sent, and what was written in earlier ticks, has left.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const cases = [
  [(req, res) => { res.write('a'); res.destroy(); }, ''],
  [(req, res) => { res.write('a'); res.write('b'); req.destroy(); }, ''],
  [(req, res) => { res.write('a'); process.nextTick(() => res.destroy()); }, '1\r\na\r\n'],
  [(req, res) => { res.write('a'); setImmediate(() => { res.write('b'); res.destroy(); }); }, '1\r\na\r\n'],
  [(req, res) => { res.write('a'); assert.ok(req.socket.remotePort); res.destroy(); }, ''],
  [(req, res) => { assert.ok(req.socket.remotePort); res.write('a'); res.destroy(); }, ''],
  [(req, res) => { assert.ok(req.socket.remotePort); setImmediate(() => { res.write('a'); res.write('b'); res.destroy(); }); }, ''],
  [(req, res) => { res.end('a'); res.destroy(); }, 'a'],
  [(req, res) => { res.flushHeaders(); res.write('a'); res.end(); res.destroy(); }, '1\r\na\r\n0\r\n\r\n'],
];

async function said(handler, seesSockets) {
  const server = http.createServer(handler);
  if (seesSockets) server.on('connection', () => {});
  await new Promise((resolve) => server.listen(0, resolve));
  let text = '';
  const socket = net.connect(server.address().port);
  socket.setEncoding('latin1').on('data', (chunk) => { text += chunk; }).on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await new Promise((resolve) => socket.on('close', resolve));
  server.close();
  return text.slice(text.indexOf('\r\n\r\n') + (text === '' ? 1 : 4));
}

(async () => {
  for (const seesSockets of [false, true]) {
    for (const [handler, body] of cases) assert.strictEqual(await said(handler, seesSockets), body, `${handler}`);
  }
})();

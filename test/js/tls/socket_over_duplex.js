// SPDX-License-Identifier: MIT
// The class of a TLSSocket's `_handle._parentWrap` over a Duplex, as http2-wrapper (got) takes it: a net.Socket over any Duplex.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const tls = require('tls');
const { PassThrough, duplexPair } = require('stream');

const SocketOver = new tls.TLSSocket(new PassThrough())._handle._parentWrap.constructor;
const [here, there] = duplexPair();
const accepted = new SocketOver(there);
assert.ok(accepted instanceof net.Socket);
accepted._handle.getpeername = (out) => {
  Object.assign(out, { address: '192.0.2.1', port: 80, family: 'IPv4' });
  return 0;
};
let answers = 0;
const server = http.createServer((req, res) => {
  assert.strictEqual(req.socket.remoteAddress, '192.0.2.1');
  let size = 0;
  req.on('data', (chunk) => { size += chunk.length; }).on('end', () => res.end(`${size}`));
});
server.emit('connection', accepted);
const req = http.request({ method: 'POST', createConnection: () => new SocketOver(here) }, (res) => {
  let body = '';
  res.on('data', (chunk) => { body += chunk; }).on('end', () => {
    assert.strictEqual(body, '200000');
    answers++;
  });
});
req.write('x'.repeat(100000));
req.end('y'.repeat(100000));
process.on('exit', () => assert.strictEqual(answers, 1));

'use strict';
// session.close() while the transport is still writing: all arrives, then the session closes, on both sides.
const assert = require('node:assert');
const http2 = require('node:http2');
const net = require('node:net');

const BODY = Buffer.alloc(8_000_000, 'x');
const server = http2.createServer((req, res) => {
  req.stream.session.close();
  res.end(BODY);
});
const closed = [];
server.on('session', (session) => session.on('close', () => closed.push('server')));
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  const client = http2.connect('http://localhost', {
    createConnection: () => socket, settings: { initialWindowSize: 2 ** 31 - 1 },
  });
  client.on('connect', () => client.setLocalWindowSize(2 ** 31 - 1));
  const request = client.request();
  let received = 0;
  request.on('response', () => {
    socket._handle.readStop(); // a client that does not read for a while: the kernel's buffers fill
    setImmediate(() => setImmediate(() => socket._handle.readStart()));
  });
  request.on('data', (chunk) => { received += chunk.length; });
  client.on('close', () => {
    closed.push('client');
    server.close();
  });
  process.on('exit', () => {
    assert.strictEqual(received, BODY.length);
    assert.deepStrictEqual(closed.sort(), ['client', 'server']);
  });
});

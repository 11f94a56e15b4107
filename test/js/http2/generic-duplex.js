'use strict';
// Sessions over any Duplex: no socket, no native handle; and performServerHandshake.
const assert = require('node:assert');
const http2 = require('node:http2');
const { duplexPair } = require('node:stream');

const [left, right] = duplexPair();
const session = http2.performServerHandshake(right);
session.on('stream', (stream, headers) => {
  assert.strictEqual(headers[':authority'], 'localhost:80');
  stream.respond();
  stream.pipe(stream);
});
const client = http2.connect('http://localhost:80', { createConnection: () => left });
assert.throws(() => http2.connect('http://localhost:80', { createConnection: () => left }), { code: 'ERR_HTTP2_SOCKET_BOUND' });
const request = client.request({ ':method': 'POST' });
const body = Buffer.alloc(300_000, 'abc');
let received = 0;
request.on('data', (chunk) => { received += chunk.length; });
request.end(body);
request.on('close', () => {
  assert.strictEqual(received, body.length);
  client.close();
});
let closed = 0;
client.on('close', () => closed++);
session.on('close', () => closed++);
process.on('exit', () => assert.strictEqual(closed, 2));

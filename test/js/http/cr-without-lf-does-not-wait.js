// SPDX-License-Identifier: MIT
// A CR that no LF follows is an error at once, for servers and clients: nothing that comes could mend it.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const requests = [
  ['GET / HTTP/1.1\rHost: x', 'HPE_STRICT', 15],
  ['GET / HTTP/1.1\r\nHost: x\ra: b\r', 'HPE_LF_EXPECTED', 24],
  ['GET / HTTP/1.1\r\nHost: x\r\n\rX', 'HPE_STRICT', 26],
  ['GET / HTTP/1.1\r\nA\rb', 'HPE_INVALID_HEADER_TOKEN', 17],
  ['GET /\rx HTTP/1.1', 'HPE_INVALID_URL', 6],
];
const responses = [
  ['HTTP/1.1 200 OK\rx: y\r', 'HPE_STRICT'],
  ['HTTP/1.1 200\rx', 'HPE_STRICT'],
  ['HTTP/1.1 200 OK\r\nx: y\ra', 'HPE_LF_EXPECTED'],
  ['HTTP/1.1 200 OK\r\nx: y\r\n\rq', 'HPE_STRICT'],
];

const ask = (port, bytes) => new Promise((resolve) =>
  net.connect(port, '127.0.0.1', function() { this.write(bytes); }).resume().on('error', () => {}).on('close', resolve));

const server = http.createServer(() => assert.fail('no request'));
server.listen(0, '127.0.0.1', async () => {
  for (const [bytes, code, at] of requests) {
    const [told] = await Promise.all([
      new Promise((resolve) => server.once('clientError', (err, socket) => resolve(err, socket.destroy()))),
      ask(server.address().port, bytes),
    ]);
    assert.deepStrictEqual([told.code, told.bytesParsed], [code, at], JSON.stringify(bytes));
  }
  server.close();
  for (const [bytes, code] of responses) {
    const origin = net.createServer((socket) => socket.on('error', () => {}).once('data', () => socket.write(bytes)));
    await new Promise((resolve) => origin.listen(0, '127.0.0.1', resolve));
    const err = await new Promise((resolve) => http.get({ port: origin.address().port, host: '127.0.0.1' }).on('error', resolve));
    assert.strictEqual(err.code, code, JSON.stringify(bytes));
    origin.close();
  }
});

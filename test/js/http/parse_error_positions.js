// SPDX-License-Identifier: MIT
// 'clientError' names what is wrong as Node's parser does, and where: bytesParsed.
'use strict';
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const cases = [
  ['get / HTTP/1.1', 'HPE_INVALID_METHOD', 'Invalid method encountered', 0],
  ['GETX / HTTP/1.1', 'HPE_INVALID_METHOD', 'Expected space after method', 3],
  ['GET a HTTP/1.1', 'HPE_INVALID_URL', 'Invalid characters in url', 6],
  ['GET /\xe9 HTTP/1.1', 'HPE_INVALID_URL', 'Invalid char in url path', 5],
  ['GET /a?\x01 HTTP/1.1', 'HPE_INVALID_URL', 'Invalid char in url query', 7],
  ['GET http:/a HTTP/1.1', 'HPE_INVALID_URL', 'Unexpected char in url schema', 10],
  ['GET / HTTPS/1.1', 'HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/', 10],
  ['GET / HTTP/1.2', 'HPE_INVALID_VERSION', 'Invalid HTTP version', 14],
  ['GET / HTTP/1', 'HPE_INVALID_VERSION', 'Expected dot', 12],
  ['GET / HTTP/1.10', 'HPE_INVALID_VERSION', 'Expected CRLF after version', 14],
  ['POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2', 'HPE_UNEXPECTED_CONTENT_LENGTH', 'Duplicate Content-Length', 52],
  ['POST / HTTP/1.1\r\nContent-Length: -1', 'HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length', 33],
  ['GET / HTTP/1.1\r\nA: b\x01', 'HPE_INVALID_HEADER_TOKEN', 'Invalid header value char', 20],
  ['GET / HTTP/1.1\r\nA: b\nB: c', 'HPE_CR_EXPECTED', 'Missing expected CR after header value', 20],
];

const server = http.createServer(assert.fail);
let current;
server.on('clientError', ({ code, reason, bytesParsed, message }, socket) => {
  assert.deepStrictEqual([code, reason, bytesParsed], current.slice(1), current[0]);
  assert.strictEqual(message, `Parse Error: ${reason}`);
  socket.destroy();
});
server.listen(0, async () => {
  for (current of cases) {
    const socket = net.connect(server.address().port);
    socket.on('error', () => {});
    socket.write(`${current[0]}\r\n\r\n`, 'latin1');
    await new Promise((resolve) => socket.on('close', resolve));
  }
  server.close();
});

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

// A request whose last transfer coding is not chunked has no end that could be known: it is shown, and then refused, whether
// anything follows its head or not.
const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunkedchunked\r\n\r\n';
const rests = ['', '1\r\nA\r\n0\r\n\r\n'];
let requests = 0;
const errors = [];
const server = http.createServer((request) => {
  requests++;
  request.on('data', assert.fail).on('end', assert.fail).on('error', () => {});
}).on('clientError', (error, socket) => {
  errors.push([error.code, error.bytesParsed]);
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
}).listen(0, async () => {
  for (const rest of rests) {
    const client = net.connect(server.address().port);
    client.end(head + rest);
    let answer = '';
    for await (const chunk of client) answer += chunk;
    assert.match(answer, /^HTTP\/1\.1 400/);
  }
  server.close();
});
process.on('exit', () => {
  assert.strictEqual(requests, 2);
  assert.deepStrictEqual(errors, rests.map(() => ['HPE_INVALID_TRANSFER_ENCODING', head.length]));
});

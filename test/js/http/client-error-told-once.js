// SPDX-License-Identifier: MIT
// 'clientError' hears of a broken request once, of a client that resets its connection while the answer is awaited, and of
// the error with which an answer is destroyed.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { once } = require('events');

const head = 'POST / HTTP/1.1\r\nHost: x\r\n';
const cases = [
  ['cut', `${head}Content-Length: 9\r\n\r\nab`, (client) => client.end(), () => {}, ['HPE_INVALID_EOF_STATE']],
  ['bad', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, () => {}, () => {}, ['HPE_INVALID_CHUNK_SIZE']],
  ['reset', `${head}Content-Length: 2\r\n\r\nab`, (client) => client.resetAndDestroy(), () => {}, ['ECONNRESET']],
  ['own', `${head}Content-Length: 2\r\n\r\nab`, () => {}, (res) => res.destroy(new Error('own')), ['own']],
];

(async () => {
  for (const [name, bytes, leave, answer, expected] of cases) {
    const errors = [];
    let requested;
    const asked = new Promise((resolve) => { requested = resolve; });
    const server = http.createServer((req, res) => {
      req.on('error', () => {});
      requested();
      answer(res);
    }).listen(0, '127.0.0.1');
    const told = new Promise((resolve) => {
      server.on('clientError', (error, socket) => {
        errors.push(error.code ?? error.message);
        socket.on('close', resolve);
        socket.destroy(error);
      });
    });
    await once(server, 'listening');
    const client = net.connect(server.address().port, '127.0.0.1', () => client.write(bytes));
    client.on('error', () => {});
    await asked;
    leave(client);
    await told;
    assert.deepStrictEqual(errors, expected, name);
    client.destroy();
    server.close();
    await once(server, 'close');
    assert.deepStrictEqual(errors, expected, name);
  }
})();

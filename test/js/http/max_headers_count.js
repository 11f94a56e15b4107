// SPDX-License-Identifier: MIT
// server.maxHeadersCount: more are refused. request.maxHeadersCount: more are not looked at.
'use strict';
const assert = require('assert');
const http = require('http');
const { serve, exchange } = require('./fixtures/raw');

const request = (n) => `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${'A:b\r\n'.repeat(n - 2)}\r\n`;

function ask(server, headers, max) {
  return new Promise((resolve, reject) => {
    const req = http.get({ port: server.address().port, agent: false, path: `/${headers}` }, (res) => {
      resolve([Object.keys(res.headers).length, res.rawHeaders.length / 2]);
      res.resume();
    });
    req.on('error', reject);
    req.maxHeadersCount = max;
  });
}

(async () => {
  const server = await serve({}, (req, res) => res.end('ok'));
  assert.match(await exchange(server, request(900)), /^HTTP\/1.1 200/);
  assert.match(await exchange(server, request(2001)), /^HTTP\/1.1 431/);
  server.maxHeadersCount = 0;
  assert.match(await exchange(server, request(2001)), /^HTTP\/1.1 200/);
  server.maxHeadersCount = 5;
  assert.match(await exchange(server, request(5)), /^HTTP\/1.1 200/);
  assert.match(await exchange(server, request(6)), /^HTTP\/1.1 431/);
  let error;
  server.on('clientError', (e, socket) => {
    error = e;
    socket.destroy();
  });
  assert.strictEqual(await exchange(server, request(6)), '');
  assert.strictEqual(error.code, 'HPE_HEADER_OVERFLOW');
  server.close();

  const many = await serve({}, (req, res) => {
    res.sendDate = false;
    for (let i = 1; i < +req.url.slice(1); i++) res.setHeader(`h${i}`, 'x');
    res.writeHead(204).end();
  });
  assert.deepStrictEqual(await ask(many, 4, null), [4, 4]);
  assert.deepStrictEqual(await ask(many, 4, 1), [1, 4]);
  assert.deepStrictEqual(await ask(many, 40, 33), [33, 33]);
  assert.deepStrictEqual(await ask(many, 40, 0), [40, 40]);
  many.close();
})();

// SPDX-License-Identifier: MIT
// What comes in one read: handlers of all requests, then ticks; but a piece of a body is followed by ticks and microtasks
// before its message ends.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

const log = [];
const server = http.createServer((req, res) => {
  const name = req.url.slice(1);
  const note = (what) => log.push(`${name} ${what}`);
  note(`request ${req.complete}`);
  process.nextTick(note, 'tick');
  Promise.resolve().then(() => note('microtask'));
  if (req.method === 'POST') {
    req.on('data', () => {
      note('data');
      Promise.resolve().then(() => note('after data'));
    });
  }
  req.on('end', () => {
    note(`end ${req.complete}`);
    res.end();
  });
  if (req.method === 'GET') req.resume();
}).listen(0, '127.0.0.1', () => {
  const get = (n) => `GET /${n} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const post = (n) => `POST /${n} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi`;
  const chunked = 'POST /e HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n';
  const client = net.connect(server.address().port, '127.0.0.1', () => client.write(get('a') + get('b') + post('c') + post('d') + chunked));
  client.resume().on('close', () => {
    server.close();
    assert.deepStrictEqual(log, [
      'a request false', 'b request false', 'c request false',
      'a tick', 'b tick', 'c tick', 'c data', 'a end true', 'b end true',
      'a microtask', 'b microtask', 'c microtask', 'c after data',
      'd request false', 'c end true', 'd tick', 'd data', 'd microtask', 'd after data',
      'e request false', 'd end true', 'e tick', 'e data', 'e microtask', 'e after data', 'e end true',
    ]);
  });
});

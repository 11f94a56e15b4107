// SPDX-License-Identifier: MIT
// 'close' of a server whose connections go: at once for those that are closed by force, behind all that the last answer
// leads to for those that end by themselves.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { once } = require('events');

const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc';

async function order(leave, halfOpen) {
  const seen = [];
  const server = http.createServer((req, res) => {
    req.on('close', () => seen.push('request'));
    res.on('close', () => seen.push('response'));
    leave(server, res, () => seen.push('server'));
  }).listen(0);
  server.httpAllowHalfOpen = halfOpen;
  await once(server, 'listening');
  const client = net.connect(server.address().port).resume();
  if (halfOpen) client.end(post);
  else client.write(post);
  await Promise.all([once(client, 'close'), once(server, 'close')]);
  return seen.join(' ');
}

(async () => {
  assert.strictEqual(await order((server, res, done) => {
    res.end('x');
    server.close(done);
    server.closeAllConnections();
  }, false), 'server response request');
  assert.strictEqual(await order((server, res, done) => {
    server.close(done);
    setImmediate(() => res.end('x'));
  }, true), 'response request server');
})();

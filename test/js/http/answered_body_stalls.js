// SPDX-License-Identifier: MIT
// A client whose answer is out, but which does not go on with its body, is let go after keepAliveTimeout; bytes of the
// body count as life.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { once } = require('events');

const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n';
const server = http.createServer((req, res) => res.end('enough'));
server.keepAliveTimeout = 100;
server.keepAliveTimeoutBuffer = 0;
server.listen(0, async () => {
  const stalling = net.connect(server.address().port).resume();
  stalling.write(`${head}abc`);
  const sending = net.connect(server.address().port).resume();
  sending.write(head);
  let closed = false;
  sending.on('error', () => {}).on('close', () => { closed = true; });
  const slow = new Promise((resolve) => {
    let sent = 0;
    const timer = setInterval(() => {
      sending.write('x');
      if (++sent < 12) return;
      clearInterval(timer);
      resolve();
    }, 30);
  });
  await once(stalling, 'close');
  await slow;
  assert.strictEqual(closed, false);
  sending.destroy();
  server.close();
});

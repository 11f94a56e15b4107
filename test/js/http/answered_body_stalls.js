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

/** @returns {Promise<boolean>} was the process never kept from writing for as long as a client may stall? */
async function round() {
  const stalling = net.connect(server.address().port).resume();
  stalling.write(`${head}abc`);
  const sending = net.connect(server.address().port).resume();
  sending.write(head);
  let closed = false, before = performance.now(), longest = 0;
  sending.on('error', () => {}).on('close', () => { closed = true; });
  const slow = new Promise((resolve) => {
    let sent = 0;
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - before);
      before = now;
      sending.write('x');
      if (++sent < 12) return;
      clearInterval(timer);
      resolve(closed);
    }, 30);
  });
  const [early] = await Promise.all([slow, once(stalling, 'close')]);
  sending.destroy();
  assert.ok(!early || longest > 90, `closed, ${longest} ms`);
  return !early;
}
server.listen(0, async () => {
  while (!await round());
  server.close();
});

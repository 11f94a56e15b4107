// SPDX-License-Identifier: MIT
// Who pipelines requests and does not read the answers has only so many of them worked on: what waits in our memory is
// bounded, whatever came in one read, and all of it is answered in order when the client reads at last.
'use strict';
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { serve } = require('./fixtures/raw');

// What the kernel keeps on both ends is not ours, and differs from machine to machine.
const most = (name) => Number(fs.readFileSync(`/proc/sys/net/ipv4/tcp_${name}`, 'latin1').trim().split(/\s+/)[2]);
const ANSWER = 100_000, BOUND = Math.ceil((most('rmem') + most('wmem')) / ANSWER) + 100, MANY = Math.max(1000, 2 * BOUND);
(async () => {
  let requests = 0;
  const server = await serve({}, (req, res) => {
    assert.strictEqual(req.url, `/${requests++}`);
    res.end(Buffer.alloc(ANSWER, 'x'));
  });
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.pause();
  let many = '';
  for (let i = 0; i < MANY; i++) many += `GET /${i} HTTP/1.1\r\nHost: a\r\n\r\n`;
  socket.write(many);
  for (let before = -1; before !== requests || requests === 0;) {
    before = requests;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(requests < BOUND, `${requests} answers wait`);
  let bytes = 0;
  socket.resume();
  socket.on('data', (chunk) => {
    bytes += chunk.length;
    if (bytes > MANY * ANSWER && requests === MANY) {
      socket.destroy();
      server.close();
    }
  });
})();

// SPDX-License-Identifier: MIT
// Datagrams that have come together: in order, each with its own bytes and sender; those after a close() are not seen.
'use strict';
const assert = require('assert');
const dgram = require('dgram');

const server = dgram.createSocket('udp4');
const clients = [dgram.createSocket('udp4'), dgram.createSocket('udp4')];
const sizes = [0, 1, 1400, 65507, 3, 0, 9000, ...Array(30).fill(64)];
const { port } = server.bindSync({ address: '127.0.0.1' });
const ports = clients.map((client) => client.bindSync({ address: '127.0.0.1' }).port);
const seen = [];

server.on('message', (message, from) => {
  const n = seen.push(message);
  assert.deepStrictEqual(Object.keys(from), ['address', 'family', 'port', 'size']);
  assert.deepStrictEqual(from, { address: '127.0.0.1', family: 'IPv4', port: ports[(n - 1) % 2], size: sizes[n - 1] });
  process.nextTick(() => assert.strictEqual(seen.length, n)); // ticks run between them
  if (n === sizes.length) {
    for (const [i, m] of seen.entries()) assert.ok(m.equals(Buffer.alloc(sizes[i], i)), `message ${i}`);
    server.close(); // the two that follow
    for (const client of clients) client.close();
  }
});
server.on('close', () => process.nextTick(() => assert.strictEqual(seen.length, sizes.length)));
for (const [i, size] of [...sizes, 5, 5].entries()) {
  clients[i % 2].send(Buffer.alloc(size, i), port, '127.0.0.1', (err, n) => {
    assert.ifError(err);
    assert.strictEqual(n, size);
  });
}

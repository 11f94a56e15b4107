// SPDX-License-Identifier: MIT
// What a client writes comes back; end() on one side ends the other.
'use strict';
const assert = require('node:assert');
const net = require('node:net');

const big = Buffer.alloc(1 << 20, 'x');
const server = net.createServer((socket) => socket.pipe(socket)).listen(0, () => {
  const chunks = [];
  const client = net.connect(server.address().port, () => client.end(big));
  client.on('data', (chunk) => chunks.push(chunk));
  client.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.ok(Buffer.concat(chunks).equals(big));
    assert.strictEqual(client.bytesWritten, big.length);
    assert.strictEqual(client.bytesRead, big.length);
    server.close();
  });
});

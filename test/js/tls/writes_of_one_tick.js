// SPDX-License-Identifier: MIT
// Writes: what waits counts as buffered, small ones of one tick go together, and the end of the socket ends them.
'use strict';
const assert = require('node:assert');
const { pair } = require('./fixtures/keys');

(async () => {
  const [client, other, server] = await pair();
  for (let i = 1; i < 5; i++) {
    client.write('a');
    assert.strictEqual(client.writableLength, i);
  }
  const lengths = [];
  other.on('data', (chunk) => lengths.push(chunk.length));
  client.end();
  other.on('end', () => {
    assert.strictEqual(lengths.reduce((a, b) => a + b), 4);
    assert.ok(lengths.length <= 2, String(lengths));
    server.close();
  });
})();

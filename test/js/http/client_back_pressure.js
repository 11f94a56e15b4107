// SPDX-License-Identifier: MIT
// A large answer to a client that takes its time: write() says so, 'drain' comes, and the bytes are right.
'use strict';
const assert = require('node:assert');
const { createHash, randomBytes } = require('node:crypto');
const http = require('node:http');

const piece = randomBytes(1 << 18), PIECES = 64;
let drains = 0;
const hash = () => createHash('sha256');
const expected = hash();
for (let i = 0; i < PIECES; i++) expected.update(piece);

const server = http.createServer((req, res) => {
  let n = 0;
  const go = () => {
    while (n < PIECES) {
      n++;
      if (!res.write(piece)) return res.once('drain', () => { drains++; go(); });
    }
    res.end();
  };
  go();
}).listen(0, () => {
  http.get({ port: server.address().port, rejectUnauthorized: false, agent: false }, (res) => {
    const got = hash();
    res.once('data', (d) => {
      got.update(d);
      res.pause();
      setTimeout(() => res.on('data', (c) => got.update(c)).resume(), 50); // the peer is slow: that is the case
    });
    res.on('end', () => {
      assert.strictEqual(got.digest('hex'), expected.digest('hex'));
      assert.ok(drains > 1);
      server.close();
    });
  });
});

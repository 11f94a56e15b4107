// SPDX-License-Identifier: MIT
// A large answer to a client that takes its time, plain and over TLS: write() says so, 'drain' comes, and the bytes are right.
'use strict';
const assert = require('node:assert');
const { createHash, randomBytes } = require('node:crypto');
const http = require('node:http');
const https = require('node:https');
const { key, cert } = require('../tls/fixtures/keys');

const piece = randomBytes(1 << 18), PIECES = 64;
const hash = () => createHash('sha256');
const all = hash();
for (let i = 0; i < PIECES; i++) all.update(piece);
const expected = all.digest('hex');

for (const module of [http, https]) {
  let drains = 0;
  const server = module.createServer({ key, cert }, (req, res) => {
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
    module.get({ port: server.address().port, rejectUnauthorized: false, agent: false }, (res) => {
      const got = hash();
      res.once('data', (d) => {
        got.update(d);
        res.pause();
        setTimeout(() => res.on('data', (c) => got.update(c)).resume(), 50); // the peer is slow: that is the case
      });
      res.on('end', () => {
        assert.strictEqual(got.digest('hex'), expected);
        assert.ok(drains > 1);
        server.close();
      });
    });
  });
}

// SPDX-License-Identifier: MIT
// The reader of a response was slow when its last bytes came: the next one on that connection arrives all the same.
'use strict';

const assert = require('assert');
const http = require('http');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let rest;

const server = http.createServer((req, res) => {
  res.writeHead(200, { 'Content-Length': 10 + 65536 });
  res.write(Buffer.alloc(10));
  rest = () => res.end(Buffer.alloc(65536)); // as much as makes the reader's queue full, at the last byte
}).listen(0, () => {
  let left = 3;
  const next = () => {
    if (left-- === 0) {
      agent.destroy();
      server.close();
      return;
    }
    http.get({ port: server.address().port, agent }, (res) => {
      let seen = 0;
      res.once('data', () => {
        res.pause();
        rest();
        const wait = () => {
          if (!res.complete) return setImmediate(wait);
          res.resume();
        };
        wait();
      });
      res.on('data', (chunk) => seen += chunk.length);
      res.on('end', () => {
        assert.strictEqual(seen, 10 + 65536);
        next();
      });
    });
  };
  next();
});

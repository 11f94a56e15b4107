// SPDX-License-Identifier: MIT
// Connections that are cut after any number of bytes, in either direction: the server survives, forgets them, and
// answers the next one. The place is pseudo-random, with the seed printed when it fails.
'use strict';
const assert = require('node:assert');
const https = require('node:https');
const net = require('node:net');
const { key, cert } = require('../tls/fixtures/keys');
const { random } = require('../../fixtures/random');

const big = Buffer.alloc(200_000, 'b');
const server = https.createServer({ key, cert }, (req, res) => {
  if (req.url === '/socket') req.socket.on('error', () => {});
  if (req.method === 'POST') req.on('data', () => {}).on('end', () => res.end('taken')).on('error', () => {});
  else if (req.url === '/slow') { res.write(big); setImmediate(() => res.end(big)); } else res.end(big);
}).listen(0);

// A proxy that cuts the connection when so many bytes have passed.
function proxy(limit) {
  return new Promise((resolve) => {
    const cutter = net.createServer((below) => {
      const above = net.connect(server.address().port);
      let left = limit;
      const end = () => { below.destroy(); above[random(2) ? 'destroy' : 'resetAndDestroy'](); };
      const carry = (from, to) => from.on('data', (chunk) => {
        if (left <= 0) return;
        to.write(chunk.subarray(0, left));
        if ((left -= chunk.length) <= 0) end();
      }).on('error', () => {}).on('close', end);
      carry(below, above);
      carry(above, below);
    }).listen(0, () => resolve(cutter));
  });
}

async function once() {
  const cutter = await proxy(random(random(2) ? 4000 : 500_000));
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const ask = (path, method) => new Promise((resolve) => {
    const req = https.request({ port: cutter.address().port, path, method, agent }, (res) => {
      res.on('data', () => {}).on('error', () => {}).on('close', resolve);
    }).on('error', resolve);
    if (method === 'POST') req.write(big);
    req.end();
  });
  await Promise.all([ask('/a', 'GET'), ask('/slow', 'GET'), ask('/socket', 'POST')]);
  agent.destroy();
  await new Promise((resolve) => cutter.close(resolve));
}

server.on('listening', async () => {
  for (let i = 0; i < 25; i++) await Promise.all([once(), once()]);
  const agent = new https.Agent({ rejectUnauthorized: false });
  https.get({ port: server.address().port, agent }, (res) => {
    let n = 0;
    res.on('data', (d) => { n += d.length; }).on('end', () => {
      assert.strictEqual(n, big.length);
      server.close(); // nothing is left open, or this never ends
    });
  });
});

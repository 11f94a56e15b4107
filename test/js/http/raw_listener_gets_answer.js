// SPDX-License-Identifier: MIT
// A handler that listens to the raw bytes of its socket: it sees those of later requests, and all are answered.
'use strict';
const assert = require('assert');
const http = require('http');

let raw = 0;
const big = 'x'.repeat(300_000);
const server = http.createServer((req, res) => {
  if (req.url === '/') req.socket.on('data', (d) => { raw += d.length; });
  if (req.method === 'POST') req.pipe(res);
  else res.end(big);
});
server.listen(0, async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path, body) => new Promise((resolve, reject) => {
    http.request({ port: server.address().port, path, agent, method: body ? 'POST' : 'GET' }, (res) => {
      let text = '';
      res.setEncoding('latin1').on('data', (d) => { text += d; }).on('end', () => resolve(text));
    }).on('error', reject).end(body);
  });
  assert.strictEqual(await ask('/'), big);
  assert.strictEqual(await ask('/second', big), big);
  assert.strictEqual(await ask('/third'), big);
  assert.ok(raw > big.length);
  agent.destroy();
  server.close();
});

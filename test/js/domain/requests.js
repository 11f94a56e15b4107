// SPDX-License-Identifier: MIT
// A domain for each request, hundreds at a time: what a request throws, wherever it does, is answered by its own domain, and the
// others do not notice.
'use strict';

const assert = require('node:assert');
const domain = require('node:domain');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const http = require('node:http');

process.exitCode = 1; // until all has happened

const ways = {
  ok(id, res) { setImmediate(() => res.end(`ok ${id}`)); },
  sync(id) { throw new Error(`sync ${id}`); },
  tick(id) { process.nextTick(() => { throw new Error(`tick ${id}`); }); },
  timer(id) { setTimeout(() => { throw new Error(`timer ${id}`); }, id % 7); },
  immediate(id) { setImmediate(() => { throw new Error(`immediate ${id}`); }); },
  file(id) { fs.stat(__filename, () => { throw new Error(`file ${id}`); }); },
  emitter(id) { new EventEmitter().emit('error', new Error(`emitter ${id}`)); },
  rejection(id) { Promise.resolve().then(() => { throw new Error(`rejection ${id}`); }); },
  late(id, res) { fs.readFile(__filename, () => setTimeout(() => setImmediate(() => res.end(`late ${id}`)), 1)); },
};
const names = Object.keys(ways);
let outside = 0;
process.on('uncaughtException', (err) => {
  outside++;
  console.error(err);
});
process.on('uncaughtExceptionMonitor', () => { monitored++; });
let monitored = 0;

const server = http.createServer((req, res) => {
  const d = domain.create();
  d.add(req);
  d.add(res);
  d.on('error', (err) => {
    res.statusCode = 500;
    res.end(err.message);
  });
  const [, way, id] = req.url.split('/');
  d.run(() => ways[way](+id, res));
});

server.listen(0, '127.0.0.1', async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 20 }), { port } = server.address();
  const answers = await Promise.all(Array.from({ length: 450 }, (_, id) => new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', agent, path: `/${names[id % names.length]}/${id}` }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => resolve(`${res.statusCode} ${text}`));
    }).on('error', reject);
  })));
  answers.forEach((answer, id) => {
    const way = names[id % names.length];
    assert.strictEqual(answer, `${way === 'ok' || way === 'late' ? 200 : 500} ${way} ${id}`);
  });
  assert.strictEqual(outside, 0);
  assert.ok(monitored >= 250, `${monitored}`); // all but those of emitters and rejections
  agent.destroy();
  server.close(() => { process.exitCode = 0; });
});

// SPDX-License-Identifier: MIT
// A reader slower than its request pauses the connection; when the body has come whole, the next request is read.
'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');

let paused = 0;
function onRequest(req, res) {
  let size = 0;
  req.once('readable', () => {
    // All of it has arrived, more than the stream wants to hold.
    const wait = () => {
      if (!req.complete) return setImmediate(wait);
      if (req.readableLength >= req.readableHighWaterMark) paused++;
      req.on('data', (chunk) => { size += chunk.length; }).on('end', () => res.end(`${size}`));
      return undefined;
    };
    wait();
  });
}

const kSize = 120000;
function ask(agent, port) {
  return new Promise((resolve, reject) => {
    const req = http.request({ agent, port, method: 'POST', headers: { 'content-length': kSize } }, (res) => {
      let body = '';
      res.on('data', (chunk) => { body += chunk; }).on('end', () => resolve(body));
    });
    req.on('error', reject);
    req.end('x'.repeat(kSize));
  });
}

async function use(server) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const { port } = server.address();
  for (let i = 0; i < 4; i++) assert.strictEqual(await ask(agent, port), `${kSize}`);
  agent.destroy();
  server.close();
}

const native = http.createServer(onRequest).listen(0, () => use(native));
// A socket that the server was given.
const given = http.createServer(onRequest);
const outer = net.createServer((socket) => given.emit('connection', socket)).listen(0, () => use(outer));
process.on('exit', () => assert.ok(paused > 0));

// SPDX-License-Identifier: MIT
// An answer is with the client before the handler that gave it returns, whatever that still has to do.
'use strict';
const assert = require('assert');
const http = require('http');
const { Worker } = require('worker_threads');

const state = new Int32Array(new SharedArrayBuffer(4));
const server = http.createServer((req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/plain' });
  res.end('hello');
  assert.notStrictEqual(Atomics.wait(state, 0, 0, 20_000), 'timed-out');
}).listen(0, '127.0.0.1', () => {
  const worker = new Worker(`
    const { workerData: { port, state } } = require('worker_threads');
    const client = require('net').connect(port, '127.0.0.1', () => client.write('GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'));
    client.setEncoding('latin1').on('data', (text) => {
      if (!text.includes('hello')) return;
      Atomics.store(state, 0, 1);
      Atomics.notify(state, 0);
      client.end();
    });
  `, { eval: true, workerData: { port: server.address().port, state } });
  worker.on('exit', () => server.close());
});

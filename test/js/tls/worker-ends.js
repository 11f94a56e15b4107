// SPDX-License-Identifier: MIT
// A worker is ended while TLS connections are open in it: nothing is touched that has gone before.
'use strict';
const assert = require('assert');
const tls = require('tls');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

if (isMainThread) {
  const { cert, key } = require('./fixtures/keys');
  const worker = new Worker(__filename, { workerData: { cert, key } });
  worker.on('message', () => worker.terminate());
  worker.on('exit', (code) => assert.strictEqual(code, 1));
} else {
  const server = tls.createServer(workerData, (socket) => socket.resume()).listen(0, () => {
    const client = tls.connect({ port: server.address().port, ca: workerData.cert, host: 'localhost' }, () => {
      client.write(Buffer.alloc(100_000));
      parentPort.postMessage('connected');
    });
  });
}

// SPDX-License-Identifier: MIT
// A worker that is ended while it looks names up: what comes afterwards finds nothing that has been freed (a sanitizer sees it).
'use strict';

const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

const source = `
  const { lookup } = require('node:dns');
  for (let i = 0; i < 6; i++) lookup('x' + i + '.invalid', () => {});
  require('node:worker_threads').parentPort.postMessage('looking');`;

let ended = 0;
for (let i = 0; i < 4; i++) {
  const worker = new Worker(source, { eval: true });
  worker.on('message', () => worker.terminate());
  worker.on('exit', () => ended++);
}
process.on('exit', () => assert.strictEqual(ended, 4));

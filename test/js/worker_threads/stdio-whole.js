// SPDX-License-Identifier: MIT
// A thread ends when its standard streams have been taken, not when its input has ended.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

const worker = new Worker('process.stdin.pipe(process.stdout);', { eval: true, stdin: true, stdout: true });
const block = Buffer.alloc(65536, 'abcdefg');
let sent = 0, got = 0;
(function more() {
  while (sent < 32) {
    sent++;
    if (!worker.stdin.write(block)) return worker.stdin.once('drain', more);
  }
  worker.stdin.end();
})();
worker.stdout.on('data', (chunk) => { got += chunk.length; });
worker.stdout.on('end', () => assert.strictEqual(got, 32 * block.length));
worker.on('exit', (code) => assert.strictEqual(code, 0));
process.on('exit', () => assert.strictEqual(got, 32 * block.length));

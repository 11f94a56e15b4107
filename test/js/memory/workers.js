// SPDX-License-Identifier: MIT
// Flags: --expose-gc --no-warnings
// No growth: worker threads that end by themselves, or are terminated in the middle of work.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');
const { noCreep, noResidentGrowth } = require('../../fixtures/growth');

// What a worker is doing when it is ended.
const busy = [
  'for (;;);',
  'const again = () => require("fs").promises.readFile(process.execPath).then(again); again()',
  'require("zlib").gzip(Buffer.alloc(3e6), () => {}); require("crypto").pbkdf2("a", "b", 1e5, 64, "sha512", () => {})',
  'const again = () => require("dns").lookup("localhost", again); again(); setInterval(() => {}, 1)',
  'const s = require("net").createServer().listen(0, () => require("net").connect(s.address().port).write("x"))',
];

async function main() {
  const ended = async () => {
    const worker = new Worker('require("worker_threads").parentPort.postMessage(require("worker_threads").workerData)',
                              { eval: true, workerData: Buffer.alloc(1000), stdout: true });
    await once(worker, 'message');
    await once(worker, 'exit');
  };
  await noCreep('workers', ended, 10, 4000);
  await noResidentGrowth('workers', ended, 10);
  const terminated = async (i) => {
    const worker = new Worker(busy[i % busy.length], { eval: true, stdin: true, stderr: true });
    await once(worker, 'online');
    if (i % 2) await new Promise(setImmediate);
    await worker.terminate();
  };
  await noCreep('workers terminated', terminated, 10, 4000);
  await noResidentGrowth('workers terminated', terminated, 10);
}

let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

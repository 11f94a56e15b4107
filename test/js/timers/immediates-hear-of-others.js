// SPDX-License-Identifier: MIT
// A chain of immediates, for which the loop never waits, hears of messages, signals, files and timers as soon as ever.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { Worker } = require('node:worker_threads');

/** How many turns of the loop pass until `start(done)` calls done. */
function turns(start) {
  return new Promise((resolve) => {
    let count = 0, over = false;
    const turn = () => {
      if (over) resolve(count);
      else if (++count < 1e7) setImmediate(turn);
      else throw new Error('nothing came');
    };
    setImmediate(() => {
      start(() => { over = true; });
      turn();
    });
  });
}

(async () => {
  // Warm: the loop has turned for a while without asking anybody.
  await turns((done) => setTimeout(done, 5));

  const { port1, port2 } = new MessageChannel();
  assert.ok(await turns((done) => {
    port2.once('message', done);
    port1.postMessage('x');
  }) <= 3);
  port1.close();
  await new Promise((resolve) => port2.once('close', resolve));

  assert.ok(await turns((done) => {
    process.once('SIGUSR2', done);
    process.kill(process.pid, 'SIGUSR2');
  }) <= 3);

  await turns((done) => fs.readFile(__filename, done));

  const worker = new Worker('require("worker_threads").parentPort.postMessage("up")', { eval: true });
  await turns((done) => worker.once('message', done));
  await new Promise((resolve) => worker.once('exit', resolve));

  const start = performance.now();
  await turns((done) => setTimeout(done, 20));
  assert.ok(performance.now() - start >= 19);
})();

// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// No growth: messages between threads, channels that open and close, workers that start and end.
'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { MessageChannel, Worker } = require('node:worker_threads');
const { noGrowth } = require('../../fixtures/growth');

if (process.env.ASAN_OPTIONS) { // freed memory is kept for a while, to find its users
  console.log('resident memory of a sanitizer build says nothing');
  process.exit(77);
}

async function main() {
  const worker = new Worker(`
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', (message) => {
      if (message === 'end') process.exit();
      if (message instanceof ArrayBuffer) parentPort.postMessage(message, [message]);
      else if (message.last) parentPort.postMessage('got it');
    });`, { eval: true });
  await noGrowth('messages', async () => {
    const answer = once(worker, 'message');
    for (let i = 0; i < 1000; i++) worker.postMessage({ i, text: 'some text', list: [1, 2, 3], last: i === 999 });
    assert.deepStrictEqual(await answer, ['got it']);
  }, 20);
  await noGrowth('transfers', async () => {
    const memory = new ArrayBuffer(1 << 20), answer = once(worker, 'message');
    worker.postMessage(memory, [memory]);
    assert.strictEqual((await answer)[0].byteLength, 1 << 20);
  }, 50);
  worker.postMessage('end');
  await once(worker, 'exit');

  await noGrowth('channels', async () => {
    for (let i = 0; i < 100; i++) {
      const { port1, port2 } = new MessageChannel();
      port1.postMessage({ unread: i });
      port1.close();
      port2.close();
    }
    await new Promise(setImmediate);
  }, 50);

  // Threads have memory of their own, which the C library keeps for the next ones. What grows does so in every round.
  const before = [], MIB = 2 ** 20;
  for (let round = 0, growth = Infinity; growth >= 8 * MIB; round++) {
    assert.ok(round < 8, `workers: ${before.map((n) => Math.round(n / MIB))} MiB`);
    for (let i = 0; i < 8; i++) {
      const short = new Worker('require("node:worker_threads").parentPort.postMessage(1)', { eval: true });
      const [code] = await once(short, 'exit');
      assert.strictEqual(code, 0);
    }
    globalThis.gc();
    await new Promise(setImmediate);
    before.push(process.memoryUsage.rss());
    if (round > 1) growth = before[round] - before[round - 1];
  }
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

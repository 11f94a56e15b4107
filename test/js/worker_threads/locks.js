// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { Worker, locks } = require('node:worker_threads');

(async () => {
  const order = [];
  const worker = new Worker(`
    const { locks, parentPort } = require('worker_threads');
    locks.request('x', () => new Promise((resolve) => {
      parentPort.postMessage('held');
      parentPort.once('message', resolve);
    }));`, { eval: true });
  await new Promise((resolve) => worker.once('message', resolve));
  assert.strictEqual(await locks.request('x', { ifAvailable: true }, (lock) => lock), null);
  const aborted = locks.request('x', { signal: AbortSignal.abort() }, () => {});
  await assert.rejects(aborted, { name: 'AbortError' });
  const waiting = locks.request('x', (lock) => { order.push(lock.name, lock.mode); return 1; });
  assert.strictEqual((await locks.query()).pending.length, 1);
  worker.postMessage('go');
  assert.strictEqual(await waiting, 1);
  assert.deepStrictEqual(order, ['x', 'exclusive']);

  const stolen = locks.request('y', () => new Promise(() => {}));
  await locks.query();
  assert.strictEqual(await locks.request('y', { steal: true }, () => 2), 2);
  await assert.rejects(stolen, { name: 'AbortError' });
})();

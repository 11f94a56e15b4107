// SPDX-License-Identifier: MIT
// Web Locks: names that are no UTF-16 stay apart; an abort counts until the callback runs; when a request is answered,
// and the next one is served.
'use strict';
const assert = require('assert');

async function main() {
  const { locks } = navigator;
  await locks.request('\ud800', async (lock) => {
    assert.strictEqual(lock.name, '\ud800');
    const { held } = await locks.query();
    assert.strictEqual(held[0].name, '\ud800');
    await locks.request('\ufffd', (other) => assert.strictEqual(other.name, '\ufffd'));
  });
  await locks.request('a\0b', () => locks.request('a', () => {}));
  const controller = new AbortController();
  const first = locks.request('a', { signal: controller.signal }, () => assert.fail('runs'));
  const next = locks.request('a', () => 'next');
  controller.abort();
  await assert.rejects(first, { name: 'AbortError' });
  assert.strictEqual(await next, 'next');
  assert.deepStrictEqual((await locks.query()).held, []);

  // What a callback returns that is no promise is the answer one turn after it ran.
  const order = [];
  const answered = locks.request('b', () => { order.push('runs'); return 1; }).then(() => order.push('answered'));
  const turns = Promise.resolve().then(() => order.push('1')).then(() => order.push('2')).then(() => order.push('3'));
  await Promise.all([answered, turns]);
  assert.deepStrictEqual(order, ['runs', '1', '2', 'answered', '3']);

  // Who waits in the same thread has the lock before the loop turns.
  let turned = false;
  setImmediate(() => { turned = true; });
  const got = [];
  const take = (name, mode = 'exclusive') => locks.request('c', { mode }, async () => {
    got.push(name);
    if (name === 2) assert.strictEqual((await locks.query()).held.length, 2);
  });
  const gone = new AbortController();
  const requests = [take(1), take(2, 'shared'), take(3, 'shared')];
  const left = locks.request('c', { signal: gone.signal }, () => assert.fail('runs'));
  requests.push(take(4));
  gone.abort();
  await assert.rejects(left, { name: 'AbortError' });
  await Promise.all(requests);
  assert.deepStrictEqual(got, [1, 2, 3, 4]);
  assert.strictEqual(turned, false);
}
let done = false;
main().then(() => { done = true; });
process.on('exit', () => assert.ok(done));

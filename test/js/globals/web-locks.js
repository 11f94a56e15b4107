// SPDX-License-Identifier: MIT
// Web Locks: names that are no UTF-16 stay apart; an abort counts until the callback runs.
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
}
let done = false;
main().then(() => { done = true; });
process.on('exit', () => assert.ok(done));

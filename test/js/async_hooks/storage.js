// SPDX-License-Identifier: MIT
// AsyncLocalStorage follows timers, ticks, promises and bound functions.
'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage({ defaultValue: 'none' });
async function main() {
  await storage.run(1, async () => {
    await null;
    assert.strictEqual(storage.getStore(), 1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    assert.strictEqual(storage.getStore(), 1);
    await new Promise((resolve) => process.nextTick(resolve));
    assert.strictEqual(storage.exit(() => storage.getStore()), undefined);
    other.run(2, () => storage.run(3, () => assert.deepStrictEqual([storage.getStore(), other.getStore()], [3, 2])));
    assert.strictEqual(storage.getStore(), 1);
  });
  assert.strictEqual(storage.getStore(), undefined);
  assert.strictEqual(other.getStore(), 'none');
  const bound = storage.run(4, () => AsyncResource.bind(() => storage.getStore()));
  const snapshot = storage.run(5, () => AsyncLocalStorage.snapshot());
  assert.deepStrictEqual([bound(), snapshot(() => storage.getStore())], [4, 5]);
}
main();

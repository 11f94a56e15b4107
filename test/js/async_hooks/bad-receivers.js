// SPDX-License-Identifier: MIT
'use strict';
// AsyncLocalStorage on what is no storage, and what bind() and snapshot() look like.
const assert = require('assert');
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');

for (const self of [undefined, null, 1, {}, new Map(), Object.create(AsyncLocalStorage.prototype), new Proxy(new AsyncLocalStorage(), {})]) {
  let called = 0;
  assert.throws(() => AsyncLocalStorage.prototype.run.call(self, 1, () => called++), { name: 'TypeError' });
  assert.throws(() => AsyncLocalStorage.prototype.exit.call(self, () => called++), { name: 'TypeError' });
  assert.throws(() => AsyncLocalStorage.prototype.withScope?.call(self, 1) ?? assert.fail(), { name: 'TypeError' });
  assert.strictEqual(called, 0);
}
const foreign = { name: 'TypeError', message: 'Cannot read private member #defaultValue from an object whose class did not declare it' };
assert.throws(() => AsyncLocalStorage.prototype.run.call(Object.create(AsyncLocalStorage.prototype), 1, () => {}), foreign);

const bound = AsyncLocalStorage.bind(function two(a, b) { return a + b; });
assert.deepStrictEqual([bound.name, bound.length, bound(1, 2)], ['bound', 2, 3]);
const snapshot = AsyncLocalStorage.snapshot();
assert.deepStrictEqual([snapshot.name, snapshot.length, snapshot((x) => x, 5)], ['bound', 1, 5]);
for (const fn of [1, 'x', {}, Symbol('s')]) assert.throws(() => AsyncLocalStorage.bind(fn), { code: 'ERR_INVALID_ARG_TYPE' });

// Of two wrong arguments the first; getters that throw.
assert.throws(() => new AsyncResource(5, -5), { code: 'ERR_INVALID_ARG_TYPE', message: /"type"/ });
for (const id of [-2, NaN, 1.5, 2 ** 53]) assert.throws(() => new AsyncResource('x', id), { code: 'ERR_INVALID_ASYNC_ID' });
for (const key of ['triggerAsyncId', 'requireManualDestroy']) assert.throws(() => new AsyncResource('x', { get [key]() { throw new Error(key); } }), { message: key });
assert.throws(() => new AsyncResource('x').runInAsyncScope(5), { name: 'TypeError' });

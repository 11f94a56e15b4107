// SPDX-License-Identifier: MIT
// queueMicrotask keeps the order among promises and ticks, the async context, and reports what is thrown.
'use strict';
const assert = require('assert');
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');

const log = [];
const storage = new AsyncLocalStorage();
process.on('uncaughtException', (error) => log.push(error.message));
process.nextTick(() => log.push('tick'));
Promise.resolve().then(() => log.push('promise 1'));
storage.run('a', () => queueMicrotask(() => {
  log.push(`micro ${storage.getStore()}`);
  queueMicrotask(() => log.push(`inner ${storage.getStore()}`));
  throw new Error('thrown');
}));
Promise.resolve().then(() => log.push('promise 2'));
let id;
queueMicrotask(() => {
  id = executionAsyncId();
  log.push(`outer ${storage.getStore()}`);
});
setImmediate(() => {
  assert.ok(id > 1);
  assert.deepStrictEqual(log, ['tick', 'promise 1', 'micro a', 'thrown', 'promise 2', 'outer undefined', 'inner a']);
});
assert.throws(() => queueMicrotask('x'), { code: 'ERR_INVALID_ARG_TYPE' });

// Handlers of 'uncaughtException' run in the async context of what has thrown; the next callback does not.
'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const seen = [];
process.on('uncaughtException', (error) => seen.push([error.message, storage.getStore()]));
storage.run(1, () => setTimeout(() => { throw new Error('timer'); }));
storage.run(2, () => setImmediate(() => { throw new Error('immediate'); }));
storage.run(3, () => process.nextTick(() => { throw new Error('tick'); }));
storage.run(4, () => require('node:fs').stat('x', () => { throw new Error('fs'); }));
setTimeout(() => {
  assert.strictEqual(storage.getStore(), undefined);
  setImmediate(() => assert.strictEqual(storage.getStore(), undefined));
}, 5);
process.on('exit', () => {
  assert.deepStrictEqual(Object.fromEntries(seen), { timer: 1, immediate: 2, tick: 3, fs: 4 });
});

// SPDX-License-Identifier: MIT
// read() that is answered at once queues a tick for 'readable' each time. As many listeners are called as ever, in order with other
// ticks and each in its own async context; a stream that is read in microtasks only does not gather them in memory.
'use strict';
// Flags: --expose-gc
const assert = require('assert');
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');
const { Readable } = require('stream');

function numbers(count) {
  let i = 0;
  return new Readable({ objectMode: true, read() { this.push(i < count ? i++ : null); } });
}

const storage = new AsyncLocalStorage();
const log = [], ids = new Set();
const stream = numbers(20);
storage.run('a', () => {
  stream.read();
  stream.read();
  process.nextTick(() => log.push('between'));
  stream.read();
});
storage.run('b', () => stream.read());
stream.unshift(-1); // now there is something to tell of
queueMicrotask(() => log.push('microtask'));
stream.on('readable', () => {
  log.push(`readable ${storage.getStore()}`);
  ids.add(executionAsyncId());
  storage.enterWith('of another tick');
});
setImmediate(() => {
  assert.deepStrictEqual(log.slice(0, 5), ['readable a', 'readable a', 'between', 'readable a', 'readable b']);
  assert.ok(log.indexOf('microtask') > 4);
  assert.strictEqual(ids.size, log.length - 2);
  afterThrow();
});

// One that throws does not take the others with it.
function afterThrow() {
  const other = numbers(9), seen = [];
  other.read();
  other.read();
  other.read();
  process.nextTick(() => seen.push('tick'));
  other.unshift(-1);
  other.on('readable', () => {
    if (seen.push('readable') === 1) throw new Error('first');
  });
  process.once('uncaughtException', (error) => {
    assert.strictEqual(error.message, 'first');
    setImmediate(setImmediate, () => {
      assert.deepStrictEqual(seen.slice(0, 4), ['readable', 'readable', 'readable', 'tick']);
      iterate();
    });
  });
}

async function iterate() {
  await null; // begins in a microtask, so that no tick fills the queue
  const count = 50000;
  let seen = 0, before;
  for await (const value of numbers(count)) {
    assert.strictEqual(value, seen++);
    if (seen === 100 || seen === count - 100) {
      gc();
      const { heapUsed } = process.memoryUsage();
      before ??= heapUsed;
      assert.ok(heapUsed - before < 1e6, `${heapUsed - before} bytes more`);
    }
  }
  assert.strictEqual(seen, count);
}

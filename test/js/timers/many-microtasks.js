// SPDX-License-Identifier: MIT
// Any number of microtasks may wait; they keep their order, among promises too, and have ids of their own.
'use strict';
const assert = require('node:assert');
const { executionAsyncId, triggerAsyncId } = require('node:async_hooks');

const seen = [], ids = new Set(), outer = executionAsyncId();
const COUNT = 10_000;
for (let i = 0; i < COUNT; i++) {
  queueMicrotask(() => {
    seen.push(i);
    ids.add(executionAsyncId());
    assert.strictEqual(triggerAsyncId(), outer);
    if (i % 10 === 0) queueMicrotask(() => seen.push(COUNT + i));
    if (i % 1000 === 500) throw new Error(`${i}`);
  });
  if (i % 7 === 0) Promise.resolve().then(() => seen.push(-i));
}
const errors = [];
process.on('uncaughtException', (error) => errors.push(Number(error.message)));

setTimeout(() => {
  const expected = [];
  for (let i = 0; i < COUNT; i++) {
    expected.push(i);
    if (i % 7 === 0) expected.push(-i);
  }
  for (let i = 0; i < COUNT; i += 10) expected.push(COUNT + i);
  assert.deepStrictEqual(seen, expected);
  assert.strictEqual(ids.size, COUNT);
  assert.deepStrictEqual(errors, [500, 1500, 2500, 3500, 4500, 5500, 6500, 7500, 8500, 9500]);
  let left = 1000; // after many, one by one
  queueMicrotask(function next() {
    if (--left > 0) queueMicrotask(next);
  });
  setTimeout(() => assert.strictEqual(left, 0), 1);
}, 1);

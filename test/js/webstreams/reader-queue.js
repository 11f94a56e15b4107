// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// Reads that wait and chunks that wait meet in order, past the first size of the queue.
(async () => {
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; } });
  const reader = stream.getReader();
  const reads = Array.from({ length: 20 }, () => reader.read());
  for (let i = 0; i < 40; i++) controller.enqueue(i);
  assert.deepStrictEqual((await Promise.all(reads)).map((r) => r.value), Array.from({ length: 20 }, (_, i) => i));
  for (let i = 20; i < 30; i++) assert.deepStrictEqual(await reader.read(), { value: i, done: false });
  for (let i = 40; i < 60; i++) controller.enqueue(i);
  controller.close();
  for (let i = 30; i < 60; i++) assert.deepStrictEqual(await reader.read(), { value: i, done: false });
  assert.deepStrictEqual(await reader.read(), { value: undefined, done: true });
  await reader.closed;
})();

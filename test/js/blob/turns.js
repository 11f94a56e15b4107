// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// What is in memory is read within a few turns of the microtask queue: the bytes first, what is made of them next.
(async () => {
  const blob = new Blob(['abc']);
  const order = [];
  const note = (name) => () => order.push(name);
  const reader = blob.stream().getReader();
  await Promise.all([
    blob.text().then(note('text')),
    blob.bytes().then(note('bytes')),
    blob.arrayBuffer().then(note('arrayBuffer')),
    Promise.resolve().then(note('1')).then(note('2')).then(note('3')),
  ]);
  assert.deepStrictEqual(order, ['1', 'arrayBuffer', '2', 'text', 'bytes', '3']);

  order.length = 0;
  await Promise.all([reader.read().then(note('read')), Promise.resolve().then(note('1'))]);
  assert.deepStrictEqual(order, ['read', '1']);
  assert.deepStrictEqual(await reader.read(), { value: undefined, done: true });

  const large = new Blob(['x'.repeat(1 << 20), 'y', 'z'.repeat(5)]);
  let size = 0;
  for await (const chunk of large.stream()) size += chunk.length;
  assert.strictEqual(size, large.size);
  const byob = large.stream().getReader({ mode: 'byob' });
  let read = 0;
  for (;;) {
    const { value, done } = await byob.read(new Uint8Array(1 << 19));
    if (done) break;
    read += value.length;
  }
  assert.strictEqual(read, large.size);

  for (const name of ['text', 'bytes', 'arrayBuffer']) await assert.rejects(blob[name].call({}), { code: 'ERR_INVALID_THIS' });
})();

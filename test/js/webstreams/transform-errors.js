// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  const boom = new Error('boom');
  for (const transform of [() => { throw boom; }, async () => { throw boom; }]) {
    const { readable, writable } = new TransformStream({ transform });
    const writer = writable.getWriter();
    const read = readable.getReader().read();
    await assert.rejects(writer.write('x'), boom);
    await assert.rejects(read, boom);
    await assert.rejects(writer.closed, boom);
  }

  // terminate() closes one side and breaks the other.
  const { readable, writable } = new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      controller.terminate();
    },
  });
  const writer = writable.getWriter();
  writer.closed.catch(() => {});
  const reader = readable.getReader();
  writer.write('x').catch(() => {});
  assert.deepStrictEqual(await reader.read(), { value: 'x', done: false });
  assert.deepStrictEqual(await reader.read(), { value: undefined, done: true });
  await assert.rejects(writer.write('y'), { code: 'ERR_INVALID_STATE' });

  // cancel() of the transformer, once.
  let cancels = 0;
  const t = new TransformStream({ cancel() { cancels++; }, flush() { assert.fail('flush'); } });
  await Promise.all([t.readable.cancel(boom), t.writable.abort(boom).catch(() => {})]);
  assert.strictEqual(cancels, 1);
})();

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; } });
  const first = stream.getReader();
  assert.throws(() => stream.getReader(), { code: 'ERR_INVALID_STATE', name: 'TypeError' });
  const pending = first.read();
  first.releaseLock();
  await assert.rejects(pending, { code: 'ERR_INVALID_STATE' });
  await assert.rejects(first.closed, { code: 'ERR_INVALID_STATE' });
  await assert.rejects(first.read(), { code: 'ERR_INVALID_STATE' });
  controller.enqueue('x');
  const second = stream.getReader();
  assert.deepStrictEqual(await second.read(), { value: 'x', done: false });
  controller.error(new RangeError('gone'));
  await assert.rejects(second.read(), RangeError);
  await assert.rejects(second.closed, RangeError);
})();

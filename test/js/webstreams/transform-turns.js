// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// A write to a TransformStream is done one turn after its chunk has come out.
const log = [];
const { readable, writable } = new TransformStream({ transform(chunk, controller) { controller.enqueue(chunk); } });
setImmediate(async () => {
  const writer = writable.getWriter();
  const reader = readable.getReader();
  writer.write(1).then(() => log.push('written'));
  reader.read().then(() => log.push('read'));
  for (let i = 0; i < 5; i++) {
    await null;
    log.push(i);
  }
  assert.deepStrictEqual(log, [0, 'read', 1, 2, 'written', 3, 4]);
});

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');
const { Readable } = require('stream');

// The end of a web stream that a Readable waits for is told before microtasks; a chunk comes in one.
function order(act) {
  return new Promise((resolve) => {
    let controller;
    const log = [];
    const readable = Readable.fromWeb(new ReadableStream({ start(c) { controller = c; } }, { highWaterMark: 0 }));
    readable.on('data', () => log.push('data')).on('end', () => log.push('end'));
    setImmediate(() => {
      act(controller);
      queueMicrotask(() => log.push('microtask'));
      setImmediate(() => resolve(log));
    });
  });
}
(async () => {
  assert.deepStrictEqual(await order((c) => c.close()), ['end', 'microtask']);
  assert.deepStrictEqual(await order((c) => c.enqueue('a')), ['data', 'microtask']);
})();

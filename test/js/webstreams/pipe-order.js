// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// Chunks arrive in order through a chain of transforms, however the ends behave.
async function through(count, mark) {
  let i = 0;
  const source = new ReadableStream({ pull(c) { if (i < count) c.enqueue(i++); else c.close(); } });
  const async = new TransformStream({ async transform(n, c) { await null; c.enqueue(n * 2); } });
  const sync = new TransformStream({ transform(n, c) { c.enqueue(n + 1); } });
  const got = [];
  const sink = new WritableStream({
    async write(n) {
      if (n % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      got.push(n);
    },
  }, mark === undefined ? undefined : { highWaterMark: mark });
  await source.pipeThrough(async).pipeThrough(sync).pipeTo(sink);
  assert.deepStrictEqual(got, Array.from({ length: count }, (_, n) => n * 2 + 1));
}

Promise.all([through(50), through(50, 4), through(50, Infinity), through(0)]);

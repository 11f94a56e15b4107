// SPDX-License-Identifier: MIT
'use strict';
// Flags: --expose-gc
const assert = require('assert');

// Nothing stays behind per chunk or per stream.
async function round(count) {
  let i = 0;
  const source = new ReadableStream({ pull(c) { if (i++ < count) c.enqueue({ i }); else c.close(); } });
  const step = new TransformStream({ transform(chunk, c) { c.enqueue(chunk); } });
  await source.pipeThrough(step).pipeTo(new WritableStream());
}
const used = () => {
  global.gc();
  return process.memoryUsage().heapUsed;
};

(async () => {
  for (let i = 0; i < 50; i++) await round(200);
  // What is being compiled at that moment holds on to some of it now and then: what stays stays each time.
  let least = Infinity;
  for (let time = 0; time < 3 && least >= 1e6; time++) {
    const before = used();
    await round(30000);
    for (let i = 0; i < 300; i++) await round(10);
    least = Math.min(least, used() - before);
  }
  assert.ok(least < 1e6, `grew by ${least} bytes`);
})();

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  const boom = new Error('boom');
  let reason;
  let signal;
  const stream = new WritableStream({
    start(c) { signal = c.signal; },
    write() { return new Promise((resolve) => signal.addEventListener('abort', resolve)); },
    abort(r) { reason = r; },
  });
  const writer = stream.getWriter();
  const write = writer.write('x');
  const queued = writer.write('y');
  queued.catch(() => {});
  await new Promise(setImmediate);
  await writer.abort(boom);
  assert.strictEqual(signal.reason, boom);
  assert.strictEqual(reason, boom);
  await write; // it was under way, and ended well
  await assert.rejects(queued, boom);
  await assert.rejects(writer.closed, boom);
  await assert.rejects(writer.ready, boom);
  await assert.rejects(writer.write('z'), boom);
})();

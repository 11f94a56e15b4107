// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

const boom = new Error('boom');

(async () => {
  // The source fails: the destination is aborted, unless prevented.
  let aborted;
  const failing = () => new ReadableStream({ start(c) { c.enqueue(1); }, pull() { throw boom; } });
  await assert.rejects(failing().pipeTo(new WritableStream({ abort(reason) { aborted = reason; } })), boom);
  assert.strictEqual(aborted, boom);
  const kept = new WritableStream();
  await assert.rejects(failing().pipeTo(kept, { preventAbort: true }), boom);
  assert.strictEqual(kept.locked, false);
  await kept.getWriter().write('still works');

  // The destination fails: the source is cancelled.
  let cancelled;
  const source = new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(reason) { cancelled = reason; } });
  await assert.rejects(source.pipeTo(new WritableStream({ write() { throw boom; } })), boom);
  assert.strictEqual(cancelled, boom);

  // A destination that is closed already.
  const closed = new WritableStream();
  await closed.close();
  await assert.rejects(new ReadableStream().pipeTo(closed), { code: 'ERR_INVALID_STATE' });

  // A signal ends the pipe; what has been read is written first.
  const controller = new AbortController();
  const written = [];
  const endless = new ReadableStream({ pull(c) { c.enqueue(written.length); } });
  await assert.rejects(endless.pipeTo(new WritableStream({
    write(n) {
      written.push(n);
      if (n === 3) controller.abort(boom);
    },
  }), { signal: controller.signal }), boom);
  assert.deepStrictEqual(written, [0, 1, 2, 3]);
})();

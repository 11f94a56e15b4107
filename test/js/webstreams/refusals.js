// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

const invalid = (text) => ({ code: 'ERR_INVALID_STATE', message: `Invalid state: ${text}` });
const locked = new ReadableStream({ type: 'bytes' });
locked.getReader();
assert.throws(() => locked.getReader({ mode: 'byob' }), invalid('ReadableStream is locked'));

(async () => {
  // What still waits when its reader lets go.
  for (const mode of [undefined, 'byob']) {
    const reader = new ReadableStream({ type: 'bytes' }).getReader({ mode });
    const pending = reader.read(new Uint8Array(1));
    reader.releaseLock();
    await assert.rejects(pending, invalid('Releasing reader'));
    await assert.rejects(reader.cancel(), invalid('The reader is not attached to a stream'));
  }

  // Streams that failed or were closed.
  const aborted = new WritableStream();
  await aborted.abort();
  await assert.rejects(aborted.close(), invalid('WritableStream is closed'));

  // An error of the destination comes before the end of the source.
  const ended = new ReadableStream({ start(c) { c.close(); } });
  const failed = new WritableStream({ start(c) { c.error(new Error('sink')); } });
  await new Promise(setImmediate); // it has started
  await assert.rejects(ended.pipeTo(failed, { preventClose: true }), { message: 'sink' });

  // options.min
  const read = (view, min) => new ReadableStream({ type: 'bytes', pull(c) { c.enqueue(new Uint8Array(4)); } })
    .getReader({ mode: 'byob' }).read(view, { min });
  await assert.rejects(read(new Uint8Array(1), 2), { code: 'ERR_OUT_OF_RANGE', message: /<= view\.length\. Received 2/ });
  await assert.rejects(read(new DataView(new ArrayBuffer(1)), 2), { message: /<= view\.byteLength/ });
  await assert.rejects(read(new Uint8Array(1), '1'), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(read(new Uint8Array(2), 1.5), { code: 'ERR_INVALID_ARG_VALUE', message: /must be an integer/ });
  assert.strictEqual((await read(new Uint8Array(2), null)).value.length, 2);
})();

// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

// closed and ready are made when asked for, and are the same promise until their state changes.
(async () => {
  const stream = new WritableStream({}, { highWaterMark: 1 });
  const writer = stream.getWriter();
  assert.strictEqual(writer.closed, writer.closed);
  const ready = writer.ready;
  await ready;
  const write = writer.write('x');
  assert.notStrictEqual(writer.ready, ready);
  const later = writer.ready;
  await write;
  assert.strictEqual(writer.ready, later);
  await later;
  await writer.close();
  await writer.closed;

  // Failures that nobody asks about are no unhandled rejections.
  process.on('unhandledRejection', assert.fail);
  new ReadableStream({ start(c) { c.error(new Error('quiet')); } }).getReader();
  const bad = new WritableStream({ start() { throw new Error('quiet'); } });
})().catch((error) => assert.strictEqual(error.message, 'quiet'));

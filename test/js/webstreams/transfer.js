// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

(async () => {
  // A readable one: what stays behind is locked.
  const readable = new ReadableStream({ start(c) { c.enqueue({ a: 1 }); c.enqueue('two'); c.close(); } });
  const copy = structuredClone(readable, { transfer: [readable] });
  assert.ok(copy instanceof ReadableStream);
  assert.strictEqual(readable.locked, true);
  const got = [];
  for await (const chunk of copy) got.push(chunk);
  assert.deepStrictEqual(got, [{ a: 1 }, 'two']);

  // A writable one, and back-pressure through the port.
  const written = [];
  let onClosed;
  const closed = new Promise((resolve) => { onClosed = resolve; });
  const writable = new WritableStream({ async write(chunk) { await null; written.push(chunk); }, close: () => onClosed() });
  const writer = structuredClone(writable, { transfer: [writable] }).getWriter();
  for (let i = 0; i < 10; i++) {
    await writer.ready;
    writer.write(i);
  }
  await writer.close();
  await Promise.all([closed, new Promise((resolve) => setTimeout(resolve, 1))]);
  assert.deepStrictEqual(written, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

  // A transform stream through a real port.
  const transform = new TransformStream({ transform(chunk, c) { c.enqueue(chunk * 2); } });
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(transform, [transform]);
  const other = await new Promise((resolve) => { port2.onmessage = ({ data }) => resolve(data); });
  const w = other.writable.getWriter();
  w.write(21);
  const reader = other.readable.getReader();
  assert.deepStrictEqual(await reader.read(), { value: 42, done: false });
  w.close(); // both have to end: transfer-keeps-alive.js
  assert.deepStrictEqual(await reader.read(), { value: undefined, done: true });
  port1.close();

  // Errors travel; locked and unlisted streams are refused.
  const failing = new ReadableStream({ pull() { throw new RangeError('far'); } });
  await assert.rejects(structuredClone(failing, { transfer: [failing] }).getReader().read(), { name: 'RangeError', message: 'far' });
  const locked = new ReadableStream();
  locked.getReader();
  assert.throws(() => structuredClone(locked, { transfer: [locked] }), { name: 'DataCloneError' });
  assert.throws(() => structuredClone(new WritableStream()), { name: 'DataCloneError' });
})();

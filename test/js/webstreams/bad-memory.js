// SPDX-License-Identifier: MIT
'use strict';
// Byte streams and memory that is shared, empty, transferred, resized or taken away in the middle.
const assert = require('assert');

const shared = (name) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: new RegExp(`^The argument '${name}' must not be backed by a SharedArrayBuffer`) });
const state = { name: 'TypeError', code: 'ERR_INVALID_STATE' };
const sharedView = () => new Uint8Array(new SharedArrayBuffer(4));
function detached() {
  const view = new Uint8Array(4);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
}
function resized() {
  const memory = new ArrayBuffer(16, { maxByteLength: 32 });
  const view = new Uint8Array(memory, 8, 8);
  memory.resize(4);
  return view;
}
const reader = (source) => new ReadableStream({ type: 'bytes', ...source }).getReader({ mode: 'byob' });
const filling = () => reader({ pull(c) { c.enqueue(new Uint8Array(4)); } });
let steps = 0;

async function views() {
  await assert.rejects(filling().read(sharedView()), shared('view'));
  await assert.rejects(filling().read(new DataView(new SharedArrayBuffer(4))), shared('view'));
  for (const view of [detached(), resized(), new Uint8Array(0)]) await assert.rejects(filling().read(view), state);
  for (const view of [undefined, null, 1, 'x', {}, new ArrayBuffer(4)]) await assert.rejects(filling().read(view, 5), { code: 'ERR_INVALID_ARG_TYPE', message: /"view"/ });
  for (const options of [5, 'x']) await assert.rejects(filling().read(new Uint8Array(4), options), { code: 'ERR_INVALID_ARG_TYPE', message: /"options"/ });
  assert.strictEqual((await filling().read(new Uint8Array(4), null)).value.length, 4);

  // The getter takes the memory that was looked at already.
  const view = new Uint8Array(4);
  const read = filling().read(view, { get min() { structuredClone(view.buffer, { transfer: [view.buffer] }); return 1; } });
  await assert.rejects(read, (error) => error instanceof Error);
  const memory = new ArrayBuffer(8, { maxByteLength: 8 });
  await filling().read(new Uint8Array(memory), { get min() { memory.resize(0); return 1; } }).then(() => {}, (error) => assert.ok(error instanceof Error));
  steps++;
}

function chunks() {
  new ReadableStream({
    type: 'bytes',
    start(c) {
      assert.throws(() => c.enqueue(sharedView()), shared('chunk'));
      for (const chunk of [detached(), resized(), new Uint8Array(0), new DataView(new ArrayBuffer(0))]) assert.throws(() => c.enqueue(chunk), state);
      for (const chunk of [undefined, null, 1, {}, new ArrayBuffer(2)]) assert.throws(() => c.enqueue(chunk), { code: 'ERR_INVALID_ARG_TYPE' });
      assert.strictEqual(c.desiredSize, 0);
      steps++;
    },
  });
}

function answers() {
  const shown = [[undefined, 'undefined'], [false, 'false'], [NaN, 'NaN'], [5, '5']];
  reader({
    pull(c) {
      for (const [value, text] of shown) {
        assert.throws(() => c.byobRequest.respond(value), { code: 'ERR_INVALID_ARG_VALUE', message: `The argument 'bytesWritten' is invalid. Received ${text}` });
      }
      for (const view of [1, null, {}, new ArrayBuffer(2)]) assert.throws(() => c.byobRequest.respondWithNewView(view), { code: 'ERR_INVALID_ARG_TYPE' });
      for (const view of [detached(), new Uint8Array(1), new Uint8Array(5), new Uint8Array(0)]) assert.throws(() => c.byobRequest.respondWithNewView(view), (error) => error instanceof Error);
      const { view } = c.byobRequest;
      structuredClone(view.buffer, { transfer: [view.buffer] });
      assert.throws(() => c.byobRequest.respond(1), state);
      c.error(new Error('end'));
      steps++;
    },
  }).read(new Uint8Array(2)).catch((error) => assert.strictEqual(error.message, 'end'));
}

// Sizes that are none: shown as they were given.
for (const [size, text] of [[undefined, 'undefined'], ['x', "'x'"], [{}, '{}'], [-1, '-1'], [Infinity, 'Infinity']]) {
  new ReadableStream({
    start(c) {
      assert.throws(() => c.enqueue('a'), { name: 'RangeError', code: 'ERR_INVALID_ARG_VALUE', message: `The argument 'size' is invalid. Received ${text}` });
      steps++;
    },
  }, { size: () => size });
}
for (const [mark, text] of [['x', "'x'"], [{}, '{}'], [-1, '-1'], [NaN, 'NaN']]) {
  const expected = { name: 'RangeError', code: 'ERR_INVALID_ARG_VALUE', message: `The property 'strategy.highWaterMark' is invalid. Received ${text}` };
  assert.throws(() => new ReadableStream({}, { highWaterMark: mark }), expected);
  assert.throws(() => new WritableStream({}, { highWaterMark: mark }), expected);
  assert.throws(() => new TransformStream({}, { highWaterMark: mark }), expected);
}
for (const Strategy of [CountQueuingStrategy, ByteLengthQueuingStrategy]) {
  const { get } = Object.getOwnPropertyDescriptor(Strategy.prototype, 'highWaterMark');
  for (const self of [undefined, null, 1, {}, Object.create(Strategy.prototype)]) assert.throws(() => get.call(self), { name: 'TypeError' });
}
chunks();
answers();
views();
process.on('exit', () => assert.strictEqual(steps, 8));

// SPDX-License-Identifier: MIT
// The memory that small buffers share cannot be taken away from them.
'use strict';
const assert = require('node:assert');
const { MessageChannel, isMarkedAsUntransferable, markAsUntransferable } = require('node:worker_threads');

const text = 'not detachable and could not be cloned';
const small = () => Buffer.from('small');
const cloneError = { name: 'DataCloneError' };
const { port1 } = new MessageChannel();

assert.strictEqual(isMarkedAsUntransferable(small().buffer), true);
assert.throws(() => structuredClone(0, { transfer: [small().buffer] }), cloneError);
assert.throws(() => port1.postMessage(0, [small().buffer]), cloneError);
assert.throws(() => small().buffer.transfer(), { name: 'TypeError', message: new RegExp(text) });
assert.throws(() => small().buffer.transferToFixedLength(), { name: 'TypeError', message: new RegExp(text) });
port1.close();

let controller;
new ReadableStream({ type: 'bytes', start(given) { controller = given; } }); // eslint-disable-line no-new
assert.throws(() => controller.enqueue(small()), { name: 'TypeError', message: new RegExp(text) });

const mine = markAsUntransferable(new ArrayBuffer(8));
assert.strictEqual(mine, undefined);
const memory = new ArrayBuffer(8);
markAsUntransferable(memory);
assert.throws(() => memory.transfer(), { name: 'TypeError', message: new RegExp(text) });
assert.strictEqual(memory.byteLength, 8);
assert.deepStrictEqual(Object.keys(memory), []);

(async () => {
  const reader = new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' });
  await assert.rejects(reader.read(small()), { name: 'TypeError', message: new RegExp(text) });
  assert.strictEqual(small().toString(), 'small');
  assert.strictEqual(Buffer.concat([small(), Buffer.from('er')]).toString(), 'smaller');
})();

// SPDX-License-Identifier: MIT
'use strict';
// Ranges of slice() as Web IDL clamps them, what cannot be a number, wrong receivers.
const assert = require('assert');

const blob = new Blob(['abcdef']);
for (const [start, size] of [[1.5, 4], [0.5, 6], [2.5, 4], [-1.5, 2], [1.4, 5], [-0, 6], [NaN, 6], [Infinity, 0], [-Infinity, 6], [2 ** 31, 0], [2 ** 32, 0], [2 ** 53, 0],
  [-(2 ** 53), 6], ['2', 4], ['x', 6], [null, 6], [true, 5], [{}, 6], [[1], 5], [{ valueOf: () => 3 }, 3]]) {
  assert.strictEqual(blob.slice(start).size, size, String(start));
}
assert.strictEqual(blob.slice(1, null).size, 0);
for (const [value, kind] of [[1n, 'BigInt'], [Symbol('s'), 'Symbol']]) {
  const message = (name) => `${name} is a ${kind} and cannot be converted to a number.`;
  assert.throws(() => blob.slice(value), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: message('start') });
  assert.throws(() => blob.slice(value, value), { message: message('start') });
  assert.throws(() => blob.slice(0, value), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: message('end') });
}
assert.throws(() => blob.slice({ valueOf() { throw new Error('start'); } }, 1n), { message: 'start' });
for (const method of ['slice', 'stream', 'textStream']) {
  for (const self of [undefined, null, 1, {}, Object.create(Blob.prototype)]) {
    if (method === 'slice' && self == null) continue;
    assert.throws(() => Blob.prototype[method].call(self), { name: 'TypeError', code: 'ERR_INVALID_THIS' }, method);
  }
}
const rejected = [];
for (const method of ['text', 'bytes', 'arrayBuffer']) rejected.push(assert.rejects(Blob.prototype[method].call({}), { code: 'ERR_INVALID_THIS' }));

// Sources: parts of which the conversion transfers or resizes the memory of another one.
const memory = new ArrayBuffer(8, { maxByteLength: 8 });
const view = new Uint8Array(memory);
const bytes = new Uint8Array(4);
assert.ok(new Blob([view, { toString() { memory.resize(2); return 'x'; } }, view]).size <= 17);
const parts = [bytes, { toString() { structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return 'x'; } }, bytes];
assert.throws(() => assert.ok(new Blob(parts).size > 9), Error); // fewer bytes, or an error
assert.throws(() => new Blob([], { get endings() { throw new Error('endings'); }, get type() { throw new Error('type'); } }), { message: /endings|type/ });

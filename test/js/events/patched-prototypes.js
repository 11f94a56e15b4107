// SPDX-License-Identifier: MIT
// Emitters work after a program has broken Array.prototype.
'use strict';
const assert = require('node:assert');
const { EventEmitter } = require('node:events');

const { push, slice, splice, shift } = Array.prototype;
for (const name of ['push', 'slice', 'splice', 'shift', Symbol.iterator]) {
  Object.defineProperty(Array.prototype, name, { configurable: true, get() { throw new Error('patched'); } });
}
let error;
let total = 0;
try {
  const emitter = new EventEmitter();
  const listener = (a, b, c, d) => { total += a + b + c + d; };
  emitter.on('x', listener);
  emitter.on('x', listener);
  emitter.once('x', listener);
  emitter.emit('x', 1, 2, 3, 4);
  emitter.off('x', listener);
  emitter.emit('x', 1, 0, 0, 0);
} catch (caught) {
  error = caught;
}
const originals = { push, slice, splice, shift };
for (const name in originals) {
  const value = originals[name];
  Object.defineProperty(Array.prototype, name, { configurable: true, writable: true, value });
}
Object.defineProperty(Array.prototype, Symbol.iterator,
  { configurable: true, writable: true, value: Array.prototype.values });
assert.ifError(error);
assert.strictEqual(total, 31);

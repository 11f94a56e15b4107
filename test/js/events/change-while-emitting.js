// SPDX-License-Identifier: MIT
// Listeners added or removed by a listener do not change the round that is going on.
'use strict';
const assert = require('node:assert');
const { EventEmitter } = require('node:events');

const emitter = new EventEmitter();
const calls = [];
const late = () => calls.push('late');
const second = () => calls.push('second');
emitter.on('x', () => {
  calls.push('first');
  emitter.off('x', second);
  emitter.on('x', late);
});
emitter.on('x', second);
emitter.emit('x');
assert.deepStrictEqual(calls, ['first', 'second']);
emitter.emit('x');
assert.deepStrictEqual(calls, ['first', 'second', 'first', 'late']);
assert.strictEqual(emitter.listenerCount('x'), 3);

// A listener that throws leaves the emitter usable.
const thrower = new EventEmitter();
let count = 0;
thrower.on('y', () => { throw new Error('no'); });
thrower.on('y', () => count++);
assert.throws(() => thrower.emit('y'), /no/);
thrower.removeListener('y', thrower.listeners('y')[0]);
thrower.emit('y');
assert.strictEqual(count, 1);

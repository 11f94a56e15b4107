// SPDX-License-Identifier: MIT
'use strict';
// Targets to which nobody has listened answer all questions; the last listener may go and come again.
const assert = require('assert');
const { getEventListeners } = require('events');
const { MessageChannel } = require('worker_threads');

const nothing = () => {};
const target = new EventTarget();
target.removeEventListener('x', nothing);
assert.deepStrictEqual(getEventListeners(target, 'x'), []);
assert.strictEqual(target.dispatchEvent(new Event('x')), true);
let calls = 0;
target.addEventListener('x', () => calls++, { once: true });
for (let i = 0; i < 2; i++) target.dispatchEvent(new Event('x'));
assert.strictEqual(calls, 1);

const { signal } = new AbortController();
assert.strictEqual(signal.onabort, null);
signal.onabort = null;
for (let i = 0; i < 2; i++) {
  signal.onabort = nothing;
  assert.strictEqual(signal.onabort, nothing);
  assert.strictEqual(getEventListeners(signal, 'abort').length, 1);
  signal.onabort = null;
  assert.strictEqual(signal.onabort, null);
}
for (const bare of [target, signal]) {
  assert.deepStrictEqual(Object.getOwnPropertySymbols(bare).slice(0, 4).map(String), [
    'Symbol(kEvents)', 'Symbol(events.maxEventTargetListeners)', 'Symbol(events.maxEventTargetListenersWarned)',
    'Symbol(kHandlers)']);
}

const { port1 } = new MessageChannel();
assert.strictEqual(port1.listenerCount('message'), 0);
assert.strictEqual(port1.emit('message'), false);
assert.strictEqual(port1.off('message', nothing), port1);
assert.strictEqual(port1.removeAllListeners('message'), port1);
assert.strictEqual(port1.removeAllListeners(), port1);
assert.strictEqual(port1.onmessage, null);
port1.on('message', nothing);
assert.deepStrictEqual(port1.eventNames().includes('message'), true);
port1.close();

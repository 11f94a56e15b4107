// SPDX-License-Identifier: MIT
'use strict';
// Options of events and listeners that are none, getters that throw or re-enter, and wrong receivers.
const assert = require('assert');
const { EventEmitterAsyncResource } = require('events');

const options = { code: 'ERR_INVALID_ARG_TYPE', message: /^The "options" argument must be of type object\. Received / };
for (const value of [[], () => {}, class A {}, 1, 'x', true, 1n, Symbol('s')]) {
  assert.throws(() => new Event('x', value), options);
  assert.throws(() => new CustomEvent('x', value), options);
}
for (const value of [undefined, null, {}, new Date(), new Map(), Object.create(null)]) assert.strictEqual(new Event('x', value).bubbles, false);
assert.strictEqual(new MessageEvent('x', []).data, null);
for (const key of ['bubbles', 'cancelable', 'composed']) assert.throws(() => new Event('x', { get [key]() { throw new Error(key); } }), { message: key });
assert.throws(() => new Event({ toString() { throw new Error('type'); } }, []), { message: /type/ });
assert.throws(() => new Event(Symbol('s')), { name: 'TypeError' });
assert.throws(() => new Event(), { code: 'ERR_MISSING_ARGS' });

for (const [Class, key] of [[CustomEvent, 'detail'], [Event, 'type'], [PerformanceMark, 'detail'], [PerformanceMeasure, 'detail'], [EventEmitterAsyncResource, 'asyncId']]) {
  const { get } = Object.getOwnPropertyDescriptor(Class.prototype, key);
  for (const self of [undefined, null, 1, 'x', {}, Object.create(Class.prototype)]) {
    assert.throws(() => get.call(self), (error) => error instanceof TypeError && !/'in' operator/.test(error.message), `${Class.name} ${key}`);
  }
}

// Listeners: what adds, removes and dispatches while options are read.
const target = new EventTarget();
let calls = 0;
const listener = () => calls++;
target.addEventListener('x', listener, { get once() { target.addEventListener('x', listener); target.dispatchEvent(new Event('x')); return true; } });
target.dispatchEvent(new Event('x'));
assert.strictEqual(calls, 2);
target.removeEventListener('x', listener, { get capture() { target.removeEventListener('x', listener); return false; } });
target.dispatchEvent(new Event('x'));
assert.strictEqual(calls, 2);
assert.throws(() => target.addEventListener('x', listener, { signal: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
target.addEventListener('x', listener, { signal: AbortSignal.abort() });
target.dispatchEvent(new Event('x'));
assert.strictEqual(calls, 2);
const event = new Event('x');
target.addEventListener('x', () => assert.throws(() => target.dispatchEvent(event), { code: 'ERR_EVENT_RECURSION' }), { once: true });
target.dispatchEvent(event);
for (const value of [undefined, null, 1, {}]) assert.throws(() => target.dispatchEvent(value), { code: 'ERR_INVALID_ARG_TYPE' });

// An object without handleEvent() listens to nothing, until it has one.
const silent = {};
target.addEventListener('silent', silent);
target.dispatchEvent(new Event('silent'));
silent.handleEvent = () => calls++;
target.dispatchEvent(new Event('silent'));
assert.strictEqual(calls, 3);

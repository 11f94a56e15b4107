// SPDX-License-Identifier: MIT
'use strict';
// Signals of timers/promises and AbortSignal's own: aborted before, during and after; what is no signal; getters.
const assert = require('assert');
const { setTimeout: wait, setImmediate: soon, setInterval: every, scheduler } = require('timers/promises');

const aborted = (reason) => (error) => error.name === 'AbortError' && error.code === 'ABORT_ERR' && error.cause === reason;
async function main() {
  const makes = [(options) => wait(1e6, 'x', options), (options) => soon('x', options), (options) => scheduler.wait(1e6, options), (options) => every(1e6, 'x', options).next()];
  for (const make of makes) {
    await assert.rejects(make({ signal: AbortSignal.abort('before') }), aborted('before'));
    const controller = new AbortController();
    const promise = make({ signal: controller.signal });
    controller.abort('during');
    await assert.rejects(promise, aborted('during'));
    for (const signal of [5, 'x', {}, null, () => {}]) await assert.rejects(async () => make({ signal }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.signal"/ });
    for (const options of [5, 'x', null]) await assert.rejects(async () => make(options), { code: 'ERR_INVALID_ARG_TYPE', message: /"options"/ });
    await assert.rejects(async () => make({ signal: 5, ref: 5 }), { message: /"options\.signal"/ }); // the first of two
    await assert.rejects(async () => make({ get signal() { throw new Error('getter'); } }), { message: 'getter' });
  }
  const after = new AbortController();
  assert.strictEqual(await wait(1, 'x', { signal: after.signal }), 'x');
  after.abort();

  for (const list of [undefined, null, 5, {}]) assert.throws(() => AbortSignal.any(list), { name: 'TypeError' });
  for (const member of [5, null, {}, new EventTarget(), Object.create(AbortSignal.prototype)]) assert.throws(() => AbortSignal.any([member]), { name: 'TypeError' });
  assert.throws(() => AbortSignal.any({ [Symbol.iterator]() { throw new Error('iterator'); } }), { message: 'iterator' });
  assert.strictEqual(AbortSignal.any([AbortSignal.abort('a'), AbortSignal.abort('b')]).reason, 'a');
  for (const delay of [-1, NaN, 1.5, 2 ** 32, 2 ** 53, Infinity, 'x', null, undefined, {}]) assert.throws(() => AbortSignal.timeout(delay), { code: /^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE)$/ });
  for (const fn of [undefined, null, 5, 'x', {}]) {
    for (const timer of [setTimeout, setInterval, setImmediate, queueMicrotask]) assert.throws(() => timer(fn, -1), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  for (const value of [undefined, null, {}, 'x', -1, NaN, Symbol.iterator, () => {}]) {
    clearTimeout(value);
    clearInterval(value);
    clearImmediate(value);
  }
  for (const delay of [-1, NaN, 2 ** 31, 2 ** 53, Infinity, 'x', {}, null]) {
    const timer = setTimeout(assert.fail, delay);
    assert.strictEqual(timer._idleTimeout, 1);
    clearTimeout(timer);
  }
}
let done = false;
process.on('warning', () => {});
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

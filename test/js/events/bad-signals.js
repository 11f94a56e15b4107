// SPDX-License-Identifier: MIT
'use strict';
// once() and on(): signals before, during and after, targets and options that are none, getters and re-entry; nothing is left behind.
const assert = require('assert');
const { EventEmitter, addAbortListener, getEventListeners, getMaxListeners, on, once, setMaxListeners } = require('events');

const aborted = (reason) => (error) => error.name === 'AbortError' && error.code === 'ABORT_ERR' && error.cause === reason;
const targets = [() => new EventEmitter(), () => new EventTarget()];
const fire = (target) => (target.emit ? target.emit('x', 5) : target.dispatchEvent(new Event('x')));
async function main() {
  for (const make of targets) {
    const target = make();
    for (const call of [async (options) => once(target, 'x', options), async (options) => on(target, 'x', options).next()]) {
      await assert.rejects(call({ signal: AbortSignal.abort('before') }), aborted('before'));
      const controller = new AbortController();
      const promise = call({ signal: controller.signal });
      controller.abort('during');
      await assert.rejects(promise, aborted('during'));
      assert.strictEqual(getEventListeners(target, 'x').length, 0);
      for (const signal of [5, 'x', {}, null]) await assert.rejects(call({ signal }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.signal"/ });
      await assert.rejects(call({ get signal() { throw new Error('getter'); } }), { message: 'getter' });
      for (const options of [5, 'x', null]) await assert.rejects(call(options), { code: 'ERR_INVALID_ARG_TYPE', message: /"options"/ });
      assert.strictEqual(getEventListeners(target, 'x').length, 0);
    }
    const after = new AbortController();
    const promise = once(target, 'x', { signal: after.signal });
    fire(target);
    after.abort();
    assert.strictEqual((await promise).length, 1);
    assert.strictEqual(getEventListeners(after.signal, 'abort').length, 0);
    const reentered = once(target, 'x', { get signal() { fire(target); return undefined; } });
    fire(target);
    await reentered;
  }
  for (const target of [undefined, null, 5, 'x', {}, () => {}, new Map()]) {
    await assert.rejects(async () => once(target, 'x'), { name: 'TypeError' });
    assert.throws(() => on(target, 'x'), { name: 'TypeError' });
    assert.throws(() => getEventListeners(target, 'x'), { name: 'TypeError' });
    if (target !== undefined) assert.throws(() => setMaxListeners(1, target), { name: 'TypeError' });
    assert.throws(() => getMaxListeners(target), { name: 'TypeError' });
    assert.throws(() => addAbortListener(target, () => {}), { code: 'ERR_INVALID_ARG_TYPE', message: /"signal"/ });
  }
  for (const count of [-1, NaN, 'x', null, {}, 1n]) {
    assert.throws(() => setMaxListeners(count, 5), { message: /"setMaxListeners"|"n"/ }); // before the targets
    assert.throws(() => new EventEmitter().setMaxListeners(count), { code: /^ERR_(OUT_OF_RANGE|INVALID_ARG_TYPE)$/ });
  }
  for (const key of ['highWaterMark', 'lowWaterMark']) for (const mark of [-1, 1.5, NaN, 'x']) assert.throws(() => on(new EventEmitter(), 'x', { [key]: mark }), { message: new RegExp(key, 'i') });
  assert.throws(() => addAbortListener(AbortSignal.abort(), 5), { code: 'ERR_INVALID_ARG_TYPE', message: /"listener"/ });
}
let done = false;
main().then(() => { done = true; });
process.on('exit', (code) => assert.ok(done || code !== 0));

'use strict';
// How many turns of the microtask queue lie between an event and what awaits once(): programs order things by that.
const assert = require('node:assert');
const { EventEmitter, once, on } = require('node:events');

async function turns(promise, trigger) {
  let settled = false;
  const done = () => { settled = true; };
  promise.then(done, done);
  trigger();
  let n = 0;
  while (!settled) {
    n++;
    await null;
  }
  return n;
}

(async () => {
  const emitter = new EventEmitter();
  const target = new EventTarget();
  assert.strictEqual(await turns(once(emitter, 'x'), () => emitter.emit('x')), 3);
  assert.strictEqual(await turns(once(emitter, 'x'), () => emitter.emit('error', new Error('e'))), 3);
  assert.strictEqual(await turns(once(target, 'x'), () => target.dispatchEvent(new Event('x'))), 3);
  assert.strictEqual(await turns(once(emitter, 'x', { signal: AbortSignal.abort() }), () => {}), 1);
  assert.strictEqual(await turns(on(emitter, 'x').next(), () => emitter.emit('x')), 1);
})();

// SPDX-License-Identifier: MIT
// events.on() queues events, ends on request and rejects with the error.
'use strict';
const assert = require('node:assert');
const { EventEmitter, on, once } = require('node:events');

async function main() {
  const emitter = new EventEmitter();
  const iterator = on(emitter, 'tick', { close: ['end'] });
  emitter.emit('tick', 1, 2);
  emitter.emit('tick', 3);
  emitter.emit('end');
  const seen = [];
  for await (const args of iterator) seen.push(args);
  assert.deepStrictEqual(seen, [[1, 2], [3]]);
  assert.strictEqual(emitter.listenerCount('tick'), 0);

  const failing = on(emitter, 'tick');
  emitter.emit('error', new Error('broken'));
  await assert.rejects(failing.next(), /broken/);

  const controller = new AbortController();
  const waiting = once(emitter, 'never', { signal: controller.signal });
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError', code: 'ABORT_ERR' });
  assert.strictEqual(emitter.listenerCount('never'), 0);
}
main();

// SPDX-License-Identifier: MIT
// The results of events.on() have their properties in Node's order; util.aborted() resolves with the event.
'use strict';
const assert = require('assert');
const { EventEmitter, on } = require('events');
const { aborted } = require('util');

(async () => {
  const emitter = new EventEmitter();
  const iterator = on(emitter, 'x');
  const waiting = iterator.next();
  emitter.emit('x', 1);
  emitter.emit('x', 2);
  assert.deepStrictEqual(Object.entries(await waiting), [['value', [1]], ['done', false]]);
  assert.deepStrictEqual(Object.entries(await iterator.next()), [['value', [2]], ['done', false]]);
  assert.deepStrictEqual(Object.entries(await iterator.return()), [['value', undefined], ['done', true]]);

  const controller = new AbortController();
  const resource = {};
  const promise = aborted(controller.signal, resource);
  controller.abort();
  assert.strictEqual((await promise).type, 'abort');
})();

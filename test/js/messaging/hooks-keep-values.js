// SPDX-License-Identifier: MIT
'use strict';
// What runs between reading a message and the listener (an async hook) leaves the message alone.
const assert = require('node:assert');
const { createHook } = require('node:async_hooks');
const { MessageChannel } = require('node:worker_threads');

const made = new Map();
createHook({
  init(id, type, trigger, resource) { made.set(id, { type, trigger, resource }); },
  before(id) { made.set(-id, [{ id }, `before ${id}`, id / 3]); },
  destroy(id) { made.delete(id); },
}).enable();

const { port1, port2 } = new MessageChannel();
const { port1: sent } = new MessageChannel();
port1.addEventListener('message', ({ data, ports }) => {
  assert.deepStrictEqual(data, { text: 'kept' });
  assert.strictEqual(ports.length, 1);
  assert.strictEqual(ports[0].constructor.name, 'MessagePort');
  ports[0].close();
  port1.close();
});
port1.start();
port2.postMessage({ text: 'kept' }, [sent]);

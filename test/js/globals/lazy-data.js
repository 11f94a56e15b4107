// SPDX-License-Identifier: MIT
// Interfaces of the global object are data properties, though they are loaded at first use.
'use strict';
const assert = require('assert');

for (const name of ['Blob', 'DOMException', 'Performance', 'URLPattern', 'fetch', 'structuredClone', 'console']) {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, name);
  assert.strictEqual(typeof descriptor.value, name === 'console' ? 'object' : 'function', name);
  assert.strictEqual(descriptor.writable, true);
  assert.strictEqual(descriptor.configurable, true);
}
// Can be replaced before anybody has looked, and taken away.
globalThis.Event = 1;
assert.strictEqual(Event, 1);
delete globalThis.EventTarget;
assert.strictEqual('EventTarget' in globalThis, false);

// Attributes stay accessors; those without a setter cannot be assigned to.
const crypto = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
assert.strictEqual(crypto.get.name, 'get crypto');
assert.strictEqual(crypto.set, undefined);
assert.throws(() => { navigator = 1; }, TypeError); // eslint-disable-line no-global-assign

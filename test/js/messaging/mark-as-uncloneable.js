// SPDX-License-Identifier: MIT
'use strict';
// markAsUncloneable(): nobody sees the mark, and it holds on whatever kind of object.
const assert = require('assert');
const { inspect } = require('util');
const { markAsUncloneable } = require('worker_threads');

function refused(value, transfer) {
  assert.throws(() => structuredClone(value, { transfer }), { name: 'DataCloneError', code: 25 });
}

const seen = [];
const base = new Proxy({}, {
  get(target, key) { seen.push(key); },
  set(target, key) { seen.push(key); return true; },
});
for (const object of [{ a: 1 }, Object.freeze({ a: 1 }), Object.create(null), Object.create(base), () => {}]) {
  const keys = Reflect.ownKeys(object);
  markAsUncloneable(object);
  assert.deepStrictEqual(Reflect.ownKeys(object), keys);
  refused(object);
}
assert.deepStrictEqual(seen, []);

// A copy is another object.
const marked = { a: 1 };
markAsUncloneable(marked);
assert.strictEqual(inspect(marked, { showHidden: true }), '{ a: 1 }');
assert.deepStrictEqual(structuredClone({ ...marked }), { a: 1 });
assert.deepStrictEqual(structuredClone(Object.assign({}, marked)), { a: 1 });

// What can be transferred still can.
const stream = new ReadableStream();
markAsUncloneable(stream);
refused(stream);
assert.ok(structuredClone(stream, { transfer: [stream] }) instanceof ReadableStream);

// What the prototype says is overruled for one object only.
const error = new DOMException('text', 'AbortError');
markAsUncloneable(error);
refused(error);
assert.strictEqual(structuredClone(new DOMException('text', 'AbortError')).name, 'AbortError');

// A proxy has no place for it.
let trapped = false;
const trap = () => { trapped = true; };
assert.throws(() => markAsUncloneable(new Proxy({}, { get: trap, set: trap, defineProperty: trap, has: trap })),
  { name: 'TypeError', message: 'Cannot pass private property name to proxy trap' });
assert.strictEqual(trapped, false);

for (const value of [undefined, null, 1, 'text', Symbol('s')]) assert.strictEqual(markAsUncloneable(value), undefined);

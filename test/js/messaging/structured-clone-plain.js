// SPDX-License-Identifier: MIT
// What is copied without the serializer is as the serializer would have it, or is left to it.
'use strict';

const assert = require('assert');
const { inspect } = require('util');
const { markAsUncloneable } = require('worker_threads');

/** With something to transfer the serializer does all of it. */
const serialised = (value) => structuredClone(value, { transfer: [new ArrayBuffer(1)] });
const describe = (clone, value) => {
  try {
    const copy = clone(value);
    return inspect(copy, { depth: 300, showHidden: true }) +
      (copy === null || typeof copy !== 'object' ? '' : String([Object.getPrototypeOf(copy) === Object.getPrototypeOf(value), copy === value]));
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};

const symbol = Symbol('s');
class Plain { a = 1; b = [{}]; get c() { return 1; } }
class Private { #x = 1; y = 2; get x() { return this.#x; } }
const cycle = { list: [], map: new Map() };
cycle.self = cycle;
cycle.list.push(cycle, cycle.list);
cycle.map.set(cycle, cycle.map);
const marked = (object) => (markAsUncloneable(object), object);
const nested = (depth) => {
  let object = {};
  for (let i = 0; i < depth; i++) object = i & 1 ? [object] : { object };
  return object;
};
const values = [
  1, 'x', null, undefined, 2n, -0, symbol, () => {}, { f() {} }, [symbol], new Map([[{}, symbol]]), new Set([() => {}]),
  { a: 1, b: 'x', c: { d: [1.5, -0, NaN, { e: null }] }, 2: 'b', 1: 'a' }, new Plain(), new Private(),
  Object.assign(Object.create(null), { a: [1] }), { a: 1, [symbol]: 2 }, Object.defineProperty({ a: 1 }, 'b', { value: 2 }),
  Object.freeze({ a: Object.freeze([1, {}]) }), JSON.parse('{"__proto__": {"x": 1}, "y": {"__proto__": 5}}'),
  [1, , 3], [undefined, null], Object.assign([1], { x: { y: 1 } }), class extends Array {}.from([1, {}]), new Array(3),
  new (class extends Map { z = 1; })([[1, {}]]), new Map([[{ k: 1 }, [1]]]), new Set([1, { a: 1 }]), new Set([[], []]),
  new Date(5), new Date(NaN), Object.assign(new Date(5), { q: 1 }), Object.create(Date.prototype), Object.setPrototypeOf([1], null),
  cycle, (function() { return arguments; })(1), new Error('e').message, /x/g, { n: Object(1) },
  new Proxy({}, { getPrototypeOf() { assert.fail(); }, ownKeys() { assert.fail(); } }), { w: new WeakMap() }, [new Uint8Array(2)],
  marked({ a: 1 }), [marked([1])], { m: marked(new Map()) }, [marked(new Date(1))], nested(50), nested(150),
];
for (let round = 0; round < 50; round++) {
  for (const value of values) assert.strictEqual(describe(structuredClone, value), describe(serialised, value));
}

// Getters run once, whatever comes after them.
let runs = 0;
assert.throws(() => structuredClone({ a: 1, get b() { return ++runs; }, c() {} }), { name: 'DataCloneError' });
assert.strictEqual(runs, 1);
assert.throws(() => structuredClone([Object.defineProperty([0], 0, { get() { return ++runs; }, enumerable: true }), symbol]));
assert.strictEqual(runs, 2);

// What comes more than once is one object, in small and in large values.
const shared = {};
for (const n of [3, 1000]) {
  const copy = structuredClone(Array.from({ length: n }, (_, i) => ({ i, shared, own: {} })));
  assert.ok(copy.every(({ i, shared: it, own }) => i < n && it === copy[0].shared && own !== it));
  assert.notStrictEqual(copy[0].shared, shared);
}

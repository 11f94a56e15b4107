// SPDX-License-Identifier: MIT
// Objects of one hidden class, and of several that look alike, are compared by all that they have.
'use strict';

const assert = require('assert');
const { isDeepStrictEqual } = require('util');

const symbol = Symbol('s');
const hidden = (o, key, value) => Object.defineProperty(o, key, { value, enumerable: false });
class Private { #x; constructor(x) { this.#x = x; this.y = 1; } get x() { return this.#x; } }

const pairs = [ // make, make something else, whether they are equal
  [() => ({ a: 1, b: { c: 2 } }), () => ({ b: { c: 2 }, a: 1 }), true],
  [() => ({ a: 1 }), () => ({ a: 1, [symbol]: 1 }), false],
  [() => ({ a: 1, [symbol]: 1 }), () => ({ a: 1, [symbol]: 2 }), false],
  [() => ({ a: 1 }), () => hidden({ a: 1 }, symbol, 1), true],
  [() => ({ a: 1 }), () => hidden({ a: 1 }, 'b', 1), true],
  [() => ({ a: 1 }), () => Object.assign(Object.create(null), { a: 1 }), false],
  [() => Object.assign(Object.create(null), { a: 1, [symbol]: 1 }), () => Object.assign(Object.create(null), { a: 1 }), false],
  [() => ({}), () => ({ 0: 1 }), false],
  [() => ({ 0: 1 }), () => ({ 0: 2 }), false],
  [() => ({}), () => ({ [symbol]: undefined }), false],
  [() => new Private(1), () => new Private(2), true],
  [() => [1, 2], () => Object.assign([1, 2], { x: 1 }), false],
  [() => [1, 2], () => Object.assign([1, 2], { [symbol]: 1 }), false],
  [() => [1, 2], () => hidden([1, 2], 'x', 1), true],
  [() => [], () => hidden([], Symbol.toStringTag, 'Other'), false],
  [() => ({}), () => hidden({}, Symbol.toStringTag, 'Other'), false],
  [() => [{ a: 1 }], () => [{ a: 2 }], false],
  [() => [, 1], () => [undefined, 1], false], // eslint-disable-line no-sparse-arrays
  [() => new Map([[1, {}]]), () => new Map([[1, []]]), false],
  [() => new Map(), () => Object.assign(new Map(), { x: 1 }), false],
  [() => new Map(), () => Object.assign(new Map(), { 0: 1 }), false],
  [() => new Map(), () => Object.assign(new Map(), { [symbol]: 1 }), false],
  [() => new Map(), () => hidden(new Map(), Symbol.toStringTag, 'Other'), false],
  [() => new Map(), () => Object.setPrototypeOf(new Set(), Map.prototype), false],
  [() => ({}), () => (function() { return arguments; })(), false],
  [() => ({}), () => Object.setPrototypeOf(new Error(''), Object.prototype), false],
  [() => [], () => Object.setPrototypeOf({ length: 0 }, Array.prototype), false],
];
// Interpreted at first, then compiled.
for (let round = 0; round < 300; round++) {
  for (const [make, other, equal] of pairs) {
    const name = `${make} ${other}`;
    assert.ok(isDeepStrictEqual(make(), make()), name);
    assert.strictEqual(isDeepStrictEqual(make(), other()), equal, name);
    assert.strictEqual(isDeepStrictEqual(other(), make()), equal, name);
  }
}

// Flags: --expose-internals
// SPDX-License-Identifier: MIT
// What is known of objects at a glance. Zero everywhere: the engine's layout is another than src/engine/shape.cc expects.
'use strict';

const assert = require('assert');
const { internalBinding } = require('internal/test/binding');
const {
  constants: {
    SHAPE_ARRAY: array, SHAPE_BARE: bare, SHAPE_DATA: data, SHAPE_MAP: map, SHAPE_OBJECT: object, SHAPE_PACKED: packed,
    SHAPE_SET: set, SHAPE_STRINGS: strings,
  },
  shapeOf,
} = internalBinding('util');

const seen = (value) => (Object.keys(value), value);
const accessor = { get() {}, enumerable: true };
const known = [
  [{}, object | strings | bare | data],
  [seen({ a: 1, b: {} }), object | strings | data],
  [seen(Object.defineProperty({ a: 1 }, 'b', accessor)), object | strings],
  [seen({ a: 1, [Symbol('s')]: 1 }), object | data],
  [seen(Object.defineProperty({ a: 1 }, 'b', { value: 1 })), object | data],
  [seen(new (class { #x = 1; y = 1; get x() { return this.#x; } })()), object | data],
  [{ 0: 1 }, object | strings | data],
  [Object.defineProperty({}, 0, accessor), object | strings],
  [Object.create(null), object],
  [[], array | bare | data | packed],
  [[1, 'a', {}], array | bare | data | packed],
  [[1, , 2], array | bare | data],
  [Object.freeze([1]), array | bare | data | packed],
  [Object.assign([1], { x: 1 }), array | data | packed],
  [Object.defineProperty([1, 2], 1, accessor), array | bare],
  [new Map([[1, 2]]), map | strings | bare],
  [seen(Object.assign(new Map(), { x: 1 })), map | strings],
  [new Set(), set | strings | bare],
  [new Date(), 0], [new Proxy({}, {}), 0], [() => {}, 0], [/x/, 0], [new Error(), 0], [new Uint8Array(1), 0],
  [1, 0], ['', 0], [null, 0], [undefined, 0], [1.5, 0], [Symbol.iterator, 0],
];
for (let round = 0; round < 2000; round++) { // interpreted, then compiled
  for (let i = 0; i < known.length; i++) assert.strictEqual(shapeOf(known[i][0]), known[i][1], `row ${i}`);
}

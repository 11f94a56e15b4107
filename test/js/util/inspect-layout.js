// SPDX-License-Identifier: MIT
// inspect(): lines, columns, circles, classes.
'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

assert.strictEqual(inspect({ a: 1, b: [1, 2], 'c-d': 'x' }), "{ a: 1, b: [ 1, 2 ], 'c-d': 'x' }");
assert.strictEqual(inspect({ a: { b: { c: { d: 1 } } } }), '{ a: { b: { c: [Object] } } }');
assert.strictEqual(inspect({ a: { b: { c: { d: 1 } } } }, { depth: 5 }), '{\n  a: { b: { c: { d: 1 } } }\n}');
assert.strictEqual(inspect(Array.from({ length: 8 }, (_, i) => i * 100)),
  '[\n    0, 100, 200, 300,\n  400, 500, 600, 700\n]');
const self = { name: 'x' };
self.self = self;
assert.strictEqual(inspect(self), "<ref *1> { name: 'x', self: [Circular *1] }");
class Foo extends Map {}
assert.strictEqual(inspect(new Foo([[1, { a: 1 }]])), 'Foo(1) [Map] { 1 => { a: 1 } }');
assert.strictEqual(inspect(Object.create(null)), '[Object: null prototype] {}');
assert.strictEqual(inspect([, 1, , ,]), '[ <1 empty item>, 1, <2 empty items> ]'); // eslint-disable-line no-sparse-arrays
assert.strictEqual(inspect("it's"), '"it\'s"');
assert.strictEqual(inspect('\u001b\ud800'), "'\\x1B\\ud800'");
assert.strictEqual(inspect(12345678.25, { numericSeparator: true }), '12_345_678.25');

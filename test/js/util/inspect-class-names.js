// SPDX-License-Identifier: MIT
// Which class an object is shown as, which keys and strings need quotes or escapes.
'use strict';
const assert = require('assert');
const vm = require('vm');
const { inspect } = require('util');

class List extends Array {}
class Shown extends Map {}
const own = { constructor: class Own {} };
const cases = [
  [{ a: 1 }, '{ a: 1 }'],
  [new List(1, 2), 'List(2) [ 1, 2 ]'],
  [new Shown(), 'Shown(0) [Map] {}'],
  [{ __proto__: null, a: 1 }, '[Object: null prototype] { a: 1 }'],
  [{ __proto__: { __proto__: null } }, 'Object <[Object: null prototype] {}> {}'],
  [Object.create({}), '{}'],
  [Object.create(Map.prototype), 'Map {}'],
  [Map.prototype, 'Object [Map] {}'],
  [Object.prototype, '[Object: null prototype] {}'],
  [own, '{ constructor: [class Own] }'],
  [vm.runInNewContext('[{ a: [1] }]'), '[ { a: [ 1 ] } ]'],
  [new (class extends Promise {})(() => {}), 'Promise { <pending> }'],
  [{ _a1: 0, Z: 0, '1a': 0, '': 0, 'a-b': 0, 'é': 0, '@': 0, '[': 0, '`': 0, '{': 0, '$': 0 },
    "{\n  _a1: 0,\n  Z: 0,\n  '1a': 0,\n  '': 0,\n  'a-b': 0,\n  'é': 0,\n  '@': 0,\n  '[': 0,\n  '`': 0,\n  '{': 0,\n  '$': 0\n}"],
  ['\x1f\x20\x7e\x7f', "'\\x1F ~\\x7F'"],
  ['a\\b', "'a\\\\b'"],
  ["it's", '"it\'s"'],
  ['\u0080ÿ', "'\\x80ÿ'"],
  ['\ud800', "'\\ud800'"],
  ['x'.repeat(40) + '\n', `'${'x'.repeat(40)}\\n'`],
];
assert.deepStrictEqual(cases.map(([value]) => inspect(value)), cases.map(([, text]) => text));

// A program that overwrites the property changes nothing for what it has no class of its own.
const { constructor } = Object.prototype;
Object.prototype.constructor = class Other {}; // eslint-disable-line no-extend-native
const text = inspect({ a: 1 });
Object.prototype.constructor = constructor; // eslint-disable-line no-extend-native
assert.strictEqual(text, '{ a: 1 }');

// SPDX-License-Identifier: MIT
// URLs cannot be cloned; a class is marked once, on its prototype.
'use strict';
const assert = require('node:assert');

class Derived extends URL {}
for (const value of [new URL('http://a'), new URLSearchParams('a=1')]) {
  assert.throws(() => structuredClone({ value }), { name: 'DataCloneError', code: 25 });
}
class Own { a = 1; }
assert.deepStrictEqual(structuredClone({ own: new Own(), none: { __proto__: null, b: 2 } }),
  { own: { a: 1 }, none: { b: 2 } });
assert.ok(new Derived('http://a') instanceof URL);

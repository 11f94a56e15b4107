// SPDX-License-Identifier: MIT
// With --expose-internals tests see all primordials, not only those that the library itself uses.
// Flags: --expose-internals
'use strict';

const assert = require('assert');
const { primordials } = require('internal/test/binding');

for (const [name, owner] of [['Array', Array], ['Math', Math], ['Reflect', Reflect]]) {
  for (const key of Object.getOwnPropertyNames(owner)) {
    if (typeof owner[key] !== 'function') continue;
    const full = `${name}${key[0].toUpperCase()}${key.slice(1)}`;
    assert.strictEqual(primordials[full], owner[key], full);
  }
}
for (const key of Object.getOwnPropertyNames(Array.prototype)) {
  if (key === 'constructor' || key === 'length') continue;
  assert.strictEqual(typeof primordials[`ArrayPrototype${key[0].toUpperCase()}${key.slice(1)}`], 'function', key);
}
assert.deepStrictEqual(primordials.ArrayPrototypeCopyWithin([1, 2, 3], 0, 1), [2, 3, 3]);
assert.strictEqual(primordials.RegExpPrototypeGetSource(/a/), 'a');
assert.strictEqual(new primordials.SafeMap([[1, 2]]).get(1), 2);

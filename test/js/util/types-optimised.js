// SPDX-License-Identifier: MIT
// util.types in optimised code: the fast functions must answer as the ordinary ones, for all values.
'use strict';
const assert = require('node:assert');
const { types } = require('node:util');

const values = [1, 1.5, 'a', null, undefined, 1n, Symbol.iterator, {}, [], new Map(), new Set(), new Date(),
  /x/, Promise.resolve(), new Proxy({}, {}), new ArrayBuffer(1), new SharedArrayBuffer(1), new Error('x')];
const names = ['isMap', 'isSet', 'isDate', 'isRegExp', 'isPromise', 'isProxy', 'isAnyArrayBuffer',
  'isNativeError', 'isBoxedPrimitive'];
const ask = () => names.map((name) => values.map((value) => types[name](value)));
const first = ask();
assert.deepStrictEqual(first[0].indexOf(true), 9);
for (let i = 0; i < 2000; i++) {
  const again = ask();
  for (let n = 0; n < names.length; n++) assert.strictEqual(`${again[n]}`, `${first[n]}`, names[n]);
}

// SPDX-License-Identifier: MIT
// A Deserializer reads views, nothing else.
'use strict';
const assert = require('assert');
const v8 = require('v8');

for (const value of [undefined, null, 'text', {}, [], new ArrayBuffer(4), new SharedArrayBuffer(4)]) {
  const expected = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: 'buffer must be a TypedArray or a DataView' };
  assert.throws(() => v8.deserialize(value), expected);
  assert.throws(() => new v8.Deserializer(value), expected);
}
assert.throws(() => v8.deserialize(Buffer.from('ab')), Error);
assert.strictEqual(v8.deserialize(new DataView(new Uint8Array(v8.serialize(5)).buffer)), 5);

// SPDX-License-Identifier: MIT
// latin1Slice() and its kin of an empty buffer are an empty string, whatever the range; of others the range is checked.
'use strict';
const assert = require('assert');

for (const name of ['asciiSlice', 'base64Slice', 'base64urlSlice', 'latin1Slice', 'hexSlice', 'utf8Slice', 'ucs2Slice']) {
  assert.strictEqual(Buffer.alloc(0)[name](1, 3), '');
  assert.strictEqual(Buffer.alloc(0)[name](-1), '');
  assert.throws(() => Buffer.alloc(2)[name](1, 3), { code: 'ERR_OUT_OF_RANGE', message: 'Index out of range' });
  assert.throws(() => Buffer.prototype[name].call({ length: 0 }), { code: 'ERR_INVALID_ARG_TYPE' });
}

// What is no buffer has no text, with toString() neither.
for (const other of [{}, [], { length: 5 }, new ArrayBuffer(4)]) {
  assert.throws(() => Buffer.prototype.toString.call(other), TypeError);
  if (other.length > 0) assert.throws(() => Buffer.prototype.toString.call(other, 'latin1'), TypeError);
}

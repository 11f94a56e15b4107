// SPDX-License-Identifier: MIT
'use strict';
// Methods of Buffer.prototype on what is no buffer: a TypeError, and neither a result nor a look at memory. On other typed arrays they work.
const assert = require('assert');

const args = {
  subarray: [0, 3], slice: [0, 3], write: ['x'], fill: ['x'], copy: [Buffer.alloc(2)], equals: [Buffer.alloc(2)], compare: [Buffer.alloc(2)],
  writeUInt8: [1, 0], writeBigInt64LE: [1n, 0], writeUIntLE: [1, 0, 3], writeIntBE: [1, 0, 3], readUIntLE: [0, 3], readIntBE: [0, 3], indexOf: ['x'], includes: ['x'], lastIndexOf: ['x'],
};
const receivers = [undefined, null, 1, {}, { length: 3 }, (a) => a, new Map(), Object.create(Buffer.prototype), Symbol('s'), new Proxy(Buffer.alloc(4), {})];
const lenient = /^(toJSON|toLocaleString|inspect|parent|offset|readU?[iI]nt|write(U?[iI]nt|Big|Float|Double)|read(Big|Float|Double)|constructor)/;
let count = 0;
for (const key of Object.keys(Buffer.prototype)) {
  const { value } = Object.getOwnPropertyDescriptor(Buffer.prototype, key);
  if (typeof value !== 'function' || lenient.test(key)) continue;
  for (const self of receivers) {
    assert.throws(() => value.apply(self, args[key] ?? []), { name: 'TypeError' }, `${key} of ${typeof self}`);
    count++;
  }
}
assert.ok(count > 250, String(count));

const refused = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: 'argument must be a buffer' };
for (const key of ['utf8Slice', 'hexSlice', 'latin1Slice', 'base64Slice', 'ucs2Slice', 'hexWrite', 'base64Write', 'ucs2Write']) {
  assert.throws(() => Buffer.prototype[key].call({}), refused);
}
assert.throws(() => Buffer.prototype.fill.call({}), refused);
const incompatible = /^Method get TypedArray\.prototype\.length called on incompatible receiver /;
for (const self of [undefined, null, {}, () => {}, new Map()]) {
  for (const key of ['swap16', 'swap32', 'swap64', 'subarray']) {
    if (key === 'subarray' && self == null) continue;
    assert.throws(() => Buffer.prototype[key].call(self), { name: 'TypeError', message: incompatible }, key);
  }
}

const bytes = () => new Uint8Array([1, 2, 3, 4]);
const self = bytes();
assert.strictEqual(Buffer.prototype.write.call(self, 'ab'), 2);
assert.strictEqual(Buffer.prototype.write.call(self, 'c', 2), 1);
assert.strictEqual(Buffer.prototype.toString.call(self, 'latin1'), 'abc\x04');
assert.throws(() => Buffer.prototype.write.call(self), { code: 'ERR_INVALID_ARG_TYPE', message: 'argument must be a string' });
assert.strictEqual(Buffer.prototype.inspect.call(bytes()), '<Uint8Array 01 02 03 04>');
assert.deepStrictEqual(Buffer.prototype.swap16.call(bytes()), new Uint8Array([2, 1, 4, 3]));
assert.strictEqual(Buffer.prototype.subarray.call(bytes(), 1, 3).length, 2);
assert.strictEqual(Buffer.prototype.indexOf.call(bytes(), 3), 2);

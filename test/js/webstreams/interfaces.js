// SPDX-License-Identifier: MIT
'use strict';
const assert = require('assert');

for (const name of ['ReadableStreamDefaultController', 'ReadableByteStreamController', 'ReadableStreamBYOBRequest',
  'WritableStreamDefaultController', 'TransformStreamDefaultController']) {
  const cls = globalThis[name];
  assert.strictEqual(cls.length, 0);
  assert.throws(() => new cls(), { code: 'ERR_ILLEGAL_CONSTRUCTOR', name: 'TypeError' });
  for (const [key, { enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(cls.prototype))) {
    assert.strictEqual(enumerable, key !== 'constructor', `${name} ${key}`);
  }
}
for (const name of ['ReadableStream', 'WritableStream', 'TransformStream']) {
  const cls = globalThis[name];
  assert.strictEqual(cls.length, 0);
  assert.strictEqual(Object.prototype.toString.call(new cls()), `[object ${name}]`);
  assert.deepStrictEqual(Object.keys(new cls()), []);
}
assert.throws(() => Reflect.get(ReadableStream.prototype, 'locked', {}), { code: 'ERR_INVALID_THIS' });
assert.throws(() => WritableStream.prototype.getWriter.call(new ReadableStream()), { code: 'ERR_INVALID_THIS' });
assert.throws(() => new ReadableStream({ type: 'other' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new ReadableStream({ pull: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new ReadableStream({}, { highWaterMark: -1 }), RangeError);
assert.throws(() => new WritableStream({ type: 'x' }), RangeError);
const proto = Object.getPrototypeOf(new ReadableStream().values());
assert.deepStrictEqual(Object.getOwnPropertyNames(proto), ['next', 'return']);

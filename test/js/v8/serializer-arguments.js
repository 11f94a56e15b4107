// SPDX-License-Identifier: MIT
// v8.Serializer: what converting an argument throws comes through; memory is checked.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const serializer = new v8.Serializer();
serializer.writeHeader();
const thrower = { valueOf() { throw new Error('mine'); } };
for (const name of ['writeUint32', 'writeUint64', 'writeDouble', 'transferArrayBuffer']) {
  assert.throws(() => serializer[name](Symbol('x'), 0), TypeError);
  assert.throws(() => serializer[name](1n, 0), TypeError);
  assert.throws(() => serializer[name](thrower, 0), /mine/);
}
assert.throws(() => serializer.writeUint64(0, thrower), /mine/);
for (const wrong of [undefined, {}, new Uint8Array(2), new SharedArrayBuffer(2)]) {
  assert.throws(() => serializer.transferArrayBuffer(0, wrong), { code: 'ERR_INVALID_ARG_TYPE', message: 'arrayBuffer must be an ArrayBuffer' });
}
for (const wrong of [undefined, {}, 'x']) assert.throws(() => serializer.writeRawBytes(wrong), { code: 'ERR_INVALID_ARG_TYPE' });

serializer.writeUint32('5');
serializer.writeDouble('1.5');
const reader = new v8.Deserializer(serializer.releaseBuffer());
reader.readHeader();
assert.strictEqual(reader.readUint32(), 5);
assert.strictEqual(reader.readDouble(), 1.5);

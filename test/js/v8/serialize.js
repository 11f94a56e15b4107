// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const value = { buffer: Buffer.from('abc'), odd: new Float64Array([1.5]), view: new DataView(new ArrayBuffer(3)), big: -1n };
const back = v8.deserialize(v8.serialize(value));
assert.deepStrictEqual(back, value);
assert(Buffer.isBuffer(back.buffer));
assert.throws(() => v8.serialize(() => {}), { name: 'Error' });
assert.throws(() => v8.deserialize(Buffer.from([0xff, 0x0f, 0x6f, 0xff])));
assert.throws(() => v8.deserialize('text'), { code: 'ERR_INVALID_ARG_TYPE' });

class Named extends v8.DefaultSerializer {
  _writeHostObject(object) { this.writeUint32(object.length); }
}
const serializer = new Named();
serializer.writeHeader();
serializer.writeValue(new Uint8Array(9));
assert(serializer.releaseBuffer().length > 0);

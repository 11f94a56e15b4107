// SPDX-License-Identifier: MIT
// Numbers of all widths: what is written is read, bounds and ranges are checked.
'use strict';
const assert = require('node:assert');

const buffer = Buffer.alloc(10);
for (const order of ['LE', 'BE']) {
  for (const [kind, values] of [
    ['UInt16', [0, 65535]], ['Int16', [-32768, 32767]], ['UInt32', [0, 4294967295]],
    ['Int32', [-2147483648, 2147483647]], ['BigUInt64', [0n, 2n ** 64n - 1n]],
    ['BigInt64', [-(2n ** 63n), 2n ** 63n - 1n]], ['Float', [1.5, -0, Infinity]],
    ['Double', [Math.PI, -Number.MIN_VALUE]],
  ]) {
    for (const value of values) {
      buffer[`write${kind}${order}`](value, 1);
      assert.ok(Object.is(buffer[`read${kind}${order}`](1), value), `${kind}${order} ${value}`);
    }
  }
  for (let width = 1; width <= 6; width++) {
    const most = 2 ** (8 * width - 1) - 1;
    assert.strictEqual(buffer[`writeInt${order}`](-most - 1, 2, width), 2 + width);
    assert.strictEqual(buffer[`readInt${order}`](2, width), -most - 1);
    buffer[`writeUInt${order}`](2 * most + 1, 2, width);
    assert.strictEqual(buffer[`readUInt${order}`](2, width), 2 * most + 1);
    assert.throws(() => buffer[`writeInt${order}`](most + 1, 0, width), { code: 'ERR_OUT_OF_RANGE' });
  }
}
assert.throws(() => buffer.readUInt32LE(7), {
  message: 'The value of "offset" is out of range. It must be >= 0 and <= 6. Received 7',
});
assert.throws(() => buffer.readUInt8('0'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.alloc(1).readUInt16LE(), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.throws(() => buffer.writeUInt8(256), {
  message: 'The value of "value" is out of range. It must be >= 0 and <= 255. Received 256',
});

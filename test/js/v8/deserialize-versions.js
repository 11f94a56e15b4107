// SPDX-License-Identifier: MIT
// v8.deserialize() reads what V8 has written since version 13 of its format, and says so about anything else.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const read = (hex) => v8.deserialize(Buffer.from(hex, 'hex'));
assert.strictEqual(read('ff0d54'), true);
for (const hex of ['', '00000000', '54', 'ff0c54', 'ff7f54']) {
  assert.throws(() => read(hex), { message: 'Unable to deserialize cloned data due to invalid or unsupported version.' });
}

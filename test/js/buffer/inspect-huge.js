// SPDX-License-Identifier: MIT
// A large buffer is shown without a list of its indices.
'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

const huge = Buffer.from(new ArrayBuffer(0, { maxByteLength: 2 ** 32 }));
assert.strictEqual(inspect(huge), '<Buffer >');
huge.buffer.resize(2 ** 32);
huge.name = 'x';
const text = inspect(huge);
assert.match(text, /^<Buffer (00 ){50}\.\.\. 4294967246 more bytes, name: 'x'>$/);

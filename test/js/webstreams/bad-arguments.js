// SPDX-License-Identifier: MIT
// What the constructors of web streams refuse: null where WebIDL wants an object, strategies that are none, unknown formats.
'use strict';
const assert = require('node:assert');

const TYPE = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
for (const Class of [ReadableStream, WritableStream, TransformStream]) {
  assert.throws(() => new Class(null), { ...TYPE, message: /must be of type object\. Received null$/ });
  assert.throws(() => new Class(undefined, 'x'), TYPE);
  new Class(undefined, null);
  new Class({}, () => {});
}
for (const Class of [CountQueuingStrategy, ByteLengthQueuingStrategy]) {
  assert.throws(() => new Class({}), { code: 'ERR_MISSING_OPTION', message: 'init.highWaterMark is required' });
}
for (const Class of [CompressionStream, DecompressionStream]) {
  assert.throws(() => new Class('zip'), {
    name: 'TypeError',
    code: 'ERR_INVALID_ARG_VALUE',
    message: `Failed to construct '${Class.name}': 1st argument 'zip' is not a valid enum value of type CompressionFormat.`,
  });
  assert.throws(() => new Class(Symbol('x')), TYPE);
}

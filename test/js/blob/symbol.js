// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');

for (const Class of [Blob, File]) {
  assert.throws(() => new Class(['a', Symbol('x')], Class === Blob ? {} : 'name'),
    { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: 'Value[1] is a Symbol and cannot be converted to a string.' });
}

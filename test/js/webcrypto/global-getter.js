// SPDX-License-Identifier: MIT
'use strict';
// The getter of globalThis.crypto wants no other `this`.
const assert = require('assert');
const { get } = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
for (const value of [{}, 1, 'x']) {
  assert.throws(() => get.call(value), {
    name: 'TypeError', code: 'ERR_INVALID_THIS', message: 'Value of "this" must be of type nullish or must be the global object',
  });
}
for (const value of [undefined, null, globalThis]) assert.strictEqual(get.call(value), globalThis.crypto);

// SPDX-License-Identifier: MIT
// A function is no object to make a context of.
'use strict';
const assert = require('node:assert');
const vm = require('node:vm');

for (const value of [() => {}, class A {}, null, 5]) {
  for (const call of [vm.createContext, vm.isContext, (v) => vm.runInContext('1', v)]) {
    assert.throws(() => call(value), { code: 'ERR_INVALID_ARG_TYPE', message: /^The "object" argument must be of type object\. Received / });
  }
}
assert.throws(() => vm.runInContext('1', {}), { message: /^The "contextifiedObject" argument must be an vm\.Context\. Received / });

// SPDX-License-Identifier: MIT
// Constants cannot be changed, but their objects can be added to.
'use strict';
const assert = require('node:assert');

for (const { constants } of [require('node:zlib'), require('node:perf_hooks')]) {
  assert(Object.isExtensible(constants));
  for (const name of Object.keys(constants)) {
    const { writable, configurable } = Object.getOwnPropertyDescriptor(constants, name);
    assert.deepStrictEqual([name, writable, configurable], [name, false, false]);
  }
}

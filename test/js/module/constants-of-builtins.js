// SPDX-License-Identifier: MIT
// Constants cannot be changed, but their objects can be added to.
'use strict';
const assert = require('node:assert');

const { errno, priority, dlopen } = require('node:os').constants;
const tables = ['zlib', 'perf_hooks', 'fs', 'http2', 'sqlite'].map((name) => require(`node:${name}`).constants);
const { defaultCipherList, ...crypto } = Object.getOwnPropertyDescriptors(require('node:crypto').constants);
assert.notStrictEqual(defaultCipherList, undefined);
assert.deepStrictEqual(Object.keys(crypto).filter((name) => crypto[name].writable), []);
for (const constants of [...tables, errno, priority, dlopen]) {
  assert(Object.isExtensible(constants));
  for (const name of Object.keys(constants)) {
    const { writable, configurable } = Object.getOwnPropertyDescriptor(constants, name);
    assert.deepStrictEqual([name, writable, configurable], [name, false, false]);
  }
}

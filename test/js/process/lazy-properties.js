// SPDX-License-Identifier: MIT
// Properties of process that are made when first looked at are data properties, as in Node, for who asks how they stand.
'use strict';
const assert = require('node:assert');

for (const [name, writable] of [['versions', false], ['release', false], ['env', true], ['config', false]]) {
  const { value, ...rest } = Object.getOwnPropertyDescriptor(process, name);
  assert.strictEqual(value, process[name]);
  assert.deepStrictEqual(rest, { writable, enumerable: true, configurable: true });
}
assert.throws(() => { process.versions = 1; }, {
  name: 'TypeError', message: "Cannot assign to read only property 'versions' of object '#<process>'",
});
process.env = { A: 1 };
assert.strictEqual(process.env.A, 1);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(process.features, 'tls'),
                       { value: true, writable: true, enumerable: true, configurable: true });
assert.strictEqual(Object.getPrototypeOf(process.config), Object.prototype);

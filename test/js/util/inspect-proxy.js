// SPDX-License-Identifier: MIT
// inspect() runs no trap of a proxy.
'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

const handler = {};
for (const trap of Reflect.ownKeys(Reflect)) {
  if (typeof trap === 'string') handler[trap] = () => assert.fail(`trap ${trap}`);
}
const proxy = new Proxy({ a: 1 }, handler);
assert.strictEqual(inspect(proxy), '{ a: 1 }');
assert.match(inspect(proxy, { showProxy: true }), /^Proxy \[/);
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
assert.strictEqual(inspect(revoked), '<Revoked Proxy>');

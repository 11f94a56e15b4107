// SPDX-License-Identifier: MIT
// URLPattern as a class: getters, subclasses, and what it is not.
'use strict';
const assert = require('node:assert');
const { URLPattern: same } = require('node:url');

assert.strictEqual(same, URLPattern);
assert.throws(() => URLPattern(), { name: 'TypeError', code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
assert.throws(() => URLPattern.prototype.hash, { name: 'TypeError', message: 'Illegal invocation' });
assert.throws(() => structuredClone(new URLPattern()), { name: 'DataCloneError' });
for (const name of ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash', 'hasRegExpGroups']) {
  const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(URLPattern.prototype, name);
  assert.deepStrictEqual([get.name, set, enumerable, configurable], ['', undefined, true, false], name);
}
class Route extends URLPattern {}
assert.ok(new Route({ pathname: '/a' }).test('/a', 'https://x'));

// Read once each, in this order; what is no string is not there.
const log = [];
const init = new Proxy({}, { get: (_, key) => { log.push(key); return key === 'port' ? 80 : undefined; } });
const { port } = new URLPattern(init);
assert.strictEqual(port, '*');
assert.deepStrictEqual(log, ['baseURL', 'hash', 'hostname', 'password', 'pathname', 'port', 'protocol', 'search', 'username']);
assert.throws(() => new URLPattern().test({ get hash() { throw new Error('mine'); } }), /mine/);

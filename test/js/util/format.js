// SPDX-License-Identifier: MIT
// format(): placeholders, what is left over, and user classes.
'use strict';
const assert = require('node:assert');
const { format } = require('node:util');

assert.strictEqual(format('%s %d %i %f %j %%', 'a', '42', 4.7, '1.5', { b: 1 }), 'a 42 4 1.5 {"b":1} %');
assert.strictEqual(format('%s', { a: { b: 1 } }), '{ a: [Object] }');
assert.strictEqual(format('%s', new (class { toString() { return 'own'; } })()), 'own');
assert.strictEqual(format('%s %s', 'a'), 'a %s');
assert.strictEqual(format('a', 'b', { c: 1 }), 'a b { c: 1 }');
assert.strictEqual(format('%d', -0), '-0');
const circular = {};
circular.self = circular;
assert.strictEqual(format('%j', circular), '[Circular]');

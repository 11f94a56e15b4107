// SPDX-License-Identifier: MIT
// process.env is a native object: no proxy; it is cloned as an ordinary one; it cannot be frozen.
'use strict';
const assert = require('node:assert');
const util = require('node:util');
const v8 = require('node:v8');

for (const name of Object.keys(process.env)) delete process.env[name];
process.env.A = 1;
process.env[7] = true;
assert.deepStrictEqual(Reflect.ownKeys(process.env), ['7', 'A']);
assert.strictEqual(process.env[7], 'true');
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(process.env, 'A'),
                       { value: '1', writable: true, enumerable: true, configurable: true });

assert.strictEqual(util.types.isProxy(process.env), false);
assert.strictEqual(util.inspect(process.env, { showProxy: true }), "{ '7': 'true', A: '1' }");
const copy = structuredClone({ one: process.env, two: process.env });
assert.deepStrictEqual(copy.one, { 7: 'true', A: '1' });
assert.strictEqual(copy.one, copy.two);
assert.throws(() => v8.serialize(process.env), { message: "Unserializable host object: { '7': 'true', A: '1' }" });

assert.throws(() => Object.freeze(process.env), { name: 'TypeError', message: 'Cannot freeze' });
assert.throws(() => Object.seal(process.env), { name: 'TypeError', message: 'Cannot seal' });
assert.strictEqual(Reflect.preventExtensions(process.env), false);
process.env.B = 'x';
assert.strictEqual(process.env.B, 'x');

// What inherits from it has properties of its own.
const heir = Object.create(process.env);
heir.A = 5;
assert.deepStrictEqual([heir.A, heir.B, process.env.A], [5, 'x', '1']);
const other = {};
assert.ok(Reflect.set(process.env, 'C', 5, other));
assert.deepStrictEqual([other.C, process.env.C], [5, undefined]);

process.env.__proto__ = 'text';
assert.ok(Object.hasOwn(process.env, '__proto__'));
assert.strictEqual(delete process.env.__proto__, true);
process.env.toString = 'own';
delete process.env.toString;
assert.strictEqual(`${process.env}`, '[object Object]');

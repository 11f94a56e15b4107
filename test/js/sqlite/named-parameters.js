// SPDX-License-Identifier: MIT
'use strict';
// Values by name: found with and without prefix, in any order; what is not given is NULL; errors come before getters run.
const assert = require('assert');
const { DatabaseSync } = require('node:sqlite');

const db = new DatabaseSync(':memory:');
const statement = db.prepare('SELECT $a AS a, :b AS b, @c AS c, ? AS d');
const row = (...params) => ({ ...statement.get(...params) });
const none = { a: null, b: null, c: null, d: null };
for (let i = 0; i < 3; i++) {
  assert.deepStrictEqual(row({ a: 1, ':b': 2, c: 3 }, 4), { a: 1, b: 2, c: 3, d: 4 });
  assert.deepStrictEqual(row({ '@c': 'x' }), { ...none, c: 'x' });
  assert.deepStrictEqual(row(7), { ...none, d: 7 });
  assert.deepStrictEqual(row(new Uint8Array([1])).d, new Uint8Array([1]));
  assert.deepStrictEqual(row(Object.create({ a: 1 })), none);
}
assert.throws(() => row({ a: 1 }, 2, 3), { errcode: 25 });
assert.throws(() => row({ a: 1, b: undefined }), { code: 'ERR_INVALID_ARG_TYPE', message: /parameter 2/ });
let got = false;
assert.throws(() => row({ get z() { got = true; return 1; } }), { code: 'ERR_INVALID_STATE', message: "Unknown named parameter 'z'" });
assert.strictEqual(got, false);
assert.throws(() => row({ ['x'.repeat(400)]: 1 }), { message: `Unknown named parameter '${'x'.repeat(400)}'` });
statement.setAllowUnknownNamedParameters(true);
assert.deepStrictEqual(row({ z: 1, a: 2 }), { ...none, a: 2 });
statement.setAllowUnknownNamedParameters(false);
assert.throws(() => row({ z: 1 }), { code: 'ERR_INVALID_STATE' });
statement.setAllowBareNamedParameters(false);
assert.throws(() => row({ a: 1 }), { code: 'ERR_INVALID_STATE' });
assert.deepStrictEqual(row({ $a: 1 }), { ...none, a: 1 });

const two = db.prepare('SELECT $a AS x, :a AS y');
assert.throws(() => two.get({ a: 1 }), { message: "Cannot create bare named parameter 'a' because of conflicting names '$a' and ':a'." });
two.setAllowBareNamedParameters(false);
assert.deepStrictEqual({ ...two.get({ $a: 1, ':a': 2 }) }, { x: 1, y: 2 });
assert.deepStrictEqual({ ...db.prepare('SELECT ?2 AS x, ?1 AS y').get({ '?1': 1, 2: 2 }) }, { x: 2, y: 1 });
assert.throws(() => two.get({ get $a() { db.close(); return 1; } }), { code: 'ERR_INVALID_STATE' });

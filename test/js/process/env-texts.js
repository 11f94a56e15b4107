// SPDX-License-Identifier: MIT
// What process.env makes of names and values that no environment can hold, and what it refuses.
'use strict';
const assert = require('node:assert');

const { env } = process;
env.N = 'x\0y';
env['K\0L'] = '1';
env.S = '\ud800x';
assert.deepStrictEqual([env.N, env.K, env.S], ['x', '1', '\ufffdx']);
for (const name of ['', 'a=b', '=b']) {
  env[name] = 'x';
  assert.ok(!(name in env), name);
}
for (const [value, text] of [[undefined, 'undefined'], [null, 'null'], [10n, '10'], [[1, 2], '1,2'], [{ toString: () => 't' }, 't']]) {
  env.V = value;
  assert.strictEqual(env.V, text);
}
assert.throws(() => { env.V = Symbol('v'); }, { name: 'TypeError', message: 'Cannot convert a Symbol value to a string' });
assert.throws(() => { env[Symbol('v')] = 1; }, { name: 'TypeError', message: 'Cannot convert a Symbol value to a string' });
assert.throws(() => { env.V = { toString() { throw new RangeError('mine'); } }; }, { name: 'RangeError', message: 'mine' });
assert.strictEqual(env.V, 't');
assert.ok(delete env[Symbol('v')]);

const all = { writable: true, enumerable: true, configurable: true };
const code = 'ERR_INVALID_OBJECT_DEFINE_PROPERTY';
for (const descriptor of [{}, all, { value: 'x' }, { ...all, value: 'x', writable: false }, { enumerable: false }]) {
  assert.throws(() => Object.defineProperty(env, 'D', descriptor), {
    code, message: "'process.env' only accepts a configurable, writable, and enumerable data descriptor",
  });
}
for (const descriptor of [{ get() {} }, { set() {} }, { get: undefined }]) {
  assert.throws(() => Object.defineProperty(env, 'D', descriptor), {
    code, message: "'process.env' does not accept an accessor(getter/setter) descriptor",
  });
}
assert.strictEqual(env.D, undefined);
Object.defineProperty(env, 'D', { ...all, value: 5 });
assert.strictEqual(env.D, '5');

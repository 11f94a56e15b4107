// SPDX-License-Identifier: MIT
// What the start leaves until somebody looks (boot/compact.js, internal/process/setup, env) is what a program finds.
'use strict';
const assert = require('assert');
const { execFileSync } = require('child_process');

// As a file: -e is an option, and with options nothing is left.
if (process.argv[2] !== undefined) {
  new Function('require', process.argv[2])(require);
  return;
}
const run = (code, env, ...args) =>
  execFileSync(process.execPath, [...args, __filename, code], { encoding: 'utf8', env: { ...process.env, ...env } });

for (const name of ['pid', 'version', 'arch', 'platform']) {
  const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(process, name);
  assert.deepStrictEqual({ writable, enumerable, configurable }, { writable: false, enumerable: true, configurable: true }, name);
  assert.ok(value, name);
}
assert.deepStrictEqual(Object.keys(require('path')).slice(-3), ['win32', 'posix', '_makeLong']);
assert.strictEqual(require('path/win32').win32, require('path').win32);

// The environment's say in what is printed, without and with options, before and after process.env is looked at.
const warn = 'process.emitWarning("w")';
const stderrOf = (code, env, ...args) => run(`process.stderr.write = (text) => process.stdout.write(text); ${code}`, env, ...args);
assert.match(stderrOf(warn), /Warning: w/);
assert.strictEqual(stderrOf(warn, { NODE_NO_WARNINGS: '1' }), '');
assert.strictEqual(stderrOf(warn, {}, '--no-warnings'), '');
assert.strictEqual(run('process.env.X = "1"; console.log(process.env.X, process.env.Y)', { Y: '2' }), '1 2\n');
assert.match(run('process.env.FORCE_COLOR = "1"; console.log([1])'), /\u001b\[33m1/);
assert.match(run('console.log([1])', { FORCE_COLOR: '1' }), /\u001b\[33m1/);

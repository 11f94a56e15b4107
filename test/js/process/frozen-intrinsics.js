// SPDX-License-Identifier: MIT
// --frozen-intrinsics: what the language gives cannot be changed; what inherits it can override; preloaded
// files come before.
'use strict';

const assert = require('assert');
const { spawnSync } = require('child_process');

if (process.argv[2] === 'child') {
  for (const name of ['Object', 'Array', 'Function', 'Error', 'TypeError', 'Promise', 'Map', 'Uint8Array', 'Iterator']) {
    assert.ok(Object.isFrozen(globalThis[name]) && Object.isFrozen(globalThis[name].prototype), name);
  }
  for (const object of [Math, JSON, Reflect, Intl, console, setTimeout, Object.getPrototypeOf([].values()),
                        Object.getPrototypeOf(async () => {}), Intl.NumberFormat.prototype, WebAssembly.Module.prototype]) {
    assert.ok(Object.isFrozen(object));
  }
  assert.throws(() => { Array.prototype.push = 1; }, { name: 'TypeError', message: /read only property 'push'/ });
  assert.throws(() => { Array.prototype.more = 1; }, TypeError);
  assert.throws(() => { Error.stackTraceLimit = 1; }, TypeError);
  assert.throws(() => { globalThis.globalThis = 1; }, TypeError);

  // Heirs
  const object = { a: 1 };
  object.toString = () => 'mine';
  assert.strictEqual(`${object}`, 'mine');
  assert.deepStrictEqual(Object.keys(object), ['a', 'toString']);
  const error = new Error('x');
  error.name = error.message = 'y';
  assert.strictEqual(`${error}`, 'y: y');
  function Heir() { /* nothing */ }
  Heir.prototype.constructor = 1;
  assert.strictEqual(Object.getOwnPropertyDescriptor(Object.prototype, 'toString').get.value, Object.prototype.toString);

  // The library works on, whatever is loaded only now.
  for (const name of require('module').builtinModules) if (!/^(node:)?(_|sys|punycode|v8\/|sqlite)/.test(name)) require(name);
  new console.Console(process.stdout).log('before:', Object.prototype.polyfill);
} else if (process.argv[2] === 'test') {
  require('node:test')('a test', (t) => t.assert.ok(Object.isFrozen(Math)));
} else if (process.argv[2] === 'worker') {
  const { Worker, isMainThread } = require('worker_threads');
  if (isMainThread) new Worker(__filename, { argv: ['worker'] });
  else console.log('before:', Object.isFrozen(Math) ? 1 : 2);
} else {
  const polyfill = require.resolve('./fixtures/polyfill.cjs');
  const run = (mode, ...args) => spawnSync(process.execPath, ['--frozen-intrinsics', ...args, __filename, mode], { encoding: 'utf8' });
  for (const args of [['--require', polyfill], ['--import', polyfill]]) {
    const { stdout, stderr, status } = run('child', ...args);
    assert.strictEqual(stdout, 'before: 1\n', stderr);
    assert.match(stderr, /ExperimentalWarning: Frozen int/);
    assert.strictEqual(status, 0, stderr);
  }
  assert.strictEqual(run('worker').stdout, 'before: 1\n');
  assert.strictEqual(run('test').status, 0);
}

// SPDX-License-Identifier: MIT
// mock.module(): import sees a CommonJS or builtin module as import always does; require.cache does not know it
// meanwhile; a module is mocked once; the global object stays as it is.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { mock } = require('node:test');

if (mock.module === undefined) {
  const { status, stderr } = spawnSync(process.execPath, ['--experimental-test-module-mocks', __filename], { encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
  return;
}

const symbols = Object.getOwnPropertySymbols(globalThis);
const file = require.resolve('../../fixtures/testrunner-mocked.js');
const real = require(file);

(async () => {
  const context = mock.module(file, { defaultExport: { q: 1 }, namedExports: { 'n': 2, 'a b': 3 } });
  assert.strictEqual(require.cache[file], undefined);
  assert.deepStrictEqual(require(file), { 'q': 1, 'n': 2, 'a b': 3 });
  const imported = await import(file);
  assert.deepStrictEqual(Object.keys(imported), ['a b', 'default', 'module.exports', 'n']);
  assert.deepStrictEqual(imported.default, { 'q': 1, 'n': 2, 'a b': 3 });
  assert.throws(() => mock.module(file), { code: 'ERR_INVALID_STATE', message: `Invalid state: Cannot mock '${file}'. The module is already mocked.` });
  context.restore();
  assert.strictEqual(require(file), real);

  mock.module('fs', { exports: { default: { y: 1 }, x: 2 } });
  const fs = await import('node:fs');
  assert.deepStrictEqual([fs.x, fs.default, require('fs')], [2, { y: 1, x: 2 }, { y: 1, x: 2 }]);
  mock.module(file, { defaultExport: 5, namedExports: { n: 1 } });
  await assert.rejects(import(file), /named exports cannot be applied to the provided default export/);
  assert.throws(() => mock.module('os', { exports: {}, namedExports: {} }), { code: 'ERR_INVALID_ARG_VALUE' });
  mock.reset();
  assert.strictEqual(typeof require('fs').readFileSync, 'function');
  assert.deepStrictEqual(Object.getOwnPropertySymbols(globalThis), symbols);
})();

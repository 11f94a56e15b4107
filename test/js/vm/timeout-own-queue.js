// SPDX-License-Identifier: MIT
// Flags: --experimental-vm-modules --no-warnings
// microtaskMode 'afterEvaluate' with a timeout: microtasks of what was ended do not run, and cannot escape the limit.
'use strict';

const assert = require('node:assert');
const vm = require('node:vm');

const code = 'Promise.resolve().then(() => { ran.push(1); }); for (;;);';
const expected = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' };
const ran = [];
const context = vm.createContext({ ran }, { microtaskMode: 'afterEvaluate' });
assert.throws(() => vm.runInContext(code, context, { timeout: 5 }), expected);
assert.deepStrictEqual(ran, []);
(async () => {
  const mod = new vm.SourceTextModule(code, { context: vm.createContext({ ran }, { microtaskMode: 'afterEvaluate' }) });
  await mod.link(() => {});
  await assert.rejects(mod.evaluate({ timeout: 5 }), expected);
  assert.deepStrictEqual(ran, []);
  const { stack } = assert.throws(() => vm.runInThisContext('throw new Error("x")', 'a.vm')) ?? {};
  assert.strictEqual(stack, undefined);
  try {
    vm.runInThisContext('throw new Error("x")', 'a.vm');
  } catch (error) {
    assert.match(error.stack, /at a\.vm:1:7\n.*at Script\.runInThisContext/);
  }
})();

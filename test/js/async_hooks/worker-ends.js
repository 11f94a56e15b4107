// SPDX-License-Identifier: MIT
// A worker that ends with promise hooks set, and contexts of node:vm alive.
'use strict';
const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

const code = `
  const hooks = require('async_hooks'), vm = require('vm');
  hooks.createHook({ init() {}, before() {}, after() {}, promiseResolve() {} }).enable();
  globalThis.contexts = [1, 2, 3].map(() => vm.createContext({}));
  for (const context of contexts) vm.runInContext('Promise.resolve().then(() => {})', context);
  process.exitCode = 5;
`;
let left = 5;
for (let i = 0; i < 5; i++) {
  new Worker(code, { eval: true }).on('exit', (exitCode) => {
    assert.strictEqual(exitCode, 5);
    left--;
  });
}
process.on('exit', () => assert.strictEqual(left, 0));

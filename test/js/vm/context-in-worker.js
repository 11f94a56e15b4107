// SPDX-License-Identifier: MIT
// A thread ends while contexts of node:vm live in it, with hooks of promises in them.
'use strict';

const assert = require('node:assert');
const { Worker } = require('node:worker_threads');

for (const end of ['', 'process.exit()', 'throw new Error("x")']) {
  const worker = new Worker(`
    const vm = require('node:vm'), { createHook } = require('node:async_hooks');
    let hooked = 0;
    globalThis.contexts = [vm.createContext()];
    createHook({ init(id, type) { if (type === 'PROMISE') hooked++; } }).enable();
    contexts.push(vm.createContext());
    for (const context of contexts) vm.runInContext('Promise.resolve().then(() => {})', context);
    require('node:worker_threads').parentPort.postMessage(hooked >= 4);
    ${end}`, { eval: true });
  let hooked;
  worker.on('message', (value) => { hooked = value; });
  worker.on('error', (err) => assert.strictEqual(err.message, 'x'));
  worker.on('exit', (code) => {
    assert.strictEqual(code, end.startsWith('throw') ? 1 : 0);
    assert.strictEqual(hooked, true);
  });
}

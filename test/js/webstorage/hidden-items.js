// SPDX-License-Identifier: MIT
// Flags: --experimental-webstorage --no-warnings
// An item whose name Storage.prototype has is stored, but the property is the prototype's.
'use strict';
const assert = require('assert');

Storage.prototype.x = 'proto';
sessionStorage.x = 'item';
assert.strictEqual(sessionStorage.x, 'proto');
assert.strictEqual(Object.getOwnPropertyDescriptor(sessionStorage, 'x'), undefined);
assert.strictEqual(sessionStorage.getItem('x'), 'item');
delete Storage.prototype.x;
assert.strictEqual(sessionStorage.x, 'item');
assert.strictEqual(Object.getOwnPropertyDescriptor(globalThis, 'localStorage').enumerable, true);

// Options of a worker count there.
const { Worker } = require('worker_threads');
const worker = new Worker('require("worker_threads").parentPort.postMessage(typeof sessionStorage)',
  { eval: true, execArgv: ['--experimental-webstorage'] });
worker.on('message', (type) => assert.strictEqual(type, 'object'));

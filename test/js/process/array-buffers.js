// SPDX-License-Identifier: MIT
// Flags: --expose-gc
// memoryUsage().arrayBuffers counts the bytes of array buffers, exactly; buffers outlive the worker they come from.
'use strict';
const assert = require('assert');
const { Worker } = require('worker_threads');

const bytes = () => process.memoryUsage().arrayBuffers;
bytes();
const before = bytes();
let memory = new ArrayBuffer(10 * 1024 * 1024);
assert.strictEqual(bytes() - before, memory.byteLength);
memory = undefined;
// Freed by another thread of the engine's.
function untilFreed(tries) {
  globalThis.gc();
  if (bytes() - before < 1024 * 1024) return;
  assert.ok(tries > 0, 'is not freed');
  setTimeout(untilFreed, 5, tries - 1);
}
untilFreed(5000);

let received;
const worker = new Worker(`
  const { parentPort } = require('worker_threads');
  const memory = new Uint8Array(1024 * 1024).fill(7);
  parentPort.postMessage(memory, [memory.buffer]);`, { eval: true });
worker.on('message', (message) => { received = message; });
worker.on('exit', () => {
  assert.strictEqual(received[1024 * 1024 - 1], 7);
  received = undefined;
  globalThis.gc();
});

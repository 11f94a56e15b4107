// SPDX-License-Identifier: MIT
// A DOMException that ends a worker arrives as one, with its stack and its cause; what cannot be cloned arrives as text.
'use strict';

const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');

async function errorOf(program) {
  const worker = new Worker(program, { eval: true });
  return (await once(worker, 'error'))[0];
}

(async () => {
  const clone = await errorOf('require("worker_threads").parentPort.postMessage(() => 1)');
  assert.ok(clone instanceof DOMException);
  assert.deepStrictEqual([clone.name, clone.code, clone.message], ['DataCloneError', 25, '() => 1 could not be cloned.']);
  assert.match(clone.stack, /^DataCloneError: \(\) => 1 could not be cloned\.\n {4}at /);
  assert.deepStrictEqual(Object.keys(clone), []);
  const caused = await errorOf('throw new DOMException("m", { name: "AbortError", cause: new RangeError("why") })');
  assert.ok(caused.cause instanceof RangeError && caused.cause.message === 'why' && caused.name === 'AbortError');
  assert.strictEqual(await errorOf('throw Object.assign(() => {}, { a: 1 })'), '[Function (anonymous)] { a: 1 }');
})();

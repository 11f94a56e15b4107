// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { Worker, setEnvironmentData } = require('node:worker_threads');

setEnvironmentData('key', { deep: 1 });
const bytes = new Uint8Array([1, 2, 3]);
const worker = new Worker(`
  const { getEnvironmentData, parentPort, resourceLimits, workerData } = require('worker_threads');
  process.env.ONLY_HERE = 1;
  process.stdin.on('data', (text) => {
    process.stdout.write(text);
    parentPort.postMessage([workerData, process.argv.slice(2), process.env.GIVEN, getEnvironmentData('key'),
                            resourceLimits.maxOldGenerationSizeMb]);
  });`,
{
  eval: true, stdin: true, stdout: true, argv: ['a', 1], env: { GIVEN: 'x' }, workerData: bytes,
  transferList: [bytes.buffer], resourceLimits: { maxOldGenerationSizeMb: 64 }, name: 'options',
});
assert.strictEqual(bytes.length, 0);
assert.throws(() => new Worker('relative.js'), { code: 'ERR_WORKER_PATH' });

let output = '';
worker.stdout.on('data', (chunk) => { output += chunk; });
worker.stdin.end('through');
worker.once('message', (message) => {
  assert.deepStrictEqual(message, [new Uint8Array([1, 2, 3]), ['a', '1'], 'x', { deep: 1 }, 64]);
});
worker.on('exit', (code) => {
  assert.strictEqual(code, 0);
  assert.strictEqual(output, 'through');
  assert.strictEqual(process.env.ONLY_HERE, undefined);
});

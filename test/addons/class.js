// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { fileOf, load } = require('./load');

if (process.argv[2] === 'child') {
  load('counter');
  process.exit(3);
}

const Counter = load('counter');
const counter = new Counter(5);
assert.strictEqual(counter.next(), 5);
assert.strictEqual(counter.value, 6);
assert(counter instanceof Counter);
assert.throws(() => Counter.prototype.next.call({}), { name: 'TypeError', message: 'Illegal invocation' });

// Two threads have the addon, each with its own cleanup.
const { Worker } = require('node:worker_threads');
new Worker(`const C = require(${JSON.stringify(fileOf('counter'))}); process.exitCode = new C(40).next()`, { eval: true })
  .on('exit', (code) => assert.strictEqual(code, 40));

// Cleanup hooks run however the program ends.
assert.throws(() => execFileSync(process.execPath, [__filename, 'child'], { stdio: 'pipe' }),
  (error) => error.status === 3 && error.stdout.toString() === 'goodbye\n');

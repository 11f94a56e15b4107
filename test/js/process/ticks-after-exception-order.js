// SPDX-License-Identifier: MIT
// After an exception that somebody handled: the ticks and microtasks left over come before the next immediate.
'use strict';

const assert = require('node:assert');

process.exitCode = 1; // until all has happened
const seen = [];
process.on('uncaughtException', (err) => {
  if (err.code === 'ERR_ASSERTION') throw err;
  seen.push(`caught ${err.message}`);
});

function fail(name) {
  process.nextTick(() => seen.push('before'));
  process.nextTick(() => { throw new Error(name); });
  process.nextTick(() => seen.push('after'));
  queueMicrotask(() => seen.push('microtask'));
  setImmediate(() => seen.push('immediate'));
}

function inCallback() {
  assert.deepStrictEqual(seen.splice(0), ['caught main', 'tick of main', 'microtask of main', 'timer']);
  fail('callback');
  setImmediate(() => {
    assert.deepStrictEqual(seen.splice(0), ['before', 'caught callback', 'after', 'microtask', 'immediate']);
    process.exitCode = 0;
  });
}

// An exception of the main script: its ticks come before the first timer, though that is due.
process.nextTick(() => seen.push('tick of main'));
queueMicrotask(() => seen.push('microtask of main'));
setTimeout(() => {
  seen.push('timer');
  require('node:fs').stat(__filename, inCallback);
}, 1);
for (const end = Date.now() + 5; Date.now() < end;);
throw new Error('main');

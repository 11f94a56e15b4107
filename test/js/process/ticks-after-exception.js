// SPDX-License-Identifier: MIT
// An exception that somebody handles: what was queued before it waits for the next callback, so that ticks which throw for ever
// do not keep the loop from turning.
'use strict';

const assert = require('node:assert');

process.exitCode = 1; // until all has happened
const seen = [];
process.on('uncaughtException', (err) => {
  if (err.code === 'ERR_ASSERTION') throw err;
  seen.push(`caught ${err.message}`);
});

function first() {
  setImmediate(() => {
    process.nextTick(() => seen.push('tick'));
    Promise.resolve().then(() => seen.push('microtask'));
    throw new Error('immediate');
  });
  setImmediate(() => seen.push('second immediate'));
  setImmediate(() => {
    assert.deepStrictEqual(seen.splice(0), ['caught immediate', 'second immediate', 'tick', 'microtask']);
    setTimeout(second, 1);
  });
}

/** The same for timers of one list, and for the last one: nothing else would make the loop turn. */
function second() {
  setTimeout(() => {
    process.nextTick(() => seen.push('tick'));
    throw new Error('timer');
  }, 1);
  setTimeout(() => {
    seen.push('second timer');
    Promise.resolve().then(() => {
      assert.deepStrictEqual(seen.splice(0), ['caught timer', 'second timer', 'caught last', 'tick']);
      queueMicrotask(() => seen.push('microtask'));
      process.nextTick(third);
    });
    throw new Error('last');
  }, 1);
}

function third() {
  assert.deepStrictEqual(seen.splice(0), ['microtask']);
  let ticks = 0, ended = false;
  const spin = () => {
    ticks++;
    if (!ended) process.nextTick(spin);
    throw new Error('spins');
  };
  process.nextTick(spin);
  setTimeout(() => {
    ended = true;
    assert.ok(ticks > 1, `${ticks}`);
    process.exitCode = 0;
  }, 5);
}

first();

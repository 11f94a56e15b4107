// SPDX-License-Identifier: MIT
// process.cwd(), remembered until chdir: asking the system costs a call, and programs ask often. Only the main thread
// can change it; workers see by a counter in shared memory that it has.
'use strict';

const { AtomicsAdd, AtomicsLoad } = primordials;

const { cwd: read } = internalBinding('process');

let cached = '';
let changes; // Int32Array, once there is a worker

function cwd() {
  if (cached === '') cached = read();
  return cached;
}

function forget() {
  cached = '';
  if (changes !== undefined) AtomicsAdd(changes, 0, 1);
}

/** What a new worker gets for useChanges(). */
function shareChanges() {
  return changes ??= new Int32Array(new SharedArrayBuffer(4));
}

/** @returns {() => string} a worker's process.cwd() */
function useChanges(shared) {
  changes = shared;
  let seen = AtomicsLoad(changes, 0);
  return function cwd() {
    const now = AtomicsLoad(changes, 0);
    if (now !== seen || cached === '') {
      seen = now;
      cached = read();
    }
    return cached;
  };
}

module.exports = { cwd, forget, shareChanges, useChanges };

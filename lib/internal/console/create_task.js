// SPDX-License-Identifier: MIT
// console.createTask as long as no debugger is there: an inspector session puts the engine's own in its place.
'use strict';

/**
 * @param {string} name shown by debuggers
 * @returns {{ run: (f: Function) => any }}
 */
function createTask(name) {
  if (typeof name !== 'string' || name === '') throw new Error('First argument must be a non-empty string.');
  return { run(f) { return f(); } };
}

module.exports = { createTask };

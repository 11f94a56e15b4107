// SPDX-License-Identifier: MIT
// console.createTask as long as no debugger is there: an inspector session puts the engine's own in its place.
'use strict';

const { validateString } = require('internal/validators');

/**
 * @param {string} name shown by debuggers
 * @returns {{ run: (f: Function) => any }}
 */
function createTask(name) { // eslint-disable-line no-unused-vars
  validateString(arguments[0], 'name');
  return { run(f) { return f(); } };
}

module.exports = { createTask };

// SPDX-License-Identifier: MIT
// process.cwd(), remembered until chdir: asking the system costs a call, and programs ask often.
'use strict';

const { cwd: read } = internalBinding('process');

let cached = '';

function cwd() {
  if (cached === '') cached = read();
  return cached;
}

function forget() {
  cached = '';
}

module.exports = { cwd, forget };

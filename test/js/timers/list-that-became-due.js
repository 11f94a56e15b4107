// SPDX-License-Identifier: MIT
// A list that becomes due while another one runs is run in the same turn; what its ticks schedule is not forgotten.
'use strict';

const assert = require('node:assert');

let done = false;
setTimeout(() => {
  const end = performance.now() + 20;
  while (performance.now() < end); // the other list is due meanwhile
}, 1);
setTimeout(() => {
  Promise.resolve().then(() => setTimeout(() => { done = true; }, 30));
}, 10);
process.on('exit', () => assert(done));

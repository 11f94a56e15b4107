// SPDX-License-Identifier: MIT
// A short timer that is set in a microtask after a timer callback comes before a longer, older one.
'use strict';

const assert = require('node:assert');

const order = [];
const long = setTimeout(() => order.push('long'), 50_000);
setTimeout(async () => {
  await null;
  setTimeout(() => {
    order.push('short');
    clearTimeout(long);
  }, 10);
}, 1);
process.on('exit', () => assert.deepStrictEqual(order, ['short']));

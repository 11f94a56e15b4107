// SPDX-License-Identifier: MIT
'use strict';
const assert = require('node:assert');
const addon = require('./load').load('threads');

let sum = 0;
addon.count((n) => { sum += n; });
Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(addon.square)).then((squares) => {
  assert.deepStrictEqual(squares, [1, 4, 9, 16, 25, 36, 49, 64]);
});
process.on('exit', () => assert.strictEqual(sum, 5050));

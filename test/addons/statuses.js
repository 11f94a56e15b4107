// SPDX-License-Identifier: MIT
// What Node-API answers to missing places and values, to values of the wrong type, and while an exception is pending: the
// codes are what Node 24 answers to the same addon.
'use strict';
const assert = require('node:assert');
const addon = require('./load').load('statuses');

assert.deepStrictEqual(addon.missing(), [
  1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 3, 1, 1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  1, 1, 1, 1]);
// The two holes: nothing is set while instanceof's exception is pending.
assert.deepStrictEqual(addon.wrong(), [
  6, 6, 6, 6, 7, 3, 17, 1, 8, 1, 1, 1, 1, 18, 1, 1, 1, 1, 0, 0, 0, 19, 3, 1, 1, 0, 0, 0, 1, 1, 0, 0, , , 0, 9, 0, 1, 0, 0, 1, 0, 1, 0, 12]);
const first = new Error('first');
assert.deepStrictEqual(addon.pending(() => { throw first; }), [10, 10, 10, 10, 10, 10, 0, 0, 10, 0, 1, 0, 0, 0, 0, first]);
assert.deepStrictEqual(addon.lastError(), [1, 'Invalid argument', 0, '']);

// SPDX-License-Identifier: MIT
// before() outside of all tests begins at once, several of them in their order, and the tests wait for all.
'use strict';

const assert = require('node:assert');
const { before, test } = require('node:test');

const order = [];
before(async () => {
  order.push('one');
  await new Promise(setImmediate);
  order.push('one ends');
});
before(() => { order.push('two'); });
order.push('file');
test('waits', () => {
  assert.deepStrictEqual(order, ['one', 'two', 'file', 'one ends']);
});

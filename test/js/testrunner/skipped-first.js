// SPDX-License-Identifier: MIT
// A suite whose first test is skipped, and so ends at once, waits for those that follow.
'use strict';
const assert = require('node:assert');
const { after, describe, it } = require('node:test');
const { setImmediate: turn } = require('node:timers/promises');

const ended = [];
describe('outer', () => {
  describe('tests', () => {
    it.skip('skipped', () => {});
    it('slow', async () => {
      await turn();
      ended.push('slow');
    });
    it('next', () => { ended.push('next'); });
  });
  describe('suites', () => {
    describe.skip('skipped', () => {});
    describe('inner', () => {
      it('in it', () => { ended.push('in it'); });
    });
  });
});
after(() => assert.deepStrictEqual(ended, ['slow', 'next', 'in it']));

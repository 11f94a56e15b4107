// SPDX-License-Identifier: MIT
// t.before() that fails fails the subtests that follow, which are not run; a hook that a signal aborts tells its reason.
'use strict';

const assert = require('node:assert');
const { before, describe, it, run, test } = require('node:test');

if (process.env.BEFORE_IN_TEST === undefined) {
  const failed = new Map();
  run({ files: [__filename], env: { ...process.env, BEFORE_IN_TEST: '1' } })
    .on('test:fail', ({ name, details: { error } }) => failed.set(name, error.cause?.message ?? error.cause))
    .on('test:pass', ({ name }) => assert.fail(`${name} passes`));
  process.on('exit', () => assert.deepStrictEqual(Object.fromEntries(failed), {
    inner: 'of before', outer: 'of before', suite: 'mine', within: 'test did not finish before its parent and was cancelled',
  }));
} else {
  test('outer', async (t) => {
    t.before(() => {
      throw new Error('of before');
    });
    await t.test('inner', () => {});
  });
  describe('suite', () => {
    before(() => {}, { signal: AbortSignal.abort(new Error('mine')) });
    it('within', () => {});
  });
}

// SPDX-License-Identifier: MIT
// A test that a signal aborts fails with the signal's reason, also when it runs in a process of its own.
'use strict';

const assert = require('node:assert');
const { test, run } = require('node:test');

if (process.env.ABORT_REASON === undefined) {
  const errors = [];
  run({ files: [__filename], env: { ...process.env, ABORT_REASON: '1' } })
    .on('test:fail', ({ details: { error } }) => errors.push([error.name, error.message, error.failureType]));
  process.on('exit', () => assert.deepStrictEqual(errors, [
      ['AbortError', 'This operation was aborted', 'testAborted'],
      ['RangeError', 'mine', 'testAborted'],
      ['Error', 'text', 'testAborted'],
    ]));
} else {
  test('default', { signal: AbortSignal.abort() }, () => {});
  test('error', { signal: AbortSignal.abort(new RangeError('mine')) }, () => {});
  test('text', { signal: AbortSignal.abort('text') }, () => {});
}

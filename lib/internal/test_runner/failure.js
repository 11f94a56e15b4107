// SPDX-License-Identifier: MIT
// The ways a test can fail, and the error that carries them.
'use strict';

const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');
const { isError } = require('internal/util');

const kinds = {
  __proto__: null,
  kAborted: 'testAborted',
  kCallbackAndPromisePresent: 'callbackAndPromisePresent',
  kCancelledByParent: 'cancelledByParent',
  kExpectedFailure: 'expectedFailure',
  kHookFailure: 'hookFailed',
  kMultipleCallbackInvocations: 'multipleCallbackInvocations',
  kParentAlreadyFinished: 'parentAlreadyFinished',
  kSubtestsFailed: 'subtestsFailed',
  kTestCodeFailure: 'testCodeFailure',
  kTestTimeoutFailure: 'testTimeoutFailure',
  kUncaughtException: 'uncaughtException',
  kUnhandledRejection: 'unhandledRejection',
};

/** Its stack tells of the user's code only. */
function failure(error, kind) {
  const made = new ERR_TEST_FAILURE(error, kind);
  const lines = `${made.stack}`.split('\n');
  const first = lines.findIndex((line) => /^ {4}at /.test(line));
  if (first === -1) return made;
  const own = lines.slice(first).filter((line) => !/[( ]node:[^ ]*$|\(<anonymous>\)$/.test(line));
  made.stack = [...lines.slice(0, first), ...own].join('\n');
  return made;
}

/** What an abort signal's reason makes of a test: the reason itself fails it, if it is an error. */
function aborted(reason) {
  if (!isError(reason) || !Object.isExtensible(reason)) return failure(reason ?? 'This operation was aborted', kinds.kAborted);
  reason.failureType = kinds.kAborted;
  return reason;
}

function isTestFailure(error) {
  return error?.code === 'ERR_TEST_FAILURE' || error?.failureType === kinds.kAborted;
}

/** Whether it counts as cancelled. */
function isCancelled(kind) {
  return kind === kinds.kTestTimeoutFailure || kind === kinds.kAborted || kind === kinds.kCancelledByParent;
}

module.exports = { ...kinds, aborted, failure, isCancelled, isTestFailure };

// SPDX-License-Identifier: MIT
// The ways a test can fail, and the error that carries them.
'use strict';

const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');

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

function failure(error, kind) {
  return new ERR_TEST_FAILURE(error, kind);
}

function isTestFailure(error) {
  return error?.code === 'ERR_TEST_FAILURE';
}

module.exports = { ...kinds, failure, isTestFailure };

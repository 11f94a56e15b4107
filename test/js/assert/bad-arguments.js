// SPDX-License-Identifier: MIT
// assert: wrong arguments are refused, with Node's codes.
'use strict';
const assert = require('node:assert');
const check = require('../../fixtures/bad_arguments.js');

const MISSING = 'ERR_MISSING_ARGS', TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['ok', '', 'ERR_ASSERTION'], ['ok', 'null big', 'ERR_ASSERTION'], ['ok', 'null nul', 'ERR_ASSERTION'],
  ['fail', '', 'ERR_ASSERTION'], ['fail', 'big', 'ERR_ASSERTION'], ['fail', 'nul', 'ERR_ASSERTION'],
  ['equal', '', MISSING], ['equal', 'big', MISSING], ['equal', 'nul', MISSING], ['notEqual', '', MISSING],
  ['notEqual', 'big', MISSING], ['notEqual', 'nul', MISSING], ['deepEqual', '', MISSING],
  ['deepEqual', 'big', MISSING], ['deepEqual', 'nul', MISSING], ['notDeepEqual', '', MISSING],
  ['notDeepEqual', 'big', MISSING], ['notDeepEqual', 'nul', MISSING], ['deepStrictEqual', '', MISSING],
  ['deepStrictEqual', 'big', MISSING], ['deepStrictEqual', 'nul', MISSING], ['notDeepStrictEqual', '', MISSING],
  ['notDeepStrictEqual', 'big', MISSING], ['notDeepStrictEqual', 'nul', MISSING], ['strictEqual', '', MISSING],
  ['strictEqual', 'big', MISSING], ['strictEqual', 'nul', MISSING], ['notStrictEqual', '', MISSING],
  ['notStrictEqual', 'big', MISSING], ['notStrictEqual', 'nul', MISSING], ['partialDeepStrictEqual', '', MISSING],
  ['partialDeepStrictEqual', 'big', MISSING], ['partialDeepStrictEqual', 'nul', MISSING], ['match', '', TYPE],
  ['match', 'big', TYPE], ['match', 'nul', TYPE], ['doesNotMatch', '', TYPE], ['doesNotMatch', 'big', TYPE],
  ['doesNotMatch', 'nul', TYPE], ['throws', '', TYPE], ['throws', 'big', TYPE], ['throws', 'nul', TYPE],
  ['rejects', '', TYPE], ['rejects', 'big', TYPE], ['rejects', 'nul', TYPE], ['doesNotThrow', '', TYPE],
  ['doesNotThrow', 'big', TYPE], ['doesNotThrow', 'nul', TYPE], ['doesNotReject', '', TYPE],
  ['doesNotReject', 'big', TYPE], ['doesNotReject', 'nul', TYPE], ['ifError', 'true', 'ERR_ASSERTION'],
  ['ifError', 'big', 'ERR_ASSERTION'], ['ifError', 'nul', 'ERR_ASSERTION'],
], (name, args) => assert[name](...args));

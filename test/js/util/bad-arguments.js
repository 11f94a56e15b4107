// SPDX-License-Identifier: MIT
// util: wrong arguments are refused, with Node's codes.
'use strict';
const util = require('node:util');
const check = require('../../fixtures/bad_arguments.js');

const RANGE = 'ERR_OUT_OF_RANGE', TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE';

check([
  ['callbackify', '', TYPE], ['callbackify', 'big', TYPE], ['callbackify', 'nul', TYPE],
  ['callbackify', 'det', TYPE], ['convertProcessSignalToExitCode', '', VALUE],
  ['convertProcessSignalToExitCode', 'big', VALUE], ['convertProcessSignalToExitCode', 'nul', VALUE],
  ['convertProcessSignalToExitCode', 'det', VALUE], ['deprecate', 'x x null', TYPE], ['styleText', '', TYPE],
  ['styleText', 'big', TYPE], ['styleText', 'nul', TYPE], ['styleText', 'det', TYPE],
  ['formatWithOptions', '', TYPE], ['formatWithOptions', 'big', TYPE], ['formatWithOptions', 'nul', TYPE],
  ['formatWithOptions', 'x det', TYPE], ['getCallSites', 'null', TYPE], ['getCallSites', 'zero', RANGE],
  ['getCallSites', 'big', RANGE], ['getCallSites', 'nul', TYPE], ['getSystemErrorName', '', TYPE],
  ['getSystemErrorName', 'zero', RANGE], ['getSystemErrorName', 'big', RANGE], ['getSystemErrorName', 'nul', TYPE],
  ['getSystemErrorMessage', '', TYPE], ['getSystemErrorMessage', 'zero', RANGE],
  ['getSystemErrorMessage', 'big', RANGE], ['getSystemErrorMessage', 'nul', TYPE], ['inherits', '', TYPE],
  ['inherits', 'big', TYPE], ['inherits', 'nul', TYPE], ['inherits', 'det', TYPE], ['promisify', '', TYPE],
  ['promisify', 'big', TYPE], ['promisify', 'nul', TYPE], ['promisify', 'det', TYPE],
  ['stripVTControlCharacters', '', TYPE], ['stripVTControlCharacters', 'big', TYPE],
  ['stripVTControlCharacters', 'det', TYPE], ['stripVTControlCharacters', 'shrunk', TYPE],
  ['transferableAbortSignal', '', TYPE], ['transferableAbortSignal', 'big', TYPE],
  ['transferableAbortSignal', 'nul', TYPE], ['transferableAbortSignal', 'det', TYPE], ['aborted', '', TYPE],
  ['aborted', 'big', TYPE], ['aborted', 'nul', TYPE], ['aborted', 'det', TYPE], ['parseEnv', '', TYPE],
  ['parseEnv', 'big', TYPE], ['parseEnv', 'det', TYPE], ['parseEnv', 'shrunk', TYPE], ['diff', 'null', TYPE],
  ['diff', 'big', TYPE], ['diff', 'nul', TYPE], ['diff', 'det', TYPE],
], (name, args) => util[name](...args));
check([
  ['set', 'empty', 'ERR_INVALID_MIME_SYNTAX'], ['set', 'nul', 'ERR_INVALID_MIME_SYNTAX'],
  ['set', 'obj big', 'ERR_INVALID_MIME_SYNTAX'],
], (name, args) => new util.MIMEType('text/plain;a=b').params[name](...args));

// SPDX-License-Identifier: MIT
// url, URL, URLSearchParams: wrong arguments are refused, with Node's codes.
'use strict';
const url = require('node:url');
const check = require('../../fixtures/bad_arguments.js');

const MISSING = 'ERR_MISSING_ARGS', TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['parse', '', TYPE], ['parse', 'big', TYPE], ['parse', 'det', TYPE], ['resolve', '', TYPE],
  ['resolve', 'big', TYPE], ['resolve', 'nul', TYPE], ['resolveObject', 'true', TYPE],
  ['resolveObject', 'big', TYPE], ['resolveObject', 'det', TYPE], ['format', '', TYPE], ['format', 'big', TYPE],
  ['format', 'fn nul', TYPE], ['domainToASCII', '', MISSING], ['domainToUnicode', '', MISSING],
  ['pathToFileURL', '', TYPE], ['pathToFileURL', 'big', TYPE], ['pathToFileURL', 'det', TYPE],
  ['fileURLToPath', '', TYPE], ['fileURLToPath', 'big', TYPE], ['fileURLToPath', 'empty', 'ERR_INVALID_URL'],
  ['fileURLToPathBuffer', '', TYPE], ['fileURLToPathBuffer', 'big', TYPE],
  ['fileURLToPathBuffer', 'empty', 'ERR_INVALID_URL'], ['urlToHttpOptions', '', TYPE],
  ['urlToHttpOptions', 'big', TYPE], ['urlToHttpOptions', 'nul', TYPE],
], (name, args) => url[name](...args));
check([
  ['parse', '', MISSING], ['canParse', '', MISSING], ['createObjectURL', '', TYPE], ['createObjectURL', 'big', TYPE],
  ['createObjectURL', 'nul', TYPE], ['revokeObjectURL', '', MISSING],
], (name, args) => URL[name](...args));
check([
  ['append', '', MISSING], ['append', 'big', MISSING], ['append', 'nul', MISSING], ['delete', '', MISSING],
  ['get', '', MISSING], ['getAll', '', MISSING], ['has', '', MISSING], ['set', '', MISSING], ['set', 'big', MISSING],
  ['set', 'nul', MISSING], ['forEach', '', TYPE], ['forEach', 'big', TYPE], ['forEach', 'nul', TYPE],
], (name, args) => new URLSearchParams('a=b')[name](...args));

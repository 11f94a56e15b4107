// SPDX-License-Identifier: MIT
// path: wrong arguments are refused, with Node's codes.
'use strict';
const path = require('node:path');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['resolve', 'undef', TYPE], ['resolve', 'big', TYPE], ['resolve', 'det', TYPE], ['normalize', '', TYPE],
  ['normalize', 'big', TYPE], ['normalize', 'det', TYPE], ['isAbsolute', '', TYPE], ['isAbsolute', 'big', TYPE],
  ['isAbsolute', 'det', TYPE], ['join', 'undef', TYPE], ['join', 'big', TYPE], ['join', 'det', TYPE],
  ['relative', '', TYPE], ['relative', 'big', TYPE], ['relative', 'nul', TYPE], ['dirname', '', TYPE],
  ['dirname', 'big', TYPE], ['dirname', 'det', TYPE], ['basename', '', TYPE], ['basename', 'big', TYPE],
  ['basename', 'det', TYPE], ['extname', '', TYPE], ['extname', 'big', TYPE], ['extname', 'det', TYPE],
  ['format', '', TYPE], ['format', 'big', TYPE], ['format', 'nul', TYPE], ['parse', '', TYPE],
  ['parse', 'big', TYPE], ['parse', 'det', TYPE], ['matchesGlob', '', TYPE], ['matchesGlob', 'big', TYPE],
  ['matchesGlob', 'nul', TYPE],
], (name, args) => path.posix[name](...args));
check([
  ['resolve', 'undef', TYPE], ['resolve', 'big', TYPE], ['normalize', '', TYPE], ['normalize', 'big', TYPE],
  ['isAbsolute', '', TYPE], ['isAbsolute', 'big', TYPE], ['join', 'undef', TYPE], ['join', 'big', TYPE],
  ['relative', '', TYPE], ['relative', 'big', TYPE], ['dirname', '', TYPE], ['dirname', 'big', TYPE],
  ['basename', '', TYPE], ['basename', 'big', TYPE], ['extname', '', TYPE], ['extname', 'big', TYPE],
  ['format', '', TYPE], ['format', 'big', TYPE], ['parse', '', TYPE], ['parse', 'big', TYPE],
  ['matchesGlob', '', TYPE], ['matchesGlob', 'big', TYPE],
], (name, args) => path.win32[name](...args));

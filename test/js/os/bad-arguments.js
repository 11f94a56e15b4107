// SPDX-License-Identifier: MIT
// os: wrong arguments are refused, with Node's codes.
'use strict';
const os = require('node:os');
const check = require('../../fixtures/bad_arguments.js');

const RANGE = 'ERR_OUT_OF_RANGE', TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['getPriority', 'null', TYPE], ['getPriority', 'neg', 'ERR_SYSTEM_ERROR'], ['getPriority', 'NaN', RANGE],
  ['getPriority', 'big', RANGE],
], (name, args) => os[name](...args));
check([

], (name, args) => os[name](...args));

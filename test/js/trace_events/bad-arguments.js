// SPDX-License-Identifier: MIT
// trace_events, tty: wrong arguments are refused, with Node's codes.
'use strict';
const trace = require('node:trace_events');
const tty = require('node:tty');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['createTracing', '', TYPE], ['createTracing', 'big', TYPE], ['createTracing', 'nul', TYPE],
  ['createTracing', 'det', TYPE], ['createTracing', 'shrunk', TYPE],
], (name, args) => trace[name](...args));
check([

], (name, args) => tty[name](...args));

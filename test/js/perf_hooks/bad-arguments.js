// SPDX-License-Identifier: MIT
// perf_hooks: wrong arguments are refused, with Node's codes.
'use strict';
const perf = require('node:perf_hooks');
const check = require('../../fixtures/bad_arguments.js');

const MISSING = 'ERR_MISSING_ARGS', TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['monitorEventLoopDelay', 'null', TYPE], ['monitorEventLoopDelay', 'big', TYPE],
  ['monitorEventLoopDelay', 'nul', TYPE], ['monitorEventLoopDelay', 'x det', TYPE], ['timerify', '', TYPE],
  ['timerify', 'big', TYPE], ['timerify', 'nul', TYPE], ['timerify', 'det', TYPE], ['createHistogram', 'null', TYPE],
  ['createHistogram', 'big', TYPE], ['createHistogram', 'nul', TYPE], ['createHistogram', 'x det', TYPE],
], (name, args) => perf[name](...args));
check([

], (name, args) => performance[name](...args));
check([
  ['observe', '', MISSING], ['observe', 'null', TYPE], ['observe', 'big', TYPE],
], (name, args) => new perf.PerformanceObserver(() => {})[name](...args));

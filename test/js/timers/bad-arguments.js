// SPDX-License-Identifier: MIT
// timers, timers/promises: wrong arguments are refused, with Node's codes.
'use strict';
const timers = require('node:timers');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['setTimeout', '', TYPE], ['setTimeout', 'big', TYPE], ['setTimeout', 'nul', TYPE], ['setImmediate', '', TYPE],
  ['setImmediate', 'big', TYPE], ['setImmediate', 'nul', TYPE], ['setInterval', '', TYPE],
  ['setInterval', 'big', TYPE], ['setInterval', 'nul', TYPE],
], (name, args) => timers[name](...args));
check([
  ['setTimeout', 'null', TYPE], ['setTimeout', 'nul', TYPE], ['setTimeout', 'det', TYPE],
  ['setTimeout', 'shrunk', TYPE], ['setImmediate', 'x null', TYPE], ['setImmediate', 'x big', TYPE],
  ['setImmediate', 'x nul', TYPE],
], (name, args) => timers.promises[name](...args));

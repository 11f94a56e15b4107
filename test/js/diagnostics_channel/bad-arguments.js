// SPDX-License-Identifier: MIT
// diagnostics_channel: wrong arguments are refused, with Node's codes.
'use strict';
const dc = require('node:diagnostics_channel');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['channel', '', TYPE], ['channel', 'big', TYPE], ['channel', 'det', TYPE], ['channel', 'shrunk', TYPE],
  ['subscribe', '', TYPE], ['subscribe', 'big', TYPE], ['subscribe', 'nul', TYPE], ['subscribe', 'det', TYPE],
  ['tracingChannel', '', TYPE], ['tracingChannel', 'big', TYPE], ['tracingChannel', 'fn nul', TYPE],
  ['tracingChannel', 'fn det', TYPE], ['unsubscribe', '', TYPE], ['unsubscribe', 'big', TYPE],
  ['unsubscribe', 'det', TYPE], ['unsubscribe', 'shrunk', TYPE],
], (name, args) => dc[name](...args));
check([
  ['subscribe', '', TYPE], ['subscribe', 'big', TYPE], ['subscribe', 'nul', TYPE],
], (name, args) => dc.channel('x')[name](...args));

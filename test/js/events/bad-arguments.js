// SPDX-License-Identifier: MIT
// events, EventEmitter: wrong arguments are refused, with Node's codes.
'use strict';
const events = require('node:events');
const check = require('../../fixtures/bad_arguments.js');

const RANGE = 'ERR_OUT_OF_RANGE', TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['addAbortListener', '', TYPE], ['addAbortListener', 'big', TYPE], ['addAbortListener', 'nul', TYPE],
  ['addAbortListener', 'det', TYPE], ['once', 'true', TYPE], ['once', 'big', TYPE], ['once', 'nul', TYPE],
  ['once', 'det', TYPE], ['on', 'true', TYPE], ['on', 'big', TYPE], ['on', 'nul', TYPE], ['on', 'det', TYPE],
  ['getEventListeners', 'true', TYPE], ['getEventListeners', 'big', TYPE], ['getEventListeners', 'nul', TYPE],
  ['getEventListeners', 'det', TYPE], ['getMaxListeners', '', TYPE], ['getMaxListeners', 'big', TYPE],
  ['getMaxListeners', 'nul', TYPE], ['getMaxListeners', 'det', TYPE], ['listenerCount', 'true', TYPE],
  ['listenerCount', 'big', TYPE], ['listenerCount', 'nul', TYPE], ['listenerCount', 'det', TYPE],
  ['setMaxListeners', 'null', TYPE], ['setMaxListeners', 'neg', RANGE], ['setMaxListeners', 'nul', TYPE],
  ['setMaxListeners', 'det', TYPE],
], (name, args) => events[name](...args));
check([
  ['setMaxListeners', '', TYPE], ['setMaxListeners', 'neg', RANGE], ['setMaxListeners', 'nul', TYPE],
  ['addListener', '', TYPE], ['addListener', 'big', TYPE], ['addListener', 'nul', TYPE], ['on', '', TYPE],
  ['on', 'big', TYPE], ['on', 'nul', TYPE], ['prependListener', '', TYPE], ['prependListener', 'big', TYPE],
  ['prependListener', 'nul', TYPE], ['once', '', TYPE], ['once', 'big', TYPE], ['once', 'nul', TYPE],
  ['prependOnceListener', '', TYPE], ['prependOnceListener', 'big', TYPE], ['prependOnceListener', 'nul', TYPE],
  ['removeListener', '', TYPE], ['removeListener', 'big', TYPE], ['removeListener', 'nul', TYPE], ['off', '', TYPE],
  ['off', 'big', TYPE], ['off', 'nul', TYPE],
], (name, args) => new events.EventEmitter()[name](...args));

// SPDX-License-Identifier: MIT
// async_hooks: wrong arguments are refused, with Node's codes.
'use strict';
const hooks = require('node:async_hooks');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE';

check([

], (name, args) => hooks[name](...args));
check([
  ['bind', '', TYPE], ['bind', 'big', TYPE], ['bind', 'nul', TYPE],
], (name, args) => new hooks.AsyncResource('X')[name](...args));

// SPDX-License-Identifier: MIT
// console: wrong arguments are refused, with Node's codes.
'use strict';
const { Writable } = require('node:stream');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['table', 'x null', TYPE], ['table', 'x big', TYPE], ['table', 'x nul', TYPE],
], (name, args) => new console.Console(new Writable({ write(chunk, encoding, done) { done(); } }))[name](...args));

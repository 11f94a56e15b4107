// SPDX-License-Identifier: MIT
// readline: wrong arguments are refused, with Node's codes.
'use strict';
const readline = require('node:readline');
const check = require('../../fixtures/bad_arguments.js');

const RANGE = 'ERR_OUT_OF_RANGE', TYPE = 'ERR_INVALID_ARG_TYPE', VALUE = 'ERR_INVALID_ARG_VALUE';

check([
  ['clearScreenDown', 'x null', TYPE], ['clearScreenDown', 'x big', TYPE], ['clearScreenDown', 'x nul', TYPE],
  ['clearScreenDown', 'x det', TYPE], ['cursorTo', 'x NaN', VALUE],
], (name, args) => readline[name](...args));
check([
  ['cursorTo', '', TYPE], ['cursorTo', 'NaN', RANGE], ['cursorTo', 'big', RANGE], ['moveCursor', 'true', TYPE],
  ['moveCursor', 'frac', RANGE], ['moveCursor', 'big', RANGE], ['clearLine', '', TYPE], ['clearLine', 'NaN', RANGE],
  ['clearLine', 'big', RANGE],
], (name, args) => new (require('node:readline/promises').Readline)(process.stderr)[name](...args));
check([
  ['historySize', 'NaN', RANGE], ['historySize', 'neg', RANGE], ['historySize', 'x', TYPE], ['historySize', 'null', TYPE],
  ['history', 'x', TYPE], ['completer', 'x', VALUE], ['tabSize', 'zero', RANGE], ['tabSize', 'x', TYPE], ['signal', 'x', TYPE],
], (name, [value]) => readline.createInterface({ input: process.stdin, [name]: value }));

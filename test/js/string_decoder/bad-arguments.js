// SPDX-License-Identifier: MIT
// string_decoder: wrong arguments are refused, with Node's codes.
'use strict';
const { StringDecoder } = require('node:string_decoder');
const check = require('../../fixtures/bad_arguments.js');

const TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['utf8', '', TYPE], ['utf8', 'big', TYPE], ['utf8', 'obj nul', TYPE], ['utf16le', '', TYPE],
  ['utf16le', 'big', TYPE], ['utf16le', 'obj nul', TYPE], ['base64', '', TYPE], ['base64', 'big', TYPE],
  ['base64', 'obj nul', TYPE], ['hex', '', TYPE], ['hex', 'big', TYPE], ['hex', 'obj nul', TYPE],
  ['latin1', '', TYPE], ['latin1', 'big', TYPE], ['latin1', 'obj nul', TYPE],
], (encoding, args) => new StringDecoder(encoding).write(...args));
check([
  ['utf8', 'null', TYPE], ['utf8', 'big', TYPE], ['utf8', 'obj nul', TYPE], ['utf16le', 'null', TYPE],
  ['utf16le', 'big', TYPE], ['utf16le', 'obj nul', TYPE], ['base64', 'null', TYPE], ['base64', 'big', TYPE],
  ['base64', 'obj nul', TYPE], ['hex', 'null', TYPE], ['hex', 'big', TYPE], ['hex', 'obj nul', TYPE],
  ['latin1', 'null', TYPE], ['latin1', 'big', TYPE], ['latin1', 'obj nul', TYPE],
], (encoding, args) => new StringDecoder(encoding).end(...args));

// SPDX-License-Identifier: MIT
// stream, stream/promises, stream/consumers, Readable, Writable: wrong arguments are refused, with Node's codes.
'use strict';
const stream = require('node:stream');
const check = require('../../fixtures/bad_arguments.js');

const MISSING = 'ERR_MISSING_ARGS', RANGE = 'ERR_OUT_OF_RANGE', TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['duplexPair', 'badsig', TYPE], ['duplexPair', 'badenc', 'ERR_UNKNOWN_ENCODING'], ['pipeline', '', TYPE],
  ['pipeline', 'big', TYPE], ['pipeline', 'nul', TYPE], ['addAbortSignal', '', TYPE],
  ['addAbortSignal', 'big', TYPE], ['addAbortSignal', 'nul', TYPE], ['finished', '', TYPE],
  ['finished', 'big', TYPE], ['finished', 'nul', TYPE], ['compose', '', MISSING], ['compose', 'undef', TYPE],
  ['compose', 'big', TYPE], ['setDefaultHighWaterMark', '', TYPE], ['setDefaultHighWaterMark', 'big', TYPE],
  ['setDefaultHighWaterMark', 'nul', TYPE],
], (name, args) => stream[name](...args));
check([
  ['finished', '', TYPE], ['finished', 'big', TYPE], ['finished', 'nul', TYPE], ['pipeline', '', MISSING],
  ['pipeline', 'big', MISSING], ['pipeline', 'nul', MISSING],
], (name, args) => stream.promises[name](...args));
check([
  ['from', '', TYPE], ['from', 'big', TYPE], ['from', 'x badenc', 'ERR_UNKNOWN_ENCODING'], ['fromWeb', '', TYPE],
  ['fromWeb', 'big', TYPE], ['fromWeb', 'nul', TYPE], ['toWeb', '', TYPE], ['toWeb', 'big', TYPE],
  ['toWeb', 'nul', TYPE], ['wrap', 'x badsig', TYPE], ['wrap', 'x badenc', 'ERR_UNKNOWN_ENCODING'],
], (name, args) => stream.Readable[name](...args));
check([
  ['push', 'x x', 'ERR_UNKNOWN_ENCODING'], ['push', 'x nul', 'ERR_UNKNOWN_ENCODING'],
  ['unshift', 'x x', 'ERR_UNKNOWN_ENCODING'], ['unshift', 'x nul', 'ERR_UNKNOWN_ENCODING'],
  ['setEncoding', 'true', 'ERR_UNKNOWN_ENCODING'], ['setEncoding', 'big', 'ERR_UNKNOWN_ENCODING'],
  ['setEncoding', 'nul', 'ERR_UNKNOWN_ENCODING'], ['read', 'big', RANGE], ['read', 'two32', RANGE], ['on', '', TYPE],
  ['on', 'big', TYPE], ['on', 'nul', TYPE], ['addListener', '', TYPE], ['addListener', 'big', TYPE],
  ['addListener', 'nul', TYPE], ['removeListener', '', TYPE], ['removeListener', 'big', TYPE],
  ['removeListener', 'nul', TYPE], ['off', '', TYPE], ['off', 'big', TYPE], ['off', 'nul', TYPE],
  ['iterator', 'null', TYPE], ['iterator', 'big', TYPE], ['iterator', 'nul', TYPE], ['compose', '', TYPE],
  ['compose', 'big', TYPE], ['compose', 'fn', 'ERR_INVALID_RETURN_VALUE'], ['drop', 'neg', RANGE],
  ['drop', 'x true', TYPE], ['drop', 'x big', TYPE], ['filter', '', TYPE], ['filter', 'big', TYPE],
  ['filter', 'nul', TYPE], ['flatMap', '', TYPE], ['flatMap', 'big', TYPE], ['flatMap', 'nul', TYPE],
  ['map', '', TYPE], ['map', 'big', TYPE], ['map', 'nul', TYPE], ['take', 'neg', RANGE], ['take', 'x true', TYPE],
  ['take', 'x big', TYPE], ['every', '', TYPE], ['every', 'big', TYPE], ['every', 'nul', TYPE],
  ['forEach', '', TYPE], ['forEach', 'big', TYPE], ['forEach', 'nul', TYPE], ['reduce', '', TYPE],
  ['reduce', 'big', TYPE], ['reduce', 'nul', TYPE], ['toArray', 'true', TYPE], ['toArray', 'big', TYPE],
  ['toArray', 'nul', TYPE], ['some', '', TYPE], ['some', 'big', TYPE], ['some', 'nul', TYPE], ['find', '', TYPE],
  ['find', 'big', TYPE], ['find', 'nul', TYPE], ['setMaxListeners', '', TYPE], ['setMaxListeners', 'neg', RANGE],
  ['setMaxListeners', 'nul', TYPE], ['prependListener', '', TYPE], ['prependListener', 'big', TYPE],
  ['prependListener', 'nul', TYPE], ['once', '', TYPE], ['once', 'big', TYPE], ['once', 'nul', TYPE],
  ['prependOnceListener', '', TYPE], ['prependOnceListener', 'big', TYPE], ['prependOnceListener', 'nul', TYPE],
], (name, args) => new stream.Readable({ read() {} })[name](...args));
check([
  ['write', '', TYPE], ['write', 'null', 'ERR_STREAM_NULL_VALUES'], ['write', 'big', TYPE],
  ['setDefaultEncoding', '', 'ERR_UNKNOWN_ENCODING'], ['setDefaultEncoding', 'big', 'ERR_UNKNOWN_ENCODING'],
  ['setDefaultEncoding', 'nul', 'ERR_UNKNOWN_ENCODING'], ['end', 'true', TYPE], ['end', 'big', TYPE],
  ['end', 'x true', 'ERR_UNKNOWN_ENCODING'], ['setMaxListeners', '', TYPE], ['setMaxListeners', 'neg', RANGE],
  ['setMaxListeners', 'nul', TYPE], ['addListener', '', TYPE], ['addListener', 'big', TYPE],
  ['addListener', 'nul', TYPE], ['on', '', TYPE], ['on', 'big', TYPE], ['on', 'nul', TYPE],
  ['prependListener', '', TYPE], ['prependListener', 'big', TYPE], ['prependListener', 'nul', TYPE],
  ['once', '', TYPE], ['once', 'big', TYPE], ['once', 'nul', TYPE], ['prependOnceListener', '', TYPE],
  ['prependOnceListener', 'big', TYPE], ['prependOnceListener', 'nul', TYPE], ['removeListener', '', TYPE],
  ['removeListener', 'big', TYPE], ['removeListener', 'nul', TYPE], ['off', '', TYPE], ['off', 'big', TYPE],
  ['off', 'nul', TYPE],
], (name, args) => new stream.Writable({ write(chunk, encoding, done) { done(); } })[name](...args));

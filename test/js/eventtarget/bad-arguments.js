// SPDX-License-Identifier: MIT
// EventTarget, AbortSignal, Blob, structuredClone, ports: wrong arguments are refused, with Node's codes.
'use strict';
const check = require('../../fixtures/bad_arguments.js');

const MISSING = 'ERR_MISSING_ARGS', RANGE = 'ERR_OUT_OF_RANGE', TYPE = 'ERR_INVALID_ARG_TYPE';

check([
  ['addEventListener', '', MISSING], ['addEventListener', 'big', MISSING], ['addEventListener', 'nul', MISSING],
  ['removeEventListener', '', MISSING], ['removeEventListener', 'big', MISSING],
  ['removeEventListener', 'nul', MISSING], ['dispatchEvent', '', MISSING], ['dispatchEvent', 'undef', TYPE],
  ['dispatchEvent', 'big', TYPE],
], (name, args) => new EventTarget()[name](...args));
check([
  ['timeout', '', TYPE], ['timeout', 'neg', RANGE], ['timeout', 'big', RANGE], ['any', '', TYPE],
  ['any', 'big', TYPE], ['any', 'nul', TYPE],
], (name, args) => AbortSignal[name](...args));
check([

], (name, args) => new Blob(['abc'])[name](...args));
check([
  ['setMaxListeners', 'null', TYPE], ['setMaxListeners', 'neg', RANGE], ['setMaxListeners', 'nul', TYPE],
  ['off', 'x true', TYPE], ['off', 'x big', TYPE], ['off', 'x nul', TYPE], ['removeListener', 'x true', TYPE],
  ['removeListener', 'x big', TYPE], ['removeListener', 'x nul', TYPE], ['on', 'x true', TYPE],
  ['on', 'x big', TYPE], ['on', 'x nul', TYPE], ['addListener', 'x true', TYPE], ['addListener', 'x big', TYPE],
  ['addListener', 'x nul', TYPE], ['emit', '', TYPE], ['emit', 'big', TYPE], ['emit', 'det', TYPE],
  ['once', 'x true', TYPE], ['once', 'x big', TYPE], ['once', 'x nul', TYPE], ['addEventListener', '', MISSING],
  ['addEventListener', 'big', MISSING], ['addEventListener', 'nul', MISSING], ['removeEventListener', '', MISSING],
  ['removeEventListener', 'big', MISSING], ['removeEventListener', 'nul', MISSING], ['dispatchEvent', '', MISSING],
  ['dispatchEvent', 'undef', TYPE], ['dispatchEvent', 'big', TYPE],
], (name, args) => {
  const { port1 } = new MessageChannel();
  try {
    return port1[name](...args);
  } finally {
    port1.close();
  }
});
check([

], (name, args) => new ReadableStream().getReader()[name](...args));
check([
  ['getReader', 'true', TYPE], ['getReader', 'big', TYPE], ['getReader', 'nul', TYPE], ['pipeThrough', '', TYPE],
  ['pipeThrough', 'big', TYPE], ['pipeThrough', 'nul', TYPE], ['pipeTo', '', TYPE], ['pipeTo', 'big', TYPE],
  ['pipeTo', 'nul', TYPE], ['values', 'true', TYPE], ['values', 'big', TYPE], ['values', 'nul', TYPE],
], (name, args) => new ReadableStream()[name](...args));

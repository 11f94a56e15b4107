// SPDX-License-Identifier: MIT
// --trace-env: each look at process.env and each change of it is told on stderr; with --trace-env-js-stack and
// --trace-env-native-stack whose it was. What the library itself asks for is told by C (process_methods.c).
'use strict';

const {
  ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypeSlice, Error, StringPrototypeReplace, StringPrototypeSplit,
} = primordials;
const { rawDebug } = internalBinding('process');
const { printNativeStack } = internalBinding('process_methods');
const { getOptionValue } = require('internal/options');

function tell(what, key) {
  if (typeof key === 'symbol') return;
  rawDebug(key === undefined ? `[--trace-env] ${what}` : `[--trace-env] ${what} "${key}"`);
  if (getOptionValue('--trace-env-native-stack')) printNativeStack();
  if (!getOptionValue('--trace-env-js-stack')) return;
  // Without the three frames of the tracing itself.
  const frames = ArrayPrototypeSlice(StringPrototypeSplit(new Error().stack, '\n    at '), 3);
  const lines = ArrayPrototypeMap(frames, (frame, i) => `${i + 1}: ${StringPrototypeReplace(frame, /^Object\.<anonymous> \((.*)\)$/, '$1')}`);
  rawDebug(`\n----- JavaScript stack trace -----\n\n${ArrayPrototypeJoin(lines, '\n')}\n\n`);
}

/**
 * Adds tracing to what process.env's object asks.
 * @param {object} handler
 */
function traceAccesses(handler) {
  const { get, query, list, set, define, remove } = handler;
  handler.get = (key) => {
    tell('get', key);
    return get(key);
  };
  handler.query = (key) => {
    tell('query', key);
    return query(key);
  };
  handler.list = () => {
    tell('enumerate environment variables');
    return list();
  };
  handler.set = (key, value) => {
    tell('set', key);
    set(key, value);
  };
  handler.define = (key, value, plain, accessor) => {
    tell('set', key);
    define(key, value, plain, accessor);
  };
  handler.remove = (key) => {
    tell('delete', key);
    remove(key);
  };
}

module.exports = { traceAccesses };

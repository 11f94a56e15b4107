// SPDX-License-Identifier: MIT
// --trace-env: each look at process.env and each change of it is told on stderr; with --trace-env-js-stack and
// --trace-env-native-stack whose it was. What the library itself asks for is told by C (process_methods.c).
'use strict';

const {
  ArrayPrototypeJoin, ArrayPrototypeMap, ArrayPrototypeSlice, Error, ReflectApply, ReflectGet, ReflectGetOwnPropertyDescriptor,
  ReflectHas, ReflectOwnKeys, StringPrototypeReplace, StringPrototypeSplit,
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
 * Adds tracing to the traps of process.env's proxy.
 * @param {object} handler
 */
function traceAccesses(handler) {
  const { get, has, ownKeys, getOwnPropertyDescriptor, set, defineProperty, deleteProperty } = handler;
  handler.get = (target, key, receiver) => {
    tell('get', key);
    return get === undefined ? ReflectGet(target, key) : get(target, key, receiver);
  };
  handler.has = (target, key) => {
    tell('query', key);
    return has === undefined ? ReflectHas(target, key) : has(target, key);
  };
  handler.ownKeys = (target) => {
    tell('enumerate environment variables');
    return ownKeys === undefined ? ReflectOwnKeys(target) : ownKeys(target);
  };
  handler.getOwnPropertyDescriptor = (target, key) => {
    tell('query', key);
    return getOwnPropertyDescriptor === undefined ? ReflectGetOwnPropertyDescriptor(target, key) :
      getOwnPropertyDescriptor(target, key);
  };
  handler.set = (target, key, value) => {
    tell('set', key);
    return set(target, key, value);
  };
  handler.defineProperty = (target, key, descriptor) => {
    tell('set', key);
    return ReflectApply(defineProperty, { __proto__: null, set }, [target, key, descriptor]);
  };
  handler.deleteProperty = (target, key) => {
    tell('delete', key);
    return deleteProperty(target, key);
  };
}

module.exports = { traceAccesses };

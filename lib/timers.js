// SPDX-License-Identifier: MIT
// node:timers, and the timer functions of globalThis. The work is in internal/timers.
'use strict';

const { ObjectDefineProperties, ObjectDefineProperty } = primordials;

const {
  Immediate,
  Timeout,
  cancelImmediate,
  cancelTimer,
  insert,
  knownTimersById,
} = require('internal/timers');
const { validateFunction } = require('internal/validators');
const { promisify: { custom: customPromisify } } = require('internal/util');

/**
 * Calls callback once after `after` milliseconds (1 … 2³¹-1; anything else counts as 1).
 * @param {Function} callback
 * @param {number} [after]
 * @param {...any} args given to callback
 * @returns {Timeout}
 */
function setTimeout(callback, after, ...args) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, after, args.length === 0 ? undefined : args, false, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

/**
 * Calls callback every `repeat` milliseconds.
 * @returns {Timeout}
 */
function setInterval(callback, repeat, ...args) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, repeat, args.length === 0 ? undefined : args, true, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

/**
 * Cancels a Timeout, or the timer with that number (`+timer`). Anything else is ignored.
 * @param {Timeout | number | string} [timer]
 */
function clearTimeout(timer) {
  if (timer?._onTimeout) {
    cancelTimer(timer);
  } else if (typeof timer === 'number' || typeof timer === 'string') {
    const known = knownTimersById[timer];
    if (known !== undefined) cancelTimer(known);
  }
}

function clearInterval(timer) {
  clearTimeout(timer);
}

/**
 * Calls callback in the next turn of the loop, after its input and output.
 * @returns {Immediate}
 */
function setImmediate(callback, ...args) {
  validateFunction(callback, 'callback');
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

/** @param {Immediate} [immediate] */
function clearImmediate(immediate) {
  cancelImmediate(immediate);
}

function promiseVersion(fn, name) {
  ObjectDefineProperty(fn, customPromisify, {
    __proto__: null,
    enumerable: true,
    get() { return require('timers/promises')[name]; },
  });
}
promiseVersion(setTimeout, 'setTimeout');
promiseVersion(setImmediate, 'setImmediate');

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
};

ObjectDefineProperties(module.exports, {
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('timers/promises'); },
  },
});

// SPDX-License-Identifier: MIT
// node:timers/promises: setTimeout, setImmediate, setInterval as promises, and the scheduler.
'use strict';

const {
  Immediate,
  Timeout,
  cancelImmediate,
  cancelTimer,
  insert,
} = require('internal/timers');
const {
  AbortError,
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateNumber,
  validateObject,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');

const kScheduler = Symbol('kScheduler');

function checkOptions(options) {
  validateObject(options, 'options');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

const abortError = (signal) => new AbortError(undefined, { cause: signal.reason });

/** Calls onabort once, weakly: what waits must not be kept alive by a long-lived signal. */
function onAbort(signal, onabort) {
  const { kResistStopPropagation } = require('internal/event_target');
  signal.addEventListener('abort', onabort, { __proto__: null, once: true, [kResistStopPropagation]: true });
}

/** The promise of what a signal may end; the signal is let go of once it has settled. */
function letGo(promise, signal, onabort) {
  const own = new Promise((resolve, reject) => { promise.then(resolve, reject); });
  const done = own.finally(() => signal.removeEventListener('abort', onabort));
  return new Promise((resolve, reject) => { done.then(resolve, reject); });
}

/**
 * Resolves with value after `after` milliseconds.
 * @param {number} [after] default 1
 * @param {any} [value]
 * @param {{ signal?: AbortSignal, ref?: boolean }} [options]
 * @returns {Promise<any>} rejects with AbortError
 */
function setTimeout(after, value, options = kEmptyObject) {
  try {
    if (after !== undefined) validateNumber(after, 'delay');
    checkOptions(options);
  } catch (err) {
    return Promise.reject(err);
  }
  const { signal, ref = true } = options;
  if (signal?.aborted) return Promise.reject(abortError(signal));
  let onabort;
  const promise = new Promise((resolve, reject) => {
    const timer = new Timeout(() => resolve(value), after, undefined, false, ref);
    insert(timer, timer._idleTimeout);
    if (signal) {
      onabort = () => {
        cancelTimer(timer);
        reject(abortError(signal));
      };
      onAbort(signal, onabort);
    }
  });
  return signal ? letGo(promise, signal, onabort) : promise;
}

/**
 * Resolves with value in the next turn of the loop.
 * @returns {Promise<any>} rejects with AbortError
 */
function setImmediate(value, options = kEmptyObject) {
  try {
    checkOptions(options);
  } catch (err) {
    return Promise.reject(err);
  }
  const { signal, ref = true } = options;
  if (signal?.aborted) return Promise.reject(abortError(signal));
  let onabort;
  const promise = new Promise((resolve, reject) => {
    const immediate = new Immediate(() => resolve(value));
    if (!ref) immediate.unref();
    if (signal) {
      onabort = () => {
        cancelImmediate(immediate);
        reject(abortError(signal));
      };
      onAbort(signal, onabort);
    }
  });
  return signal ? letGo(promise, signal, onabort) : promise;
}

/**
 * An async iterator that yields value every `after` milliseconds; ticks that nobody took add up.
 * @returns {AsyncGenerator<any>} throws AbortError
 */
async function* setInterval(after, value, options = kEmptyObject) {
  if (after !== undefined) validateNumber(after, 'delay');
  checkOptions(options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw abortError(signal);

  let missed = 0, wake, onabort;
  const timer = new Timeout(() => {
    missed++;
    if (wake !== undefined) {
      wake();
      wake = undefined;
    }
  }, after, undefined, true, ref);
  insert(timer, timer._idleTimeout);
  try {
    if (signal) {
      onabort = () => {
        cancelTimer(timer);
        if (wake !== undefined) {
          wake(Promise.reject(abortError(signal)));
          wake = undefined;
        }
      };
      onAbort(signal, onabort);
    }
    while (!signal?.aborted) {
      if (missed === 0) await new Promise((resolve) => { wake = resolve; });
      for (; missed > 0; missed--) yield value;
    }
    throw abortError(signal);
  } finally {
    cancelTimer(timer);
    if (onabort !== undefined) signal.removeEventListener('abort', onabort);
  }
}

/** https://github.com/WICG/scheduling-apis, the two functions that make sense here. */
class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

const scheduler = Object.create(Scheduler.prototype, {
  [kScheduler]: { __proto__: null, value: true, enumerable: true, configurable: true, writable: true },
});

module.exports = { setTimeout, setImmediate, setInterval, scheduler };

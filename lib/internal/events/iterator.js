// SPDX-License-Identifier: MIT
'use strict';

// events.once() and events.on(): events as a promise and as an async iterator. Loaded by the first
// call of either; readline and fs.watch use on() with their own symbols.

const {
  ArrayPrototypePush,
  AsyncIteratorPrototype,
  Error,
  NumberMAX_SAFE_INTEGER,
  ObjectSetPrototypeOf,
  Promise,
  PromiseReject,
  PromiseResolve,
  SymbolAsyncIterator,
  SymbolFor,
} = primordials;

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const FixedQueue = require('internal/fixed_queue');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');

/** Option: give the first argument of each event instead of the array of all. */
const kFirstEventParam = SymbolFor('nodejs.kFirstEventParam');
const kWatermarkData = SymbolFor('nodejs.watermarkData');

function listen(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function unlisten(emitter, name, listener, flags) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === 'function') {
    emitter.removeEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

/** Options for addEventListener(). Objects without a prototype are dear: only for targets that want them. */
function onceFlags() {
  const { kResistStopPropagation } = require('internal/event_target');
  return { __proto__: null, once: true, [kResistStopPropagation]: true };
}

/**
 * The next event `name`, as the array of its arguments; rejects if 'error' comes first.
 * @param {EventEmitter|EventTarget} emitter
 * @param {string|symbol} name
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<any[]>}
 */
function once(emitter, name, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return new Promise((resolve, reject) => {
    let abortListener;
    const onError = (error) => {
      unlisten(emitter, name, onEvent);
      if (signal !== undefined) signal.removeEventListener('abort', abortListener);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal !== undefined) signal.removeEventListener('abort', abortListener);
      resolve(args);
    };
    if (typeof emitter.on === 'function') emitter.once(name, onEvent);
    else listen(emitter, name, onEvent, onceFlags());
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal !== undefined) {
      abortListener = () => {
        unlisten(emitter, name, onEvent);
        unlisten(emitter, 'error', onError);
        reject(new AbortError(undefined, { cause: signal.reason }));
      };
      listen(signal, 'abort', abortListener, onceFlags());
    }
  });
}

function watermark(value, name, def) {
  if (value === undefined) return def;
  validateInteger(value, `options.${name}`, 1);
  return value;
}

/** The iterator that on() gives; a queue of events, or a queue of those who wait for one. */
class EventIterator {
  constructor(emitter, event, options) {
    this.emitter = emitter;
    this.listeners = [];
    this.events = new FixedQueue();
    this.waiting = new FixedQueue();
    this.size = 0;
    this.high = watermark(options.highWaterMark ?? options.highWatermark, 'highWaterMark', NumberMAX_SAFE_INTEGER);
    this.low = watermark(options.lowWaterMark ?? options.lowWatermark, 'lowWaterMark', 1);
    this.paused = false;
    this.error = null;
    this.finished = false;
    this.signalListener = undefined;
  }

  add(target, name, listener) {
    listen(target, name, listener);
    ArrayPrototypePush(this.listeners, [target, name, listener]);
  }

  push(value) {
    if (this.waiting.isEmpty()) {
      this.size++;
      if (!this.paused && this.size > this.high) {
        this.paused = true;
        this.emitter.pause();
      }
      this.events.push(value);
    } else {
      this.waiting.shift().resolve({ value, done: false });
    }
  }

  fail(error) {
    if (this.waiting.isEmpty()) this.error = error;
    else this.waiting.shift().reject(error);
    this.close();
  }

  take() {
    if (this.size > 0) {
      const value = this.events.shift();
      this.size--;
      if (this.paused && this.size < this.low) {
        this.emitter.resume();
        this.paused = false;
      }
      return PromiseResolve({ value, done: false });
    }
    if (this.error) {
      const rejection = PromiseReject(this.error);
      this.error = null;
      return rejection;
    }
    if (this.finished) return this.close();
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  close() {
    this.signalListener?.[primordials.SymbolDispose]();
    for (let i = this.listeners.length - 1; i >= 0; i--) {
      const entry = this.listeners[i];
      unlisten(entry[0], entry[1], entry[2]);
    }
    this.listeners.length = 0;
    this.finished = true;
    while (!this.waiting.isEmpty()) this.waiting.shift().resolve({ value: undefined, done: true });
    return PromiseResolve({ value: undefined, done: true });
  }
}

/**
 * All events `event` from now on, each as the array of its arguments.
 * @param {EventEmitter|EventTarget} emitter
 * @param {string|symbol} event
 * @param {{signal?: AbortSignal, close?: string[], highWaterMark?: number, lowWaterMark?: number}}
 *   [options] close: events that end the iteration; the marks: when to call emitter.pause() and resume()
 * @returns {AsyncIterator<any[]>}
 */
function on(emitter, event, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  const state = new EventIterator(emitter, event, options);
  const onEvent = options[kFirstEventParam] ?
    (value) => state.push(value) : (...args) => state.push(args);
  state.add(emitter, event, onEvent);
  if (event !== 'error' && typeof emitter.on === 'function') {
    state.add(emitter, 'error', (error) => state.fail(error));
  }
  if (options.close?.length) {
    for (let i = 0; i < options.close.length; i++) state.add(emitter, options.close[i], () => state.close());
  }
  if (signal !== undefined) {
    state.signalListener = addAbortListener(signal,
      () => state.fail(new AbortError(undefined, { cause: signal.reason })));
  }
  return ObjectSetPrototypeOf({
    next() { return state.take(); },
    return() { return state.close(); },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      state.fail(error);
    },
    [SymbolAsyncIterator]() { return this; },
    [kWatermarkData]: {
      get size() { return state.size; },
      get low() { return state.low; },
      get high() { return state.high; },
      get isPaused() { return state.paused; },
    },
  }, AsyncIteratorPrototype);
}

module.exports = { kFirstEventParam, kWatermarkData, on, once };

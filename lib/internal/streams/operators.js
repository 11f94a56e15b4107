// SPDX-License-Identifier: MIT
// Iterator helpers of Readable: map, filter, forEach, toArray, reduce, take, drop, flatMap, some, every, find.
'use strict';

const { MathFloor, NumberIsNaN } = primordials;

const {
  AbortError,
  codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject, validateFunction } = require('internal/validators');
const { finished } = require('internal/streams/end-of-stream');
const compose = require('internal/streams/compose');
const { addAbortSignalNoValidate } = require('internal/streams/add-abort-signal');
const { isWritable, isNodeStream } = require('internal/streams/utils');

const kEmpty = Symbol('kEmpty');
const kEof = Symbol('kEof');

function checkOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function composeWith(stream, options) {
  checkOptions(options);
  if (isNodeStream(stream) && !isWritable(stream)) {
    throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  }
  const composed = compose(this, stream);
  if (options?.signal) addAbortSignalNoValidate(options.signal, composed);
  return composed;
}

/** Calls fn for `concurrency` chunks at a time; results keep their order. */
function map(fn, options) {
  validateFunction(fn, 'fn');
  checkOptions(options);
  const concurrency = options?.concurrency != null ? MathFloor(options.concurrency) : 1;
  validateInteger(concurrency, 'options.concurrency', 1);
  const highWaterMark = (options?.highWaterMark != null ? MathFloor(options.highWaterMark) : concurrency - 1);
  validateInteger(highWaterMark, 'options.highWaterMark', 0);
  return mapped(this, fn, options, concurrency, highWaterMark + concurrency);
}

async function* mapped(stream, fn, options, concurrency, limit) {
  const signal = AbortSignal.any([options?.signal].filter(Boolean));
  const signalOption = { signal };
  const queue = [];
  let wakeReader;
  let wakePump;
  let done = false;
  let running = 0;

  function afterItem() {
    running -= 1;
    maybeResume();
  }
  function onError() {
    done = true;
    afterItem();
  }
  function maybeResume() {
    if (wakePump && !done && running < concurrency && queue.length < limit) {
      wakePump();
      wakePump = null;
    }
  }
  async function pump() {
    try {
      for await (let value of stream) {
        if (done) return;
        if (signal.aborted) throw new AbortError();
        try {
          value = fn(value, signalOption);
          if (value === kEmpty) continue;
          value = Promise.resolve(value);
        } catch (error) {
          value = Promise.reject(error);
        }
        running += 1;
        value.then(afterItem, onError);
        queue.push(value);
        if (wakeReader) {
          wakeReader();
          wakeReader = null;
        }
        if (!done && (queue.length >= limit || running >= concurrency)) {
          await new Promise((resolve) => { wakePump = resolve; });
        }
      }
      queue.push(kEof);
    } catch (error) {
      const value = Promise.reject(error);
      value.then(afterItem, onError);
      queue.push(value);
    } finally {
      done = true;
      if (wakeReader) {
        wakeReader();
        wakeReader = null;
      }
    }
  }

  pump();
  try {
    while (true) {
      while (queue.length > 0) {
        const value = await queue[0];
        if (value === kEof) return;
        if (signal.aborted) throw new AbortError();
        if (value !== kEmpty) yield value;
        queue.shift();
        maybeResume();
      }
      await new Promise((resolve) => { wakeReader = resolve; });
    }
  } finally {
    done = true;
    if (wakePump) {
      wakePump();
      wakePump = null;
    }
  }
}

function filter(fn, options) {
  validateFunction(fn, 'fn');
  return map.call(this, async (value, opts) => ((await fn(value, opts)) ? value : kEmpty), options);
}

async function some(fn, options) {
  for await (const unused of filter.call(this, fn, options)) return true; // eslint-disable-line no-unused-vars
  return false;
}

async function every(fn, options) {
  validateFunction(fn, 'fn');
  return !(await some.call(this, async (...args) => !(await fn(...args)), options));
}

async function find(fn, options) {
  for await (const result of filter.call(this, fn, options)) return result;
  return undefined;
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn');
  // eslint-disable-next-line no-unused-vars
  for await (const unused of map.call(this, async (value, opts) => { await fn(value, opts); return kEmpty; }, options));
}

class ReduceAwareErrMissingArgs extends ERR_MISSING_ARGS {
  constructor() {
    super('reduce');
    this.message = 'Reduce of an empty stream requires an initial value';
  }
}

async function reduce(reducer, initialValue, options) {
  validateFunction(reducer, 'reducer');
  checkOptions(options);
  let hasInitial = arguments.length > 1;
  if (options?.signal?.aborted) {
    const error = new AbortError(undefined, { cause: options.signal.reason });
    this.once('error', () => {}); // the error goes to the caller
    await finished(this.destroy(error));
    throw error;
  }
  const controller = new AbortController();
  const { signal } = controller;
  if (options?.signal) {
    options.signal.addEventListener('abort', () => controller.abort(), { once: true });
  }
  let got = false;
  try {
    for await (const value of this) {
      got = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (!hasInitial) {
        initialValue = value;
        hasInitial = true;
      } else {
        initialValue = await reducer(initialValue, value, { signal });
      }
    }
    if (!got && !hasInitial) throw new ReduceAwareErrMissingArgs();
  } finally {
    controller.abort();
  }
  return initialValue;
}

async function toArray(options) {
  checkOptions(options);
  const result = [];
  for await (const value of this) {
    if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
    result.push(value);
  }
  return result;
}

function flatMap(fn, options) {
  const values = map.call(this, fn, options);
  return (async function* flattened() {
    for await (const value of values) yield* value;
  }).call(this);
}

function toCount(number) {
  number = Number(number);
  if (NumberIsNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options) {
  checkOptions(options);
  number = toCount(number);
  return (async function* dropped() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const value of this) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- <= 0) yield value;
    }
  }).call(this);
}

function take(number, options) {
  checkOptions(options);
  number = toCount(number);
  return (async function* taken() {
    if (options?.signal?.aborted) throw new AbortError();
    for await (const value of this) {
      if (options?.signal?.aborted) throw new AbortError();
      if (number-- > 0) yield value;
      if (number <= 0) return; // the source is not asked for more than needed
    }
  }).call(this);
}

module.exports.streamReturningOperators = { drop, filter, flatMap, map, take, compose: composeWith };
module.exports.promiseReturningOperators = { every, forEach, reduce, toArray, some, find };

// SPDX-License-Identifier: MIT
// Readable.from: values of an iterable become chunks; promises among them are awaited.
'use strict';

const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES } } = require('internal/errors');

/** An option of from(): what lets the iterable go on when it waits for what will not come. */
const kRelease = Symbol('kRelease');

function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let iterator;
  let isAsync = false;
  if (iterable?.[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable?.[Symbol.iterator]) {
    iterator = iterable[Symbol.iterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  // One loop at a time fetches values.
  let reading = false;
  readable._read = function read() {
    if (reading) return;
    reading = true;
    if (isAsync) nextAsync();
    else nextSync();
  };
  readable._destroy = function destroy(error, callback) {
    if (options?.[kRelease] !== undefined) options[kRelease]();
    close(error).then(() => process.nextTick(callback, error), (other) => process.nextTick(callback, other || error));
  };

  async function close(error) {
    const failed = error !== undefined && error !== null;
    if (failed && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // Gives a value to the stream; false to stop the loop for now.
  function give(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    reading = false;
    return false;
  }

  function nextSync() {
    try {
      while (true) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (value && typeof value.then === 'function') return void awaitValue(value);
        if (!give(value)) return;
      }
    } catch (error) {
      readable.destroy(error);
    }
  }

  async function awaitValue(promise) {
    try {
      if (give(await promise)) nextSync();
    } catch (error) {
      readable.destroy(error);
    }
  }

  async function nextAsync() {
    while (true) {
      try {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!give(value)) return;
      } catch (error) {
        readable.destroy(error);
        return;
      }
    }
  }
  return readable;
}

from.kRelease = kRelease;
module.exports = from;

// SPDX-License-Identifier: MIT
// The iterator of `for await (const chunk of readable)`. It behaves as an async generator around read() would,
// but a chunk that is there costs one settled promise. Requests that come while one waits are answered in order.
'use strict';

const { AsyncGeneratorFunctionPrototype, PromisePrototypeThen, PromiseReject, PromiseResolve } = primordials;
const { destroyer } = require('internal/streams/destroy');
const { aggregateTwoErrors } = require('internal/errors');

const NEXT = 0, RETURN = 1, THROW = 2;
const resolved = PromiseResolve(undefined);

class ReadableAsyncIterator {
  #stream;
  #destroyOnReturn;
  #started = false;
  #finished = false;
  #error = undefined; // undefined while the stream goes on, null at its end
  #requests = []; // the first one is the one that waits
  #pumping = false; // #pump has been queued as a microtask, or a thenable chunk is awaited
  #onReadable = () => this.#wake();
  #run = () => this.#pump();
  #cleanup = undefined;

  /** destroyOnReturn: whether leaving the loop early destroys the stream */
  constructor(stream, destroyOnReturn) {
    this.#stream = stream;
    this.#destroyOnReturn = destroyOnReturn;
  }

  next() {
    if (this.#requests.length > 0) return this.#enqueue(NEXT, undefined);
    if (this.#finished) return PromiseResolve({ value: undefined, done: true });
    const isFirst = !this.#started;
    if (isFirst) this.#start();
    const stream = this.#stream;
    let chunk;
    try {
      chunk = stream.destroyed ? null : stream.read();
    } catch (error) {
      return PromiseReject(this.#fail(error));
    }
    if (chunk !== null) {
      // The first one takes a turn more, as from a generator: what the program queued meanwhile comes before it.
      return isFirst || isThenable(chunk) ? this.#enqueueAwaited(chunk) : PromiseResolve({ value: chunk, done: false });
    }
    if (this.#error) return PromiseReject(this.#fail(this.#error));
    if (this.#error === null) {
      this.#finish();
      return PromiseResolve({ value: undefined, done: true });
    }
    return this.#enqueue(NEXT, undefined);
  }

  return(value) {
    if (this.#requests.length > 0 || isThenable(value)) return this.#enqueue(RETURN, value);
    this.#leave();
    return PromiseResolve({ value, done: true });
  }

  throw(error) {
    if (this.#requests.length > 0) return this.#enqueue(THROW, error);
    if (this.#started && !this.#finished) error = this.#fail(error);
    else this.#finished = true;
    return PromiseReject(error);
  }

  #start() {
    this.#started = true;
    const stream = this.#stream;
    stream.on('readable', this.#onReadable);
    const { eos } = require('internal/streams/end-of-stream');
    this.#cleanup = eos(stream, { writable: false }, (error) => {
      this.#error = error ? aggregateTwoErrors(this.#error, error) : null;
      this.#wake();
    });
  }

  #enqueue(kind, value) {
    return new Promise((resolve, reject) => {
      this.#requests.push({ kind, value, resolve, reject });
      if (this.#requests.length === 1 && kind !== NEXT) this.#wake();
    });
  }

  // A chunk that is a promise is waited for, as by yield.
  #enqueueAwaited(chunk) {
    const promise = this.#enqueue(NEXT, undefined);
    this.#await(chunk);
    return promise;
  }

  #await(chunk) {
    this.#pumping = true;
    const next = () => {
      this.#requests.shift();
      this.#pumping = false;
      this.#pump();
    };
    PromisePrototypeThen(PromiseResolve(chunk), (value) => {
      this.#requests[0].resolve({ value, done: false });
      next();
    }, (error) => {
      this.#requests[0].reject(this.#fail(error));
      next();
    });
  }

  // Later, when the other listeners of the event have run.
  #wake() {
    if (this.#requests.length === 0 || this.#pumping) return;
    this.#pumping = true;
    PromisePrototypeThen(resolved, () => {
      this.#pumping = false;
      this.#run();
    });
  }

  #pump() {
    while (this.#requests.length > 0 && !this.#pumping) {
      const request = this.#requests[0];
      if (request.kind === NEXT) {
        if (!this.#answer(request)) return;
      } else if (request.kind === RETURN) {
        this.#leave();
        const { value } = request;
        if (isThenable(value)) PromisePrototypeThen(PromiseResolve(value), (v) => request.resolve({ value: v, done: true }), request.reject);
        else request.resolve({ value, done: true });
      } else {
        const started = this.#started && !this.#finished;
        request.reject(started ? this.#fail(request.value) : request.value);
      }
      this.#requests.shift();
    }
  }

  // False when the request has to wait.
  #answer(request) {
    if (this.#finished) {
      request.resolve({ value: undefined, done: true });
      return true;
    }
    let chunk;
    try {
      chunk = this.#stream.destroyed ? null : this.#stream.read();
    } catch (error) {
      request.reject(this.#fail(error));
      return true;
    }
    if (chunk !== null) {
      if (isThenable(chunk)) {
        this.#await(chunk);
        return false;
      }
      request.resolve({ value: chunk, done: false });
    } else if (this.#error) {
      request.reject(this.#fail(this.#error));
    } else if (this.#error === null) {
      this.#finish();
      request.resolve({ value: undefined, done: true });
    } else {
      return false;
    }
    return true;
  }

  #leave() {
    if (this.#started && !this.#finished) this.#finish();
    else this.#finished = true;
  }

  #fail(error) {
    this.#error = aggregateTwoErrors(this.#error, error);
    this.#finish();
    return this.#error;
  }

  #finish() {
    this.#finished = true;
    const stream = this.#stream;
    const error = this.#error;
    if ((error || this.#destroyOnReturn) && (error === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', this.#onReadable);
      this.#cleanup();
    }
  }
}
delete ReadableAsyncIterator.prototype.constructor;
Object.setPrototypeOf(ReadableAsyncIterator.prototype, AsyncGeneratorFunctionPrototype.prototype);

function isThenable(value) {
  return value !== null && typeof value === 'object' && typeof value.then === 'function';
}

/**
 * @param {Readable} stream
 * @param {{destroyOnReturn?: boolean}} [options]
 * @returns {AsyncGenerator}
 */
function createAsyncIterator(stream, options) {
  const iterator = new ReadableAsyncIterator(stream, options?.destroyOnReturn !== false);
  iterator.stream = stream;
  return iterator;
}

module.exports = { createAsyncIterator };

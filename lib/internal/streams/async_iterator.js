// SPDX-License-Identifier: MIT
// The iterator of `for await (const chunk of readable)`. It behaves as an async generator around read() would, microtask by
// microtask: a chunk is awaited, as yield does, and so is what return() is given. Requests that come meanwhile are answered in order.
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
  #resolve = undefined; // of the request whose chunk next() has found at once
  #reject = undefined;
  #hold = (resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  };
  #deliver = (value) => {
    this.#resolve({ value, done: false });
    this.#goOn();
  };
  #refuse = (error) => {
    this.#reject(this.#fail(error));
    this.#goOn();
  };
  #cleanup = undefined;

  /** destroyOnReturn: whether leaving the loop early destroys the stream */
  constructor(stream, destroyOnReturn) {
    this.#stream = stream;
    this.#destroyOnReturn = destroyOnReturn;
  }

  next() {
    if (this.#pumping || this.#requests.length > 0) return this.#enqueue(NEXT, undefined);
    if (this.#finished) return PromiseResolve({ value: undefined, done: true });
    if (!this.#started) this.#start();
    const stream = this.#stream;
    let chunk;
    try {
      chunk = stream.destroyed ? null : stream.read();
    } catch (error) {
      return PromiseReject(this.#fail(error));
    }
    if (chunk !== null) {
      this.#pumping = true;
      PromisePrototypeThen(PromiseResolve(chunk), this.#deliver, this.#refuse);
      return new Promise(this.#hold);
    }
    if (this.#error) return PromiseReject(this.#fail(this.#error));
    if (this.#error === null) {
      this.#finish();
      return PromiseResolve({ value: undefined, done: true });
    }
    return this.#enqueue(NEXT, undefined);
  }

  return(value) {
    return this.#enqueue(RETURN, value);
  }

  throw(error) {
    if (this.#pumping || this.#requests.length > 0) return this.#enqueue(THROW, error);
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
      if (this.#requests.length === 1 && kind === RETURN) this.#pump();
    });
  }

  #goOn() {
    this.#pumping = false;
    if (this.#requests.length > 0) this.#pump();
  }

  #await(value, onValue, onError) {
    this.#pumping = true;
    const { resolve, reject } = this.#requests[0];
    PromisePrototypeThen(PromiseResolve(value), (v) => {
      resolve(onValue(v));
      this.#requests.shift();
      this.#goOn();
    }, (error) => {
      reject(onError(error));
      this.#requests.shift();
      this.#goOn();
    });
  }

  #awaitReturn(value) {
    const isSuspended = this.#started && !this.#finished;
    if (!isSuspended) this.#finished = true;
    this.#await(value, (v) => {
      if (isSuspended) this.#finish();
      return { value: v, done: true };
    }, (error) => (isSuspended ? this.#fail(error) : error));
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
        this.#awaitReturn(request.value);
        return;
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
      this.#await(chunk, (value) => ({ value, done: false }), (error) => this.#fail(error));
      return false;
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

  #fail(error) {
    this.#error = aggregateTwoErrors(this.#error, error);
    this.#finish();
    return this.#error;
  }

  #finish() {
    this.#finished = true;
    const stream = this.#stream;
    const error = this.#error;
    // What has been read to its end goes by itself; a Duplex may go on writing.
    if (error === null && !stream.destroyed) {
      stream.off('readable', this.#onReadable);
      this.#cleanup();
    } else if ((error || this.#destroyOnReturn) && (error === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', this.#onReadable);
      this.#cleanup();
    }
  }
}
delete ReadableAsyncIterator.prototype.constructor;
Object.setPrototypeOf(ReadableAsyncIterator.prototype, AsyncGeneratorFunctionPrototype.prototype);

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

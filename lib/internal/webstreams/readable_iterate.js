// SPDX-License-Identifier: MIT
// Between readable streams and iterators: ReadableStream.from() and `for await` (WHATWG Streams §4.2.5; the
// asynchronous iterator of Web IDL §3.7.10).
'use strict';

const { AsyncIteratorPrototype, PromisePrototypeThen, PromiseReject, PromiseResolve, ReflectApply, SymbolAsyncIterator, SymbolIterator } =
  primordials;
const { codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_STATE, ERR_INVALID_THIS } } = require('internal/errors');
const { PENDING, kState, deferred, finishClass } = require('internal/webstreams/util');
const { READABLE, CLOSED, acquireDefaultReader, release, defaultRead, cancelStream } = require('internal/webstreams/readable_state');
const { KIND: DEFAULT_CONTROLLER, createReadableStream, takeChunk, defaultClose, defaultEnqueue } =
  require('internal/webstreams/readable_default_controller');

const resolved = PromiseResolve(undefined);
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');

function fromIterable(iterable) {
  if (iterable === null || iterable === undefined) throw new ERR_ARG_NOT_ITERABLE(iterable);
  let getIterator = iterable[SymbolAsyncIterator];
  if (getIterator === null || getIterator === undefined) getIterator = iterable[SymbolIterator];
  if (typeof getIterator !== 'function') throw new ERR_ARG_NOT_ITERABLE(iterable);
  const iterator = ReflectApply(getIterator, iterable, []);
  if (!isObject(iterator)) throw new ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  const { next } = iterator;
  function pull() {
    PromisePrototypeThen(PromiseResolve(ReflectApply(next, iterator, [])), onResult, onFailed);
    return PENDING;
  }
  function onResult(result) {
    if (!isObject(result)) {
      onFailed(new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.next() method must fulfill with an object'));
      return;
    }
    try {
      if (result.done) {
        defaultClose(controller);
        return;
      }
      const { value } = result;
      if (isObject(value)) PromisePrototypeThen(PromiseResolve(value), deliver, onFailed);
      else deliver(value);
    } catch (error) {
      onFailed(error);
    }
  }
  function deliver(value) {
    if (controller.stream.state === READABLE) defaultEnqueue(controller, value);
    controller.onPulled();
  }
  const onFailed = (error) => controller.onFailed(error);
  function cancel(reason) {
    const method = iterator.return;
    return method === undefined || method === null ? undefined : finish(method, reason);
  }
  async function finish(method, reason) {
    const result = await ReflectApply(method, iterator, [reason]);
    if (!isObject(result)) {
      throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.return() method must fulfill with an object');
    }
  }
  const stream = createReadableStream(undefined, pull, cancel, undefined, 0);
  const { controller } = stream[kState];
  return stream;
}

class IteratorState {
  constructor(s, preventCancel) {
    this.reader = acquireDefaultReader(s);
    this.preventCancel = preventCancel;
    this.finished = false;
    this.first = undefined; // what the first next() has given
    this.ongoing = undefined;
    this.next = () => nextSteps(this, false);
  }
}

class IteratorRequest {
  constructor(it) {
    this.it = it;
    this.result = deferred();
    this.answer = undefined;
  }
  chunk(value) {
    this.end(false);
    this.result.resolve({ value, done: false });
  }
  close() {
    this.end(true);
    this.result.resolve({ value: undefined, done: true });
  }
  error(reason) {
    this.end(true);
    this.result.reject(reason);
  }
  end(finished) {
    const { it } = this;
    if (it.ongoing === this.answer || it.ongoing === it.first) it.ongoing = undefined;
    if (!finished) return;
    it.finished = true;
    release(it.reader);
  }
}

function nextSteps(it, isOngoing) {
  if (it.finished) return PromiseResolve({ value: undefined, done: true });
  const s = it.reader.stream;
  if (s === undefined) return PromiseReject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
  if (s.state === READABLE && s.controller.kind === DEFAULT_CONTROLLER && s.controller.queue.length > 0) {
    s.disturbed = true;
    if (it.ongoing === it.first) it.ongoing = undefined;
    return PromiseResolve({ value: takeChunk(s.controller), done: false });
  }
  if (s.state === CLOSED) {
    s.disturbed = it.finished = true;
    if (it.ongoing === it.first) it.ongoing = undefined;
    release(it.reader);
    return PromiseResolve({ value: undefined, done: true });
  }
  const request = new IteratorRequest(it);
  request.answer = request.result.promise;
  if (isOngoing) it.ongoing = request.answer;
  defaultRead(it.reader, request);
  return request.answer;
}

async function returnSteps(it, value) {
  if (it.finished) return { value, done: true };
  it.finished = true;
  const s = it.reader.stream;
  if (s === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream');
  if (it.preventCancel) {
    release(it.reader);
  } else {
    const result = cancelStream(s, value);
    release(it.reader);
    await result;
  }
  return { value, done: true };
}

const steps = new WeakMap(); // iterator → IteratorState: a foreign `this` has none

class ReadableStreamAsyncIterator {
  constructor(state) {
    steps.set(this, state);
  }

  next() {
    const it = steps.get(this);
    if (it === undefined) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamAsyncIterator'));
    if (it.first === undefined && it.ongoing === undefined) { // the first chunk is asked for in a turn of its own
      return (it.first = it.ongoing = PromisePrototypeThen(resolved, it.next));
    }
    if (it.ongoing === undefined) return nextSteps(it, true);
    return (it.ongoing = PromisePrototypeThen(it.ongoing, it.next, it.next));
  }

  return(value) {
    const it = steps.get(this);
    if (it === undefined) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamAsyncIterator'));
    const run = () => returnSteps(it, value);
    return (it.ongoing = it.ongoing === undefined ? run() : PromisePrototypeThen(it.ongoing, run, run));
  }
}
finishClass(ReadableStreamAsyncIterator, ['next', 'return']);
delete ReadableStreamAsyncIterator.prototype.constructor;
Object.setPrototypeOf(ReadableStreamAsyncIterator.prototype, AsyncIteratorPrototype);

const iterate = (s, preventCancel) => new ReadableStreamAsyncIterator(new IteratorState(s, preventCancel));

module.exports = { fromIterable, iterate };

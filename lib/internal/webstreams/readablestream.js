// SPDX-License-Identifier: MIT
// ReadableStream, its readers and its default controller (WHATWG Streams §4). Byte streams: readablebytestream.js.
// A read whose chunk is in the queue is answered without a detour.
'use strict';

const {
  codes: { ERR_ARG_NOT_ITERABLE, ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const {
  kState, kIsDisturbed, kIsErrored, kIsReadable, kIsClosedPromise, kControllerErrorFunction, deferred, markHandled,
  rejectedHandled, resetQueue, queueLength, enqueueValueWithSize, dequeueValue, extractHighWaterMark, extractSizeAlgorithm,
  promiseCallback, inspectable, finishClass, noop,
} = require('internal/webstreams/util');
const { kEmptyObject } = require('internal/util');

const kInternal = Symbol('kInternal');

const isReadableStream = (value) => value?.[kState]?.kind === 'ReadableStream';
const isDefaultReader = (value) => value?.[kState]?.kind === 'ReadableStreamDefaultReader';
const isDefaultController = (value) => value?.[kState]?.kind === 'ReadableStreamDefaultController';
const bytes = () => require('internal/webstreams/readablebytestream');

class ReadableStream {
  constructor(source = kEmptyObject, strategy = kEmptyObject) {
    if (source === kInternal) return;
    if (source === null) throw new ERR_INVALID_ARG_VALUE('source', 'Object', source);
    validateObject(source, 'source', 7);
    validateObject(strategy, 'strategy', 7);
    initialize(this);
    const size = strategy?.size;
    const highWaterMark = strategy?.highWaterMark;
    const type = source.type;
    if (`${type}` === 'bytes') {
      if (size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', size);
      bytes().setUpFromSource(this, source, extractHighWaterMark(highWaterMark, 0));
      return;
    }
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE('source.type', type);
    const sizeAlgorithm = extractSizeAlgorithm(size);
    const mark = extractHighWaterMark(highWaterMark, 1);
    const controller = new ReadableStreamDefaultController(kInternal);
    const { start, pull, cancel } = source;
    setUpDefault(this, controller, {
      start: start === undefined ? noop : start.bind(source, controller),
      pull: pull === undefined ? undefined : promiseCallback('source.pull', pull, source),
      cancel: cancel === undefined ? async () => {} : promiseCallback('source.cancel', cancel, source),
      highWaterMark: mark,
      size: sizeAlgorithm,
    });
  }

  get [kIsDisturbed]() {
    return this[kState].disturbed;
  }
  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }
  get [kIsReadable]() {
    return this[kState].state === 'readable';
  }

  static from(iterable) {
    return fromIterable(iterable);
  }

  get locked() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    return this[kState].reader !== undefined;
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStream'));
    if (this.locked) return Promise.reject(new ERR_INVALID_STATE.TypeError('ReadableStream is locked'));
    return cancelStream(this, reason);
  }

  getReader(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', 7);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new (bytes().ReadableStreamBYOBReader)(this);
  }

  pipeThrough(transform, options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    const { isWritableStream } = require('internal/webstreams/writablestream');
    const readable = transform?.readable;
    if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    const writable = transform?.writable;
    if (!isWritableStream(writable)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    const o = pipeOptions(options);
    if (this.locked) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
    if (writable.locked) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
    markHandled(require('internal/webstreams/pipe').pipeTo(this, writable, o));
    return readable;
  }

  pipeTo(destination, options = kEmptyObject) {
    try {
      if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
      const { isWritableStream } = require('internal/webstreams/writablestream');
      if (!isWritableStream(destination)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      const o = pipeOptions(options);
      if (this.locked) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
      if (destination.locked) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
      return require('internal/webstreams/pipe').pipeTo(this, destination, o);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  tee() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    return tee(this, false);
  }

  values(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', 7);
    const preventCancel = options?.preventCancel;
    if (preventCancel !== undefined) validateBoolean(Boolean(preventCancel), 'options.preventCancel');
    return iterate(this, Boolean(preventCancel));
  }
}
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  __proto__: null, configurable: true, enumerable: false, writable: true, value: ReadableStream.prototype.values,
});

function pipeOptions(options) {
  validateObject(options, 'options', 7);
  const preventAbort = Boolean(options?.preventAbort);
  const preventCancel = Boolean(options?.preventCancel);
  const preventClose = Boolean(options?.preventClose);
  const signal = options?.signal;
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
  }
  return { preventAbort, preventCancel, preventClose, signal };
}

function initialize(stream) {
  stream[kState] = {
    kind: 'ReadableStream', state: 'readable', disturbed: false, storedError: undefined, reader: undefined, controller: undefined,
  };
  stream[kIsClosedPromise] = deferred();
  markHandled(stream[kIsClosedPromise].promise);
  stream[kControllerErrorFunction] = noop;
}

/** From algorithms, for TransformStream, tee and adapters. */
function createReadableStream(start, pull, cancel, highWaterMark = 1, size = () => 1) {
  const stream = new ReadableStream(kInternal);
  initialize(stream);
  setUpDefault(stream, new ReadableStreamDefaultController(kInternal), { start, pull, cancel, highWaterMark, size });
  return stream;
}

function fromIterable(iterable) {
  let getIterator = iterable?.[Symbol.asyncIterator];
  if (getIterator == null) getIterator = iterable?.[Symbol.iterator];
  if (typeof getIterator !== 'function' || (iterable === null || iterable === undefined)) throw new ERR_ARG_NOT_ITERABLE(iterable);
  const iterator = Reflect.apply(getIterator, iterable, []);
  if (iterator === null || (typeof iterator !== 'object' && typeof iterator !== 'function')) {
    throw new ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  }
  const stream = createReadableStream(noop, async () => {
    const result = await iterator.next();
    if (result === null || typeof result !== 'object') {
      throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.next() method must fulfill with an object');
    }
    if (result.done) defaultClose(stream[kState].controller);
    else defaultEnqueue(stream[kState].controller, await result.value);
  }, async (reason) => {
    const method = iterator.return;
    if (method === undefined || method === null) return;
    const result = await Reflect.apply(method, iterator, [reason]);
    if (result === null || typeof result !== 'object') {
      throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.return() method must fulfill with an object');
    }
  }, 0);
  return stream;
}

// ---- readers ------------------------------------------------------------------------------------------------

function readerInitialize(reader, stream) {
  const s = stream[kState];
  reader[kState].stream = stream;
  s.reader = reader;
  switch (s.state) {
    case 'readable':
      reader[kState].closed = deferred();
      break;
    case 'closed':
      reader[kState].closed = deferred();
      reader[kState].closed.resolve();
      break;
    default:
      reader[kState].closed = rejectedHandled(s.storedError);
  }
  markHandled(reader[kState].closed.promise);
}

function readerRelease(reader) {
  const r = reader[kState];
  const { stream } = r;
  const s = stream[kState];
  const error = new ERR_INVALID_STATE.TypeError('Reader released');
  if (!r.closed.settled) r.closed.reject(error);
  else r.closed = rejectedHandled(error);
  markHandled(r.closed.promise);
  s.controller.releaseSteps?.();
  s.reader = undefined;
  r.stream = undefined;
  return error;
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (stream[kState].reader !== undefined) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
    this[kState] = { kind: 'ReadableStreamDefaultReader', stream: undefined, closed: undefined, readRequests: [] };
    readerInitialize(this, stream);
  }

  get closed() {
    if (!isDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
    return cancelStream(stream, reason);
  }

  read() {
    if (!isDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    const { stream } = this[kState];
    if (stream === undefined) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream'));
    }
    // The chunk is there: no request needed.
    const { controller } = stream[kState];
    const c = controller[kState];
    if (c.kind === 'ReadableStreamDefaultController' && stream[kState].state === 'readable' && queueLength(c) > 0) {
      stream[kState].disturbed = true;
      const value = takeChunk(controller);
      return Promise.resolve({ value, done: false });
    }
    const d = deferred();
    defaultRead(this, {
      chunk: (value) => d.resolve({ value, done: false }),
      close: () => d.resolve({ value: undefined, done: true }),
      error: d.reject,
    });
    return d.promise;
  }

  releaseLock() {
    if (!isDefaultReader(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultReader');
    if (this[kState].stream === undefined) return;
    defaultReaderRelease(this);
  }
}

function defaultReaderRelease(reader) {
  const error = readerRelease(reader);
  const requests = reader[kState].readRequests;
  reader[kState].readRequests = [];
  for (const request of requests) request.error(error);
}

/** request: { chunk(value), close(), error(reason) } */
function defaultRead(reader, request) {
  const { stream } = reader[kState];
  const s = stream[kState];
  s.disturbed = true;
  if (s.state === 'closed') request.close();
  else if (s.state === 'errored') request.error(s.storedError);
  else s.controller.pullSteps(request);
}

function iterate(stream, preventCancel) {
  const reader = new ReadableStreamDefaultReader(stream);
  let current;
  let finished = false;

  function nextSteps() {
    if (finished) return Promise.resolve({ value: undefined, done: true });
    if (reader[kState].stream === undefined) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
    }
    const d = deferred();
    defaultRead(reader, {
      chunk(value) {
        current = undefined;
        d.resolve({ value, done: false });
      },
      close() {
        current = undefined;
        finished = true;
        defaultReaderRelease(reader);
        d.resolve({ value: undefined, done: true });
      },
      error(reason) {
        current = undefined;
        finished = true;
        defaultReaderRelease(reader);
        d.reject(reason);
      },
    });
    return d.promise;
  }
  async function returnSteps(value) {
    if (finished) return { value, done: true };
    finished = true;
    if (reader[kState].stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream');
    if (!preventCancel) {
      const result = cancelStream(reader[kState].stream, value);
      defaultReaderRelease(reader);
      await result;
    } else {
      defaultReaderRelease(reader);
    }
    return { value, done: true };
  }
  const prototype = Object.create(Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype));
  return Object.assign(Object.create(prototype), {
    next() {
      current = current !== undefined ? current.then(nextSteps, nextSteps) : nextSteps();
      return current;
    },
    return(value) {
      return current ? current.then(() => returnSteps(value), () => returnSteps(value)) : returnSteps(value);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  });
}

// ---- the default controller ----------------------------------------------------------------------------------

class ReadableStreamDefaultController {
  constructor(token) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    if (!isDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    return desiredSize(this);
  }

  close() {
    if (!isDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    if (!canCloseOrEnqueue(this)) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    defaultClose(this);
  }

  enqueue(chunk = undefined) {
    if (!isDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    if (!canCloseOrEnqueue(this)) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    defaultEnqueue(this, chunk);
  }

  error(error = undefined) {
    if (!isDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    defaultError(this, error);
  }
}
// Internal methods, reached by streams whatever their controller is.
Object.defineProperties(ReadableStreamDefaultController.prototype, {
  cancelSteps: { __proto__: null, value(reason) {
    const c = this[kState];
    resetQueue(c);
    const { cancel } = c;
    clearAlgorithms(c);
    return cancel(reason);
  } },
  pullSteps: { __proto__: null, value(request) {
    const c = this[kState];
    if (queueLength(c) > 0) {
      request.chunk(takeChunk(this));
      return;
    }
    c.stream[kState].reader[kState].readRequests.push(request);
    callPullIfNeeded(this);
  } },
});

// The first chunk of the queue, with what follows from taking it.
function takeChunk(controller) {
  const c = controller[kState];
  const value = dequeueValue(c);
  if (c.closeRequested && queueLength(c) === 0) {
    clearAlgorithms(c);
    closeStream(c.stream);
  } else {
    callPullIfNeeded(controller);
  }
  return value;
}

function setUpDefault(stream, controller, { start, pull, cancel, highWaterMark, size }) {
  const c = controller[kState] = {
    kind: 'ReadableStreamDefaultController',
    stream, pull, cancel, highWaterMark, size,
    closeRequested: false, pullAgain: false, pulling: false, started: false,
    queue: [], queueStart: 0, queueTotalSize: 0,
  };
  stream[kState].controller = controller;
  stream[kControllerErrorFunction] = (error) => defaultError(controller, error);
  const result = start();
  Promise.resolve(result).then(() => {
    c.started = true;
    callPullIfNeeded(controller);
  }, (error) => defaultError(controller, error));
}

function desiredSize(controller) {
  const c = controller[kState];
  const { state } = c.stream[kState];
  if (state === 'errored') return null;
  if (state === 'closed') return 0;
  return c.highWaterMark - c.queueTotalSize;
}

function canCloseOrEnqueue(controller) {
  const c = controller[kState];
  return !c.closeRequested && c.stream[kState].state === 'readable';
}

function clearAlgorithms(c) {
  c.pull = undefined;
  c.cancel = async () => {};
  c.size = undefined;
}

function shouldCallPull(controller) {
  const c = controller[kState];
  if (!canCloseOrEnqueue(controller) || !c.started || c.pull === undefined) return false;
  const { reader } = c.stream[kState];
  if (reader !== undefined && reader[kState].readRequests?.length > 0) return true;
  return c.highWaterMark - c.queueTotalSize > 0;
}

function callPullIfNeeded(controller) {
  if (!shouldCallPull(controller)) return;
  const c = controller[kState];
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  Promise.resolve(c.pull(controller)).then(() => {
    c.pulling = false;
    if (c.pullAgain) {
      c.pullAgain = false;
      callPullIfNeeded(controller);
    }
  }, (error) => defaultError(controller, error));
}

function defaultClose(controller) {
  if (!canCloseOrEnqueue(controller)) return;
  const c = controller[kState];
  c.closeRequested = true;
  if (queueLength(c) === 0) {
    clearAlgorithms(c);
    closeStream(c.stream);
  }
}

function defaultEnqueue(controller, chunk) {
  if (!canCloseOrEnqueue(controller)) return;
  const c = controller[kState];
  const { reader } = c.stream[kState];
  if (reader !== undefined && reader[kState].readRequests.length > 0) {
    reader[kState].readRequests.shift().chunk(chunk);
  } else {
    try {
      enqueueValueWithSize(c, chunk, c.size === undefined ? 1 : c.size.call(undefined, chunk));
    } catch (error) {
      defaultError(controller, error);
      throw error;
    }
  }
  callPullIfNeeded(controller);
}

function defaultError(controller, error) {
  const c = controller[kState];
  if (c.stream[kState].state !== 'readable') return;
  resetQueue(c);
  clearAlgorithms(c);
  errorStream(c.stream, error);
}

// ---- streams, whatever their controller -------------------------------------------------------------------------

function closeStream(stream) {
  const s = stream[kState];
  s.state = 'closed';
  stream[kIsClosedPromise].resolve();
  const { reader } = s;
  if (reader === undefined) return;
  reader[kState].closed.resolve();
  const requests = reader[kState].readRequests;
  if (requests !== undefined) {
    reader[kState].readRequests = [];
    for (const request of requests) request.close();
  }
}

function errorStream(stream, error) {
  const s = stream[kState];
  s.state = 'errored';
  s.storedError = error;
  stream[kIsClosedPromise].reject(error);
  const { reader } = s;
  if (reader === undefined) return;
  reader[kState].closed.reject(error);
  markHandled(reader[kState].closed.promise);
  const key = reader[kState].readRequests !== undefined ? 'readRequests' : 'readIntoRequests';
  const requests = reader[kState][key];
  reader[kState][key] = [];
  for (const request of requests) request.error(error);
}

function cancelStream(stream, reason) {
  const s = stream[kState];
  s.disturbed = true;
  if (s.state === 'closed') return Promise.resolve();
  if (s.state === 'errored') return Promise.reject(s.storedError);
  closeStream(stream);
  const into = s.reader?.[kState].readIntoRequests;
  if (into !== undefined) {
    s.reader[kState].readIntoRequests = [];
    for (const request of into) request.close(undefined);
  }
  return Promise.resolve(s.controller.cancelSteps(reason)).then(() => {});
}

function tee(stream, cloneForBranch2) {
  if (stream[kState].controller[kState].kind === 'ReadableByteStreamController') return bytes().teeBytes(stream);
  const reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  let readAgain = false;
  let canceled1 = false;
  let canceled2 = false;
  let reason1;
  let reason2;
  const cancel = deferred();
  let branch1; // eslint-disable-line prefer-const
  let branch2; // eslint-disable-line prefer-const

  async function pull() {
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    defaultRead(reader, {
      chunk(value) {
        queueMicrotask(() => {
          readAgain = false;
          let second = value;
          if (cloneForBranch2 && !canceled2) {
            try {
              second = structuredClone(value);
            } catch (error) {
              defaultError(branch1[kState].controller, error);
              defaultError(branch2[kState].controller, error);
              cancel.resolve(cancelStream(stream, error));
              return;
            }
          }
          if (!canceled1) defaultEnqueue(branch1[kState].controller, value);
          if (!canceled2) defaultEnqueue(branch2[kState].controller, second);
          reading = false;
          if (readAgain) pull();
        });
      },
      close() {
        reading = false;
        if (!canceled1) defaultClose(branch1[kState].controller);
        if (!canceled2) defaultClose(branch2[kState].controller);
        if (!canceled1 || !canceled2) cancel.resolve();
      },
      error() {
        reading = false;
      },
    });
  }
  const cancelBranch = (first) => (reason) => {
    if (first) {
      canceled1 = true;
      reason1 = reason;
    } else {
      canceled2 = true;
      reason2 = reason;
    }
    if (canceled1 && canceled2) cancel.resolve(cancelStream(stream, [reason1, reason2]));
    return cancel.promise;
  };
  branch1 = createReadableStream(noop, pull, cancelBranch(true));
  branch2 = createReadableStream(noop, pull, cancelBranch(false));
  reader[kState].closed.promise.then(undefined, (error) => {
    defaultError(branch1[kState].controller, error);
    defaultError(branch2[kState].controller, error);
    if (!canceled1 || !canceled2) cancel.resolve();
  });
  return [branch1, branch2];
}

finishClass(ReadableStream, ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']);
Object.defineProperty(ReadableStream, 'from', { __proto__: null, enumerable: true });
finishClass(ReadableStreamDefaultReader, ['closed', 'cancel', 'read', 'releaseLock']);
finishClass(ReadableStreamDefaultController, ['desiredSize', 'close', 'enqueue', 'error']);
inspectable(ReadableStream, (self) => ({
  locked: self.locked, state: self[kState].state,
  supportsBYOB: self[kState].controller[kState].kind === 'ReadableByteStreamController',
}));
inspectable(ReadableStreamDefaultReader, (self) => ({
  stream: self[kState].stream, readRequests: self[kState].readRequests.length, close: self[kState].closed.promise,
}));
inspectable(ReadableStreamDefaultController, () => ({}));

module.exports = {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController, createReadableStream, isReadableStream,
  isDefaultReader, initialize, readerInitialize, readerRelease, defaultRead, defaultReaderRelease, defaultEnqueue,
  defaultClose, defaultError, desiredSize, canCloseOrEnqueue, closeStream, errorStream, cancelStream, tee, kInternal,
};

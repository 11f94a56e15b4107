// SPDX-License-Identifier: MIT
// WritableStream, its writer and its controller (WHATWG Streams §5).
'use strict';

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  kState, kIsErrored, kIsWritable, kIsClosedPromise, kControllerErrorFunction, deferred, markHandled, rejectedHandled,
  resetQueue, queueLength, enqueueValueWithSize, peekQueue, dequeueValue, extractHighWaterMark, extractSizeAlgorithm,
  promiseCallback, inspectable, finishClass, noop,
} = require('internal/webstreams/util');

const kCloseSentinel = Symbol('kCloseSentinel');
const kInternal = Symbol('kInternal');

const isWritableStream = (value) => value?.[kState]?.kind === 'WritableStream';
const isWriter = (value) => value?.[kState]?.kind === 'WritableStreamDefaultWriter';
const isController = (value) => value?.[kState]?.kind === 'WritableStreamDefaultController';

class WritableStream {
  constructor(sink = undefined, strategy = undefined) {
    if (sink === kInternal) return;
    if (sink !== undefined && sink !== null && typeof sink !== 'object' && typeof sink !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sink', 'Object', sink);
    }
    const type = sink?.type;
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', type);
    initialize(this);
    const size = extractSizeAlgorithm(strategy?.size);
    const highWaterMark = extractHighWaterMark(strategy?.highWaterMark, 1);
    const controller = new WritableStreamDefaultController(kInternal);
    const start = sink?.start;
    const write = sink?.write;
    const close = sink?.close;
    const abort = sink?.abort;
    setUp(this, controller, {
      start: start === undefined ? noop : start.bind(sink, controller),
      write: write === undefined ? async () => {} : promiseCallback('sink.write', write, sink),
      close: close === undefined ? async () => {} : promiseCallback('sink.close', close, sink),
      abort: abort === undefined ? async () => {} : promiseCallback('sink.abort', abort, sink),
      highWaterMark, size,
    });
  }

  get [kIsErrored]() {
    return this[kState].state === 'errored';
  }

  get [kIsWritable]() {
    return this[kState].state === 'writable';
  }

  get locked() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return this[kState].writer !== undefined;
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (this.locked) return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    return writableStreamAbort(this, reason);
  }

  close() {
    if (!isWritableStream(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (this.locked) return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    if (closeQueuedOrInFlight(this)) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure closing WritableStream'));
    }
    return writableStreamClose(this);
  }

  getWriter() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return new WritableStreamDefaultWriter(this);
  }
}

function initialize(stream) {
  stream[kState] = {
    kind: 'WritableStream',
    state: 'writable',
    storedError: undefined,
    writer: undefined,
    controller: undefined,
    closeRequest: undefined,
    inFlightCloseRequest: undefined,
    inFlightWriteRequest: undefined,
    pendingAbort: undefined,
    writeRequests: [],
    backpressure: false,
  };
  stream[kIsClosedPromise] = deferred();
  markHandled(stream[kIsClosedPromise].promise);
  stream[kControllerErrorFunction] = noop;
}

/** For TransformStream and adapters: a stream from algorithms. */
function createWritableStream(start, write, close, abort, highWaterMark = 1, size = () => 1) {
  const stream = new WritableStream(kInternal);
  initialize(stream);
  setUp(stream, new WritableStreamDefaultController(kInternal), { start, write, close, abort, highWaterMark, size });
  return stream;
}

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    const s = stream[kState];
    if (s.writer !== undefined) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked');
    const w = this[kState] = { kind: 'WritableStreamDefaultWriter', stream, ready: undefined, closed: undefined };
    s.writer = this;
    switch (s.state) {
      case 'writable':
        w.ready = deferred();
        if (closeQueuedOrInFlight(stream) || !s.backpressure) w.ready.resolve();
        w.closed = deferred();
        break;
      case 'erroring':
        w.ready = rejectedHandled(s.storedError);
        w.closed = deferred();
        break;
      case 'closed':
        w.ready = deferred();
        w.ready.resolve();
        w.closed = deferred();
        w.closed.resolve();
        break;
      default:
        w.ready = rejectedHandled(s.storedError);
        w.closed = rejectedHandled(s.storedError);
    }
    markHandled(w.ready.promise);
    markHandled(w.closed.promise);
  }

  get closed() {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].closed.promise;
  }

  get desiredSize() {
    if (!isWriter(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultWriter');
    if (this[kState].stream === undefined) {
      throw new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream');
    }
    return writerDesiredSize(this);
  }

  get ready() {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream'));
    return writableStreamAbort(stream, reason);
  }

  close() {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream'));
    if (closeQueuedOrInFlight(stream)) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    }
    return writableStreamClose(stream);
  }

  releaseLock() {
    if (!isWriter(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultWriter');
    if (this[kState].stream !== undefined) writerRelease(this);
  }

  write(chunk = undefined) {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    if (this[kState].stream === undefined) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream'));
    }
    return writerWrite(this, chunk);
  }
}

class WritableStreamDefaultController {
  constructor(token) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get signal() {
    if (!isController(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultController');
    return this[kState].abortController.signal;
  }

  error(error = undefined) {
    if (!isController(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultController');
    if (this[kState].stream[kState].state === 'writable') controllerError(this, error);
  }
}

function setUp(stream, controller, { start, write, close, abort, highWaterMark, size }) {
  const c = controller[kState] = {
    kind: 'WritableStreamDefaultController',
    stream, write, close, abort, highWaterMark, size,
    started: false,
    abortController: new AbortController(),
    queue: [], queueStart: 0, queueTotalSize: 0,
  };
  stream[kState].controller = controller;
  stream[kControllerErrorFunction] = (error) => {
    if (stream[kState].state === 'writable') controllerError(controller, error);
  };
  updateBackpressure(stream, getBackpressure(c));
  const result = start();
  Promise.resolve(result).then(() => {
    c.started = true;
    advance(controller);
  }, (error) => {
    c.started = true;
    dealWithRejection(stream, error);
  });
}

const getBackpressure = (c) => c.highWaterMark - c.queueTotalSize <= 0;

function closeQueuedOrInFlight(stream) {
  const s = stream[kState];
  return s.closeRequest !== undefined || s.inFlightCloseRequest !== undefined;
}

function updateBackpressure(stream, backpressure) {
  const s = stream[kState];
  if (s.writer !== undefined && s.backpressure !== backpressure) {
    const w = s.writer[kState];
    if (backpressure) {
      w.ready = deferred();
    } else {
      w.ready.resolve();
    }
  }
  s.backpressure = backpressure;
}

function writableStreamAbort(stream, reason) {
  const s = stream[kState];
  if (s.state === 'closed' || s.state === 'errored') return Promise.resolve();
  s.controller[kState].abortController.abort(reason);
  if (s.state === 'closed' || s.state === 'errored') return Promise.resolve();
  if (s.pendingAbort !== undefined) return s.pendingAbort.request.promise;
  const wasErroring = s.state === 'erroring';
  const request = deferred();
  s.pendingAbort = { request, reason: wasErroring ? undefined : reason, wasErroring };
  if (!wasErroring) startErroring(stream, reason);
  return request.promise;
}

function writableStreamClose(stream) {
  const s = stream[kState];
  if (s.state === 'closed' || s.state === 'errored') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError(`WritableStream is ${s.state}`));
  }
  const request = s.closeRequest = deferred();
  if (s.writer !== undefined && s.backpressure && s.state === 'writable') s.writer[kState].ready.resolve();
  enqueueValueWithSize(s.controller[kState], kCloseSentinel, 0);
  advance(s.controller);
  return request.promise;
}

function startErroring(stream, reason) {
  const s = stream[kState];
  s.state = 'erroring';
  s.storedError = reason;
  if (s.writer !== undefined) ensureReadyRejected(s.writer, reason);
  if (s.inFlightWriteRequest === undefined && s.inFlightCloseRequest === undefined && s.controller[kState].started) {
    finishErroring(stream);
  }
}

function finishErroring(stream) {
  const s = stream[kState];
  s.state = 'errored';
  resetQueue(s.controller[kState]);
  const error = s.storedError;
  for (const request of s.writeRequests) request.reject(error);
  s.writeRequests = [];
  if (s.pendingAbort === undefined) {
    rejectCloseAndClosed(stream);
    return;
  }
  const { request, reason, wasErroring } = s.pendingAbort;
  s.pendingAbort = undefined;
  if (wasErroring) {
    request.reject(error);
    rejectCloseAndClosed(stream);
    return;
  }
  const c = s.controller[kState];
  const { abort } = c;
  clearAlgorithms(c);
  Promise.resolve(abort(reason)).then(() => {
    request.resolve();
    rejectCloseAndClosed(stream);
  }, (e) => {
    request.reject(e);
    rejectCloseAndClosed(stream);
  });
}

function rejectCloseAndClosed(stream) {
  const s = stream[kState];
  if (s.closeRequest !== undefined) {
    s.closeRequest.reject(s.storedError);
    s.closeRequest = undefined;
  }
  stream[kIsClosedPromise].reject(s.storedError);
  if (s.writer !== undefined) {
    s.writer[kState].closed.reject(s.storedError);
    markHandled(s.writer[kState].closed.promise);
  }
}

function dealWithRejection(stream, error) {
  if (stream[kState].state === 'writable') startErroring(stream, error);
  else finishErroring(stream);
}

function clearAlgorithms(c) {
  c.write = undefined;
  c.close = undefined;
  c.abort = undefined;
  c.size = undefined;
}

function controllerError(controller, error) {
  clearAlgorithms(controller[kState]);
  startErroring(controller[kState].stream, error);
}

// Takes the next thing from the queue, if nothing is under way.
function advance(controller) {
  const c = controller[kState];
  const s = c.stream[kState];
  if (!c.started || s.inFlightWriteRequest !== undefined) return;
  if (s.state === 'erroring') {
    finishErroring(c.stream);
    return;
  }
  if (queueLength(c) === 0) return;
  const { value } = peekQueue(c);
  if (value === kCloseSentinel) processClose(controller);
  else processWrite(controller, value);
}

function processClose(controller) {
  const c = controller[kState];
  const { stream } = c;
  const s = stream[kState];
  s.inFlightCloseRequest = s.closeRequest;
  s.closeRequest = undefined;
  dequeueValue(c);
  const { close } = c;
  clearAlgorithms(c);
  Promise.resolve(close()).then(() => {
    s.inFlightCloseRequest.resolve();
    s.inFlightCloseRequest = undefined;
    if (s.state === 'erroring') {
      s.storedError = undefined;
      if (s.pendingAbort !== undefined) {
        s.pendingAbort.request.resolve();
        s.pendingAbort = undefined;
      }
    }
    s.state = 'closed';
    if (s.writer !== undefined) s.writer[kState].closed.resolve();
    stream[kIsClosedPromise].resolve();
  }, (error) => {
    s.inFlightCloseRequest.reject(error);
    s.inFlightCloseRequest = undefined;
    if (s.pendingAbort !== undefined) {
      s.pendingAbort.request.reject(error);
      s.pendingAbort = undefined;
    }
    dealWithRejection(stream, error);
  });
}

function processWrite(controller, chunk) {
  const c = controller[kState];
  const { stream } = c;
  const s = stream[kState];
  s.inFlightWriteRequest = s.writeRequests.shift();
  Promise.resolve(c.write(chunk, controller)).then(() => {
    s.inFlightWriteRequest.resolve();
    s.inFlightWriteRequest = undefined;
    dequeueValue(c);
    if (!closeQueuedOrInFlight(stream) && s.state === 'writable') updateBackpressure(stream, getBackpressure(c));
    advance(controller);
  }, (error) => {
    if (s.state === 'writable') clearAlgorithms(c);
    s.inFlightWriteRequest.reject(error);
    s.inFlightWriteRequest = undefined;
    dealWithRejection(stream, error);
  });
}

function ensureReadyRejected(writer, error) {
  const w = writer[kState];
  if (!w.ready.settled) w.ready.reject(error);
  else w.ready = rejectedHandled(error);
  markHandled(w.ready.promise);
}

function writerDesiredSize(writer) {
  const s = writer[kState].stream[kState];
  if (s.state === 'errored' || s.state === 'erroring') return null;
  if (s.state === 'closed') return 0;
  const c = s.controller[kState];
  return c.highWaterMark - c.queueTotalSize;
}

function writerRelease(writer) {
  const w = writer[kState];
  const { stream } = w;
  const error = new ERR_INVALID_STATE.TypeError('Writer has been released');
  ensureReadyRejected(writer, error);
  if (!w.closed.settled) w.closed.reject(error);
  else w.closed = rejectedHandled(error);
  markHandled(w.closed.promise);
  stream[kState].writer = undefined;
  w.stream = undefined;
}

function writerWrite(writer, chunk) {
  const { stream } = writer[kState];
  const s = stream[kState];
  const { controller } = s;
  const c = controller[kState];
  let size = 1;
  if (c.size !== undefined) {
    try {
      size = c.size(chunk);
    } catch (error) {
      if (s.state === 'writable') controllerError(controller, error);
    }
  }
  if (stream !== writer[kState].stream) return Promise.reject(new ERR_INVALID_STATE.TypeError('Mismatched WritableStreams'));
  if (s.state === 'errored') return Promise.reject(s.storedError);
  if (closeQueuedOrInFlight(stream) || s.state === 'closed') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  if (s.state === 'erroring') return Promise.reject(s.storedError);
  const request = deferred();
  s.writeRequests.push(request);
  try {
    enqueueValueWithSize(c, chunk, size);
  } catch (error) {
    if (s.state === 'writable') controllerError(controller, error);
    return request.promise;
  }
  if (!closeQueuedOrInFlight(stream) && s.state === 'writable') updateBackpressure(stream, getBackpressure(c));
  advance(controller);
  return request.promise;
}

function writerCloseWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const s = stream[kState];
  if (closeQueuedOrInFlight(stream) || s.state === 'closed') return Promise.resolve();
  if (s.state === 'errored') return Promise.reject(s.storedError);
  return writableStreamClose(stream);
}

finishClass(WritableStream, ['locked', 'abort', 'close', 'getWriter']);
finishClass(WritableStreamDefaultWriter, ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write']);
finishClass(WritableStreamDefaultController, ['signal', 'error']);
inspectable(WritableStream, (self) => ({ locked: self.locked, state: self[kState].state }));
inspectable(WritableStreamDefaultWriter, (self) => ({
  stream: self[kState].stream, close: self[kState].closed.promise, ready: self[kState].ready.promise,
}));
inspectable(WritableStreamDefaultController, (self) => ({ stream: self[kState].stream }));

module.exports = {
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, createWritableStream, isWritableStream,
  writableStreamAbort, writableStreamClose, closeQueuedOrInFlight, controllerError, writerWrite, writerRelease,
  writerDesiredSize, writerCloseWithErrorPropagation,
};

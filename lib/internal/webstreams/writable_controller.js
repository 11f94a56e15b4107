// SPDX-License-Identifier: MIT
// What a writable stream is made of, its default controller, and how writes and errors go through them
// (WHATWG Streams §5.4, §5.5).
'use strict';

const { FunctionPrototypeCall, PromisePrototypeThen, PromiseReject, PromiseResolve } = primordials;
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  Ring, Settlement, kInternal, kState, deferred, resetQueue, enqueueSized, dequeue, sizeOne, react, reactFresh, standAlone, invoke, inspectable,
  finishClass,
} = require('internal/webstreams/util');

const WRITABLE = 0, ERRORING = 1, ERRORED = 2, CLOSED = 3;
const stateNames = ['writable', 'erroring', 'errored', 'closed'];
const STREAM = 'WritableStream', KIND = 'WritableStreamDefaultController';

class WritableState {
  constructor(stream) {
    this.kind = STREAM;
    this.stream = stream;
    this.state = WRITABLE;
    this.storedError = undefined;
    this.writer = undefined;
    this.controller = undefined;
    this.closeRequest = undefined;
    this.inFlightCloseRequest = undefined;
    this.writing = false; // a write is in flight; its request is undefined when nobody has its promise
    this.inFlightWriteRequest = undefined;
    this.writeRequests = new Ring();
    this.pendingAbort = undefined;
    this.backpressure = false;
    this.pipe = undefined; // the pipe that writes here, told when there may be room
    this.end = undefined; // a Settlement, when stream.finished() asks for it
  }

  /** Settles with the stream. */
  get finished() {
    if (this.end === undefined) {
      this.end = new Settlement();
      if (this.state === CLOSED) this.end.resolve();
      else if (this.state === ERRORED) this.end.reject(this.storedError);
    }
    return this.end;
  }
}

class WriterState {
  constructor() {
    this.kind = 'WritableStreamDefaultWriter';
    this.stream = undefined;
    this.ready = undefined;
    this.closed = undefined;
  }
}

class WritableStreamDefaultController {
  constructor() {
    if (making === undefined) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = making;
  }

  get signal() {
    if (this?.[kState]?.kind !== KIND) throw new ERR_INVALID_THIS(KIND);
    return this[kState].abortController.signal;
  }

  error(error = undefined) {
    if (this?.[kState]?.kind !== KIND) throw new ERR_INVALID_THIS(KIND);
    this[kState].error(error);
  }
}
let making; // the state of the controller that is being constructed

class WritableControllerState {
  /** @param {WritableState} s @param {{write, close, abort, sink, highWaterMark, size, own}} to sink is the methods' this */
  constructor(s, { write, close, abort, sink, highWaterMark, size, own }) {
    this.kind = KIND;
    this.own = own === true; // whether the methods are the library's
    this.stream = s;
    this.write = write;
    this.close = close;
    this.abort = abort;
    this.sink = sink;
    this.highWaterMark = highWaterMark;
    this.size = size;
    this.started = false;
    this.aborting = undefined; // an AbortController, when somebody asks for the signal
    this.queue = new Ring();
    this.sizes = size === sizeOne ? undefined : new Ring();
    this.queueTotalSize = 0;
    this.onWritten = () => finishWrite(this);
    this.onWriteFailed = (error) => finishWriteWithError(this, error);
    making = this;
    this.owner = new WritableStreamDefaultController();
    making = undefined;
  }

  get abortController() {
    return (this.aborting ??= new AbortController());
  }

  error(reason) {
    if (this.stream.state === WRITABLE) controllerError(this, reason);
  }
}

/** start is called here, and may throw; the other methods may be undefined. */
function setUp(s, to, start) {
  const c = new WritableControllerState(s, to);
  s.controller = c;
  updateBackpressure(s, getBackpressure(c));
  const result = start === undefined ? undefined : FunctionPrototypeCall(start, to.sink, c.owner);
  reactFresh(result, () => {
    c.started = true;
    advance(c);
  }, (error) => {
    c.started = true;
    dealWithRejection(s, error);
  });
  return c;
}

/** A stream from the library's own methods; write may return PENDING. */
function createWritableStream(start, write, close, abort, sink, highWaterMark = 1, size = sizeOne) {
  const { WritableStream } = require('internal/webstreams/writablestream');
  const stream = new WritableStream(kInternal);
  setUp(stream[kState], { write, close, abort, sink, highWaterMark, size, own: true }, start);
  return stream;
}

const getBackpressure = (c) => c.highWaterMark - c.queueTotalSize <= 0;

function closeQueuedOrInFlight(s) {
  return s.closeRequest !== undefined || s.inFlightCloseRequest !== undefined;
}

function updateBackpressure(s, backpressure) {
  const w = s.writer;
  if (w !== undefined && s.backpressure !== backpressure) {
    if (backpressure) {
      if (w.ready.settled) w.ready = new Settlement();
    } else {
      w.ready.resolve();
    }
  }
  s.backpressure = backpressure;
}

/** @returns {Promise<undefined>} */
function writableStreamAbort(s, reason) {
  if (s.state === CLOSED || s.state === ERRORED) return PromiseResolve(undefined);
  s.controller.abortController.abort(reason);
  if (s.state === CLOSED || s.state === ERRORED) return PromiseResolve(undefined);
  if (s.pendingAbort !== undefined) return s.pendingAbort.request.promise;
  const wasErroring = s.state === ERRORING;
  const request = deferred();
  s.pendingAbort = { request, reason: wasErroring ? undefined : reason, wasErroring };
  if (!wasErroring) startErroring(s, reason);
  return request.promise;
}

/** @returns {Promise<undefined>} */
function writableStreamClose(s) {
  if (s.state === CLOSED || s.state === ERRORED) {
    return PromiseReject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  const request = s.closeRequest = deferred();
  if (s.writer !== undefined && s.backpressure && s.state === WRITABLE) s.writer.ready.resolve();
  advance(s.controller);
  return request.promise;
}

function startErroring(s, reason) {
  s.state = ERRORING;
  s.storedError = reason;
  if (s.writer !== undefined) ensureReadyRejected(s.writer, reason);
  if (!s.writing && s.inFlightCloseRequest === undefined && s.controller.started) finishErroring(s);
}

function finishErroring(s) {
  s.state = ERRORED;
  resetQueue(s.controller);
  const error = s.storedError;
  for (const request of s.writeRequests.drain()) request?.reject(error);
  if (s.pendingAbort === undefined) {
    rejectCloseAndClosed(s);
    return;
  }
  const { request, reason, wasErroring } = s.pendingAbort;
  s.pendingAbort = undefined;
  if (wasErroring) {
    request.reject(error);
    rejectCloseAndClosed(s);
    return;
  }
  const { abort, sink } = s.controller;
  clearAlgorithms(s.controller);
  const onDone = () => {
    request.resolve();
    rejectCloseAndClosed(s);
  };
  const onFail = (e) => {
    request.reject(e);
    rejectCloseAndClosed(s);
  };
  if (abort === undefined) react(undefined, onDone);
  else invoke(abort, sink, [reason], onDone, onFail);
}

function rejectCloseAndClosed(s) {
  if (s.closeRequest !== undefined) {
    s.closeRequest.reject(s.storedError);
    s.closeRequest = undefined;
  }
  s.end?.reject(s.storedError);
  s.writer?.closed.reject(s.storedError);
}

function dealWithRejection(s, error) {
  if (s.state === WRITABLE) startErroring(s, error);
  else finishErroring(s);
}

function clearAlgorithms(c) {
  c.write = undefined;
  c.close = undefined;
  c.abort = undefined;
  c.sink = undefined;
  c.size = undefined;
}

function controllerError(c, error) {
  clearAlgorithms(c);
  startErroring(c.stream, error);
}

// Takes the next thing from the queue, if nothing is under way.
function advance(c) {
  const s = c.stream;
  if (!c.started || s.writing) return;
  if (s.state === ERRORING) {
    finishErroring(s);
    return;
  }
  if (c.queue.length > 0) processWrite(c, c.queue.peek());
  else if (s.closeRequest !== undefined) processClose(c); // nothing is written after close()
}

function processClose(c) {
  const s = c.stream;
  s.inFlightCloseRequest = s.closeRequest;
  s.closeRequest = undefined;
  const { close, sink } = c;
  clearAlgorithms(c);
  const onDone = () => finishClose(s);
  if (close === undefined) react(undefined, onDone);
  else if (c.own) react(FunctionPrototypeCall(close, sink), onDone, (error) => finishCloseWithError(s, error));
  else invoke(close, sink, [], onDone, (error) => finishCloseWithError(s, error));
}

function finishClose(s) {
  s.inFlightCloseRequest.resolve();
  s.inFlightCloseRequest = undefined;
  if (s.state === ERRORING) {
    s.storedError = undefined;
    if (s.pendingAbort !== undefined) {
      s.pendingAbort.request.resolve();
      s.pendingAbort = undefined;
    }
  }
  s.state = CLOSED;
  s.writer?.closed.resolve();
  s.end?.resolve();
}

function finishCloseWithError(s, error) {
  s.inFlightCloseRequest.reject(error);
  s.inFlightCloseRequest = undefined;
  if (s.pendingAbort !== undefined) {
    s.pendingAbort.request.reject(error);
    s.pendingAbort = undefined;
  }
  dealWithRejection(s, error);
}

function processWrite(c, chunk) {
  const s = c.stream;
  s.writing = true;
  s.inFlightWriteRequest = s.writeRequests.shift();
  if (c.write === undefined) {
    react(undefined, c.onWritten);
    return;
  }
  let result;
  try {
    result = FunctionPrototypeCall(c.write, c.sink, chunk, c.owner);
  } catch (error) {
    PromisePrototypeThen(PromiseReject(error), undefined, c.onWriteFailed);
    return;
  }
  react(result, c.onWritten, c.onWriteFailed);
}

function finishWrite(c) {
  const s = c.stream;
  if (s.inFlightWriteRequest !== undefined) {
    s.inFlightWriteRequest.resolve(); // may write: what has been written is still the first of the queue
    s.inFlightWriteRequest = undefined;
  }
  s.writing = false;
  dequeue(c);
  if (s.state === WRITABLE && !closeQueuedOrInFlight(s)) updateBackpressure(s, getBackpressure(c));
  advance(c);
  s.pipe?.pump();
}

function finishWriteWithError(c, error) {
  const s = c.stream;
  if (s.state === WRITABLE) clearAlgorithms(c);
  s.writing = false;
  s.inFlightWriteRequest?.reject(error);
  s.inFlightWriteRequest = undefined;
  dealWithRejection(s, error);
}

function ensureReadyRejected(w, error) {
  if (w.ready.settled) w.ready = Settlement.rejected(error);
  else w.ready.reject(error);
}

/**
 * Puts a chunk into the queue of a stream that takes writes, and begins with it if nothing is under way.
 * @param {object} [request] gets resolve() or reject(error)
 */
function write(s, chunk, size, request) {
  const c = s.controller;
  s.writeRequests.push(request);
  if (c.sizes === undefined) {
    c.queue.push(chunk);
    c.queueTotalSize++;
  } else {
    try {
      enqueueSized(c, chunk, size);
    } catch (error) {
      if (s.state === WRITABLE) controllerError(c, error);
      return;
    }
  }
  if (s.state === WRITABLE && !closeQueuedOrInFlight(s)) updateBackpressure(s, getBackpressure(c));
  advance(c);
}

/** The size of a chunk; a size() that throws breaks the stream. */
function sizeOf(s, chunk) {
  const { size } = s.controller;
  if (size === sizeOne || size === undefined) return 1;
  try {
    return size(chunk);
  } catch (error) {
    if (s.state === WRITABLE) controllerError(s.controller, error);
    return 1;
  }
}

/** Why nothing can be written, if so. */
function refusal(s) {
  if (s.state === ERRORED) return { reason: s.storedError };
  if (closeQueuedOrInFlight(s) || s.state === CLOSED) return { reason: new ERR_INVALID_STATE.TypeError('WritableStream is closed') };
  if (s.state === ERRORING) return { reason: s.storedError };
  return undefined;
}

standAlone(WritableState, WriterState, WritableControllerState);
finishClass(WritableStreamDefaultController, ['signal', 'error']);
inspectable(WritableStreamDefaultController, (self) => ({ stream: self[kState].stream.stream }));

module.exports = {
  WRITABLE, ERRORING, ERRORED, CLOSED, STREAM, stateNames, WritableState, WriterState, WritableStreamDefaultController, setUp,
  createWritableStream, closeQueuedOrInFlight, writableStreamAbort, writableStreamClose, controllerError, ensureReadyRejected,
  write, sizeOf, refusal,
};

// SPDX-License-Identifier: MIT
// WritableStream and its writer (WHATWG Streams §5.2, §5.3).
'use strict';

const { PromiseReject, PromiseResolve } = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const {
  Settlement, kInternal, kState, kIsErrored, kIsWritable, kIsClosedPromise, kControllerErrorFunction, deferred,
  extractHighWaterMark, extractSizeAlgorithm, optionalMethod, inspectable, finishClass,
} = require('internal/webstreams/util');
const {
  WRITABLE, ERRORING, ERRORED, CLOSED, STREAM, stateNames, WritableState, WriterState, WritableStreamDefaultController, setUp,
  closeQueuedOrInFlight, writableStreamAbort, writableStreamClose, ensureReadyRejected, write, sizeOf, refusal,
} = require('internal/webstreams/writable_controller');
const { dataCloneError, markTransferMode, kTransfer, kTransferList, kDeserialize } = require('internal/worker/js_transferable');

const WRITER = 'WritableStreamDefaultWriter';
const isWritableStream = (value) => value?.[kState]?.kind === STREAM;
const isWriter = (value) => value?.[kState]?.kind === WRITER;
const unbound = () => new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream');

class WritableStream {
  constructor(sink = undefined, strategy = undefined) {
    this[kState] = undefined;
    if (new.target !== WritableStream) markTransferMode(this, false, true);
    if (sink === kInternal) {
      this[kState] = new WritableState(this);
      return;
    }
    if (sink !== undefined) validateObject(sink, 'sink', 6);
    if (strategy !== undefined) validateObject(strategy, 'strategy', 7);
    const type = sink?.type;
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', type);
    const s = this[kState] = new WritableState(this);
    const size = extractSizeAlgorithm(strategy?.size);
    const highWaterMark = extractHighWaterMark(strategy?.highWaterMark, 1);
    const start = optionalMethod('sink.start', sink?.start);
    const writeMethod = optionalMethod('sink.write', sink?.write);
    const close = optionalMethod('sink.close', sink?.close);
    const abort = optionalMethod('sink.abort', sink?.abort);
    setUp(s, { write: writeMethod, close, abort, sink, highWaterMark, size }, start);
  }

  get [kIsErrored]() {
    return this[kState].state === ERRORED;
  }
  get [kIsWritable]() {
    return this[kState].state === WRITABLE;
  }
  get [kIsClosedPromise]() {
    return this[kState].finished;
  }
  [kControllerErrorFunction](error) {
    this[kState].controller.error(error);
  }

  get locked() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return this[kState].writer !== undefined;
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStream'));
    if (this[kState].writer !== undefined) return PromiseReject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    return writableStreamAbort(this[kState], reason);
  }

  close() {
    if (!isWritableStream(this)) return PromiseReject(new ERR_INVALID_THIS('WritableStream'));
    if (this[kState].writer !== undefined) return PromiseReject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    if (closeQueuedOrInFlight(this[kState])) return PromiseReject(new ERR_INVALID_STATE.TypeError('Failure closing WritableStream'));
    return writableStreamClose(this[kState]);
  }

  getWriter() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return new WritableStreamDefaultWriter(this);
  }

  [kTransferList]() {
    if (this[kState].writer !== undefined) throw dataCloneError('Cannot transfer a locked WritableStream');
    return require('internal/webstreams/transfer').portsOf(this, 1);
  }
  [kTransfer]() {
    const { takePorts, sendWritable } = require('internal/webstreams/transfer');
    const { mine, theirs } = takePorts(this);
    sendWritable(this[kState], mine[0]);
    return { data: { port: theirs[0] }, deserializeInfo: 'internal/webstreams/writablestream:WritableStream' };
  }
  [kDeserialize]({ port }) {
    const s = this[kState] = new WritableState(this);
    require('internal/webstreams/transfer').receiveWritable(s, port);
  }
}

/** Binds the writer to the stream, which is not locked. */
function acquireWriter(w, s) {
  w.stream = s;
  s.writer = w;
  switch (s.state) {
    case WRITABLE:
      w.ready = closeQueuedOrInFlight(s) || !s.backpressure ? Settlement.resolved() : new Settlement();
      w.closed = new Settlement();
      break;
    case ERRORING:
      w.ready = Settlement.rejected(s.storedError);
      w.closed = new Settlement();
      break;
    case CLOSED:
      w.ready = Settlement.resolved();
      w.closed = Settlement.resolved();
      break;
    default:
      w.ready = Settlement.rejected(s.storedError);
      w.closed = Settlement.rejected(s.storedError);
  }
  return w;
}

function releaseWriter(w) {
  const error = new ERR_INVALID_STATE.TypeError('Writer has been released');
  ensureReadyRejected(w, error);
  if (w.closed.settled) w.closed = Settlement.rejected(error);
  else w.closed.reject(error);
  w.stream.writer = undefined;
  w.stream = undefined;
}

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    const s = stream[kState];
    if (s.writer !== undefined) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked');
    this[kState] = acquireWriter(new WriterState(), s);
  }

  get closed() {
    if (!isWriter(this)) return PromiseReject(new ERR_INVALID_THIS(WRITER));
    return this[kState].closed.promise;
  }

  get desiredSize() {
    if (!isWriter(this)) throw new ERR_INVALID_THIS(WRITER);
    const s = this[kState].stream;
    if (s === undefined) throw unbound();
    if (s.state === ERRORED || s.state === ERRORING) return null;
    if (s.state === CLOSED) return 0;
    return s.controller.highWaterMark - s.controller.queueTotalSize;
  }

  get ready() {
    if (!isWriter(this)) return PromiseReject(new ERR_INVALID_THIS(WRITER));
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!isWriter(this)) return PromiseReject(new ERR_INVALID_THIS(WRITER));
    const s = this[kState].stream;
    if (s === undefined) return PromiseReject(unbound());
    return writableStreamAbort(s, reason);
  }

  close() {
    if (!isWriter(this)) return PromiseReject(new ERR_INVALID_THIS(WRITER));
    const s = this[kState].stream;
    if (s === undefined) return PromiseReject(unbound());
    if (closeQueuedOrInFlight(s)) return PromiseReject(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    return writableStreamClose(s);
  }

  releaseLock() {
    if (!isWriter(this)) throw new ERR_INVALID_THIS(WRITER);
    if (this[kState].stream !== undefined) releaseWriter(this[kState]);
  }

  write(chunk = undefined) {
    if (this?.[kState]?.kind !== WRITER) return PromiseReject(new ERR_INVALID_THIS(WRITER));
    if (this[kState].stream === undefined) return PromiseReject(unbound());
    const request = deferred();
    const no = writeWithRequest(this, chunk, request);
    return no === undefined ? request.promise : PromiseReject(no.reason);
  }
}

/**
 * As writer.write(), for one that has a stream.
 * @param {{resolve: Function, reject: Function}} request told of the end
 * @returns {{reason: any} | undefined} why nothing was written
 */
function writeWithRequest(writer, chunk, request) {
  const w = writer[kState], s = w.stream;
  const size = sizeOf(s, chunk);
  if (s !== w.stream) return { reason: new ERR_INVALID_STATE.TypeError('Mismatched WritableStreams') };
  const no = refusal(s);
  if (no === undefined) write(s, chunk, size, request);
  return no;
}

/** As writer.close(), with what has happened to the stream as its result. @returns {Promise<undefined>} */
function closeWithErrorPropagation(s) {
  if (closeQueuedOrInFlight(s) || s.state === CLOSED) return PromiseResolve(undefined);
  if (s.state === ERRORED) return PromiseReject(s.storedError);
  return writableStreamClose(s);
}

markTransferMode(WritableStream.prototype, false, true);
finishClass(WritableStream, ['locked', 'abort', 'close', 'getWriter']);
finishClass(WritableStreamDefaultWriter, ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write']);
inspectable(WritableStream, (self) => ({ locked: self.locked, state: stateNames[self[kState].state] }));
inspectable(WritableStreamDefaultWriter, (self) => ({
  stream: self[kState].stream?.stream, close: self[kState].closed.promise, ready: self[kState].ready.promise,
  desiredSize: self.desiredSize,
}));

module.exports = {
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, isWritableStream, acquireWriter, releaseWriter,
  closeWithErrorPropagation, writeWithRequest,
};

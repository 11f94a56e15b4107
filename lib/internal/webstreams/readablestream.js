// SPDX-License-Identifier: MIT
// ReadableStream and its default reader (WHATWG Streams §4.2, §4.4). Byte streams: readablebytestream.js.
// A read whose chunk is in the queue is answered without a detour.
'use strict';

const { PromiseReject, PromiseResolve, SymbolAsyncIterator } = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const {
  kInternal, kState, kIsDisturbed, kIsErrored, kIsReadable, kIsClosedPromise, kControllerErrorFunction,
  markHandled, extractHighWaterMark, extractSizeAlgorithm, optionalMethod, inspectable, finishClass,
} = require('internal/webstreams/util');
const {
  READABLE, ERRORED, STREAM, DEFAULT_READER, stateNames, ReadableState, ReaderState, ReadRequest, isReadableStream, acquire,
  release, defaultRead, cancelStream,
} = require('internal/webstreams/readable_state');
const { ReadableStreamDefaultController, KIND: DEFAULT_CONTROLLER, setUpDefault, takeChunk } =
  require('internal/webstreams/readable_default_controller');
const { dataCloneError, markTransferMode, kTransfer, kTransferList, kDeserialize } = require('internal/worker/js_transferable');
const { kEmptyObject } = require('internal/util');

const isDefaultReader = (value) => value?.[kState]?.kind === DEFAULT_READER;

class ReadableStream {
  constructor(source = kEmptyObject, strategy = kEmptyObject) {
    this[kState] = undefined;
    if (new.target !== ReadableStream) markTransferMode(this, false, true);
    if (source === kInternal) {
      this[kState] = new ReadableState(this);
      return;
    }
    validateObject(source, 'source', 6);
    validateObject(strategy, 'strategy', 7);
    const s = this[kState] = new ReadableState(this);
    const size = strategy?.size;
    const highWaterMark = strategy?.highWaterMark;
    const type = source.type;
    if (`${type}` === 'bytes') {
      if (size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', size);
      const mark = extractHighWaterMark(highWaterMark, 0);
      require('internal/webstreams/readable_byte_controller').setUpFromSource(s, source, mark);
      return;
    }
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE('source.type', type);
    const sizeAlgorithm = extractSizeAlgorithm(size);
    const mark = extractHighWaterMark(highWaterMark, 1);
    const { start, pull, cancel } = source;
    setUpDefault(s, {
      pull: optionalMethod('source.pull', pull),
      cancel: optionalMethod('source.cancel', cancel),
      source,
      highWaterMark: mark,
      size: sizeAlgorithm,
    }, optionalMethod('source.start', start));
  }

  get [kIsDisturbed]() {
    return this[kState].disturbed;
  }
  get [kIsErrored]() {
    return this[kState].state === ERRORED;
  }
  get [kIsReadable]() {
    return this[kState].state === READABLE;
  }
  get [kIsClosedPromise]() {
    return this[kState].finished;
  }
  [kControllerErrorFunction](error) {
    this[kState].controller.error(error);
  }

  static from(iterable) {
    return require('internal/webstreams/readable_iterate').fromIterable(iterable);
  }

  get locked() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    return this[kState].reader !== undefined;
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStream'));
    if (this[kState].reader !== undefined) return PromiseReject(new ERR_INVALID_STATE.TypeError('ReadableStream is locked'));
    return cancelStream(this[kState], reason);
  }

  getReader(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', 7);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new (require('internal/webstreams/readablebytestream').ReadableStreamBYOBReader)(this);
  }

  pipeThrough(transform, options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    const { isWritableStream } = require('internal/webstreams/writablestream');
    const readable = transform?.readable;
    if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    const writable = transform?.writable;
    if (!isWritableStream(writable)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    markHandled(pipe(this[kState], writable[kState], pipeOptions(options)));
    return readable;
  }

  pipeTo(destination, options = kEmptyObject) {
    try {
      if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
      const { isWritableStream } = require('internal/webstreams/writablestream');
      if (!isWritableStream(destination)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      return pipe(this[kState], destination[kState], pipeOptions(options));
    } catch (error) {
      return PromiseReject(error);
    }
  }

  tee() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    return require('internal/webstreams/readable_tee').tee(this, false);
  }

  values(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', 7);
    return require('internal/webstreams/readable_iterate').iterate(this[kState], Boolean(options?.preventCancel));
  }

  [kTransferList]() {
    if (this[kState].reader !== undefined) throw dataCloneError('Cannot transfer a locked ReadableStream');
    return require('internal/webstreams/transfer').portsOf(this, 1);
  }
  [kTransfer]() {
    const { takePorts, sendReadable } = require('internal/webstreams/transfer');
    const { mine, theirs } = takePorts(this);
    sendReadable(this[kState], mine[0]);
    return { data: { port: theirs[0] }, deserializeInfo: 'internal/webstreams/readablestream:ReadableStream' };
  }
  [kDeserialize]({ port }) {
    const s = this[kState] = new ReadableState(this);
    require('internal/webstreams/transfer').receiveReadable(s, port);
  }
}
Object.defineProperty(ReadableStream.prototype, SymbolAsyncIterator, {
  __proto__: null, configurable: true, enumerable: false, writable: true, value: ReadableStream.prototype.values,
});

function pipe(source, destination, options) {
  if (source.reader !== undefined) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
  if (destination.writer !== undefined) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
  return require('internal/webstreams/pipe').pipeTo(source, destination, options);
}

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

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (stream[kState].reader !== undefined) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
    this[kState] = new ReaderState(DEFAULT_READER);
    acquire(this[kState], stream[kState]);
  }

  get closed() {
    if (!isDefaultReader(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isDefaultReader(this)) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    const { stream } = this[kState];
    if (stream === undefined) return PromiseReject(new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream'));
    return cancelStream(stream, reason);
  }

  read() {
    const r = this?.[kState];
    if (r?.kind !== DEFAULT_READER) return PromiseReject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    const s = r.stream;
    if (s === undefined) return PromiseReject(new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream'));
    const c = s.controller;
    if (s.state === READABLE && c.kind === DEFAULT_CONTROLLER && c.queue.length > 0) {
      s.disturbed = true;
      return PromiseResolve({ value: takeChunk(c), done: false });
    }
    const request = new ReadRequest();
    defaultRead(r, request);
    return request.promise;
  }

  releaseLock() {
    if (!isDefaultReader(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultReader');
    if (this[kState].stream !== undefined) release(this[kState]);
  }
}

markTransferMode(ReadableStream.prototype, false, true);
finishClass(ReadableStream, ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']);
Object.defineProperty(ReadableStream, 'from', { __proto__: null, enumerable: true });
finishClass(ReadableStreamDefaultReader, ['closed', 'cancel', 'read', 'releaseLock']);
inspectable(ReadableStream, (self) => ({
  locked: self.locked,
  state: stateNames[self[kState].state],
  supportsBYOB: self[kState].controller.kind !== DEFAULT_CONTROLLER,
}));
inspectable(ReadableStreamDefaultReader, (self) => ({
  stream: self[kState].stream?.stream, readRequests: self[kState].requests.length, close: self[kState].closed.promise,
}));

module.exports = {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController, isReadableStream, STREAM,
};

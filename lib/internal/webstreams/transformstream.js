// SPDX-License-Identifier: MIT
// TransformStream and its controller (WHATWG Streams §6). The promise of a change of back-pressure has two
// possible waiters, the readable side's pull and the writable side's write: two flags stand for it.
'use strict';

const { FunctionPrototypeCall, PromisePrototypeThen, PromiseReject, PromiseResolve } = primordials;
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const {
  PENDING, kState, deferred, extractHighWaterMark, extractSizeAlgorithm, optionalMethod, soon, invoke, standAlone, inspectable,
  finishClass,
} = require('internal/webstreams/util');
const { ERRORED } = require('internal/webstreams/readable_state');
const { createReadableStream, defaultClose, defaultEnqueue, defaultError, desiredSize, canCloseOrEnqueue } =
  require('internal/webstreams/readable_default_controller');
const { WRITABLE, ERRORING, ERRORED: WRITABLE_ERRORED, createWritableStream, controllerError } =
  require('internal/webstreams/writable_controller');
const { dataCloneError, markTransferMode, kTransfer, kTransferList, kDeserialize } = require('internal/worker/js_transferable');

const KIND = 'TransformStream', CONTROLLER = 'TransformStreamDefaultController';
const isTransformStream = (value) => value?.[kState]?.kind === KIND;
const isController = (value) => value?.[kState]?.kind === CONTROLLER;

class TransformStream {
  constructor(transformer = kEmptyObject, writableStrategy = kEmptyObject, readableStrategy = kEmptyObject) {
    this[kState] = undefined;
    if (new.target !== TransformStream) markTransferMode(this, false, true);
    validateObject(transformer, 'transformer', 6);
    validateObject(writableStrategy, 'writableStrategy', 7);
    validateObject(readableStrategy, 'readableStrategy', 7);
    const { readableType, writableType } = transformer;
    if (readableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    if (writableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);
    const readableMark = extractHighWaterMark(readableStrategy?.highWaterMark, 0);
    const readableSize = extractSizeAlgorithm(readableStrategy?.size);
    const writableMark = extractHighWaterMark(writableStrategy?.highWaterMark, 1);
    const writableSize = extractSizeAlgorithm(writableStrategy?.size);
    const { transform, flush, cancel } = transformer;
    const start = deferred();
    const t = this[kState] = new TransformState(this, transformer, {
      transform: optionalMethod('transformer.transform', transform),
      flush: optionalMethod('transformer.flush', flush),
      cancel: optionalMethod('transformer.cancel', cancel),
    });
    const wait = () => start.promise;
    t.writable = createWritableStream(wait, t.write, t.close, t.abort, t, writableMark, writableSize);
    t.readable = createReadableStream(wait, t.pull, t.cancelSource, t, readableMark, readableSize);
    t.sink = t.writable[kState];
    t.source = t.readable[kState];
    const startFn = optionalMethod('transformer.start', transformer.start);
    start.resolve(startFn === undefined ? undefined : FunctionPrototypeCall(startFn, transformer, t.owner));
  }

  get readable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].readable;
  }

  get writable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].writable;
  }

  [kTransferList]() {
    const { readable, writable } = this[kState];
    if (readable.locked || writable.locked) throw dataCloneError('Cannot transfer a locked TransformStream');
    return require('internal/webstreams/transfer').portsOf(this, 2);
  }
  [kTransfer]() {
    const { takePorts, sendReadable, sendWritable } = require('internal/webstreams/transfer');
    const { mine, theirs } = takePorts(this);
    const { source, sink } = this[kState];
    sendReadable(source, mine[0]);
    sendWritable(sink, mine[1]);
    return {
      data: { readable: theirs[0], writable: theirs[1] },
      deserializeInfo: 'internal/webstreams/transformstream:TransformStream',
    };
  }
  [kDeserialize]({ readable, writable }) {
    const { receiveReadable, receiveWritable, emptyReadable, emptyWritable } = require('internal/webstreams/transfer');
    const t = this[kState] = new TransformState(this, undefined, kEmptyObject);
    t.readable = emptyReadable();
    t.writable = emptyWritable();
    t.source = t.readable[kState];
    t.sink = t.writable[kState];
    receiveReadable(t.source, readable);
    receiveWritable(t.sink, writable);
  }
}

class TransformStreamDefaultController {
  constructor() {
    if (making === undefined) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = making;
  }

  get desiredSize() {
    if (!isController(this)) throw new ERR_INVALID_THIS(CONTROLLER);
    return desiredSize(this[kState].transform.source.controller);
  }

  enqueue(chunk = undefined) {
    if (!isController(this)) throw new ERR_INVALID_THIS(CONTROLLER);
    transformEnqueue(this[kState].transform, chunk);
  }

  error(reason = undefined) {
    if (!isController(this)) throw new ERR_INVALID_THIS(CONTROLLER);
    transformError(this[kState].transform, reason);
  }

  terminate() {
    if (!isController(this)) throw new ERR_INVALID_THIS(CONTROLLER);
    const t = this[kState].transform;
    defaultClose(t.source.controller);
    errorWritableAndUnblock(t, new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'));
  }
}
let making; // the state of the controller that is being constructed

/** The state of the stream, and the source and sink of its two sides. */
class TransformState {
  constructor(stream, transformer, { transform, flush, cancel }) {
    this.kind = KIND;
    this.stream = stream;
    this.readable = undefined;
    this.writable = undefined;
    this.source = undefined; // their states
    this.sink = undefined;
    this.transformer = transformer;
    this.transform = transform;
    this.flush = flush;
    this.cancel = cancel;
    this.identity = transform === undefined;
    this.backpressure = true;
    this.pullWaits = false;
    this.writeWaits = false;
    this.held = undefined; // the chunk of the write that waits
    this.finish = undefined;
    this.onRoom = () => {
      const chunk = this.held;
      this.held = undefined;
      if (this.sink.state === ERRORING) this.sink.controller.onWriteFailed(this.sink.storedError);
      else this.perform(chunk);
    };
    this.onTransformed = () => soon(this.sink.controller.onWritten);
    this.onTransformFailed = (error) => {
      transformError(this, error);
      PromisePrototypeThen(PromiseReject(error), undefined, this.sink.controller.onWriteFailed);
    };
    making = { kind: CONTROLLER, transform: this };
    this.owner = new TransformStreamDefaultController();
    making = undefined;
  }

  // ---- the readable side's source
  pull() {
    setBackpressure(this, false);
    this.pullWaits = true;
    return PENDING;
  }

  cancelSource(reason) {
    return finishOnce(this, this.cancel, reason, () => {
      const w = this.sink;
      if (w.state === WRITABLE_ERRORED) throw w.storedError;
      if (w.state === WRITABLE) controllerError(w.controller, reason);
      if (this.backpressure) setBackpressure(this, false);
    }, (error) => {
      if (this.sink.state === WRITABLE) controllerError(this.sink.controller, error);
      if (this.backpressure) setBackpressure(this, false);
    });
  }

  // ---- the writable side's sink
  write(chunk) {
    if (!this.backpressure) return this.perform(chunk);
    this.held = chunk;
    this.writeWaits = true;
    return PENDING;
  }

  /** A write is done one turn after its transformation. */
  perform(chunk) {
    let result;
    try {
      if (this.identity) transformEnqueue(this, chunk);
      else result = FunctionPrototypeCall(this.transform, this.transformer, chunk, this.owner);
    } catch (error) {
      result = PromiseReject(error);
    }
    if (result === null || (typeof result !== 'object' && typeof result !== 'function')) soon(this.onTransformed);
    else PromisePrototypeThen(PromiseResolve(result), this.onTransformed, this.onTransformFailed);
    return PENDING;
  }

  close() {
    return finishOnce(this, this.flush, this.owner, () => {
      if (this.source.state === ERRORED) throw this.source.storedError;
      defaultClose(this.source.controller);
    }, (error) => defaultError(this.source.controller, error));
  }

  abort(reason) {
    return finishOnce(this, this.cancel, reason, () => {
      if (this.source.state === ERRORED) throw this.source.storedError;
      defaultError(this.source.controller, reason);
    }, (error) => defaultError(this.source.controller, error));
  }
}

standAlone(TransformState);

function setBackpressure(t, on) {
  if (t.backpressure === on) return;
  t.backpressure = on;
  if (t.pullWaits) {
    t.pullWaits = false;
    soon(t.source.controller.onPulled);
  }
  if (t.writeWaits) {
    t.writeWaits = false;
    soon(t.onRoom);
  }
}

function clearAlgorithms(t) {
  t.transform = undefined;
  t.flush = undefined;
  t.cancel = undefined;
  t.transformer = undefined;
}

function transformEnqueue(t, chunk) {
  const c = t.source.controller;
  if (!canCloseOrEnqueue(c)) throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  try {
    defaultEnqueue(c, chunk);
  } catch (error) {
    errorWritableAndUnblock(t, error);
    throw t.source.storedError;
  }
  const waited = c.stream.reader !== undefined && c.stream.reader.requests.length > 0;
  const backpressure = !(waited || desiredSize(c) > 0);
  if (backpressure !== t.backpressure) setBackpressure(t, true);
}

function transformError(t, error) {
  defaultError(t.source.controller, error);
  errorWritableAndUnblock(t, error);
}

function errorWritableAndUnblock(t, error) {
  clearAlgorithms(t);
  if (t.sink.state === WRITABLE) controllerError(t.sink.controller, error);
  if (t.backpressure) setBackpressure(t, false);
}

// abort, close and cancel end the transformer once; all of them get the same promise.
function finishOnce(t, method, argument, onDone, onError) {
  if (t.finish !== undefined) return t.finish.promise;
  const finish = t.finish = deferred();
  const { transformer } = t;
  clearAlgorithms(t);
  const done = () => {
    try {
      onDone();
      finish.resolve();
    } catch (error) {
      finish.reject(error);
    }
  };
  const fail = (error) => {
    onError(error);
    finish.reject(error);
  };
  if (method === undefined) soon(done);
  else invoke(method, transformer, [argument], done, fail);
  return finish.promise;
}

markTransferMode(TransformStream.prototype, false, true);
finishClass(TransformStream, ['readable', 'writable']);
finishClass(TransformStreamDefaultController, ['desiredSize', 'enqueue', 'error', 'terminate']);
inspectable(TransformStream, (self) => ({
  readable: self[kState].readable, writable: self[kState].writable, backpressure: self[kState].backpressure,
}));
inspectable(TransformStreamDefaultController, (self) => ({ stream: self[kState].transform.stream }));

module.exports = { TransformStream, TransformStreamDefaultController, isTransformStream };

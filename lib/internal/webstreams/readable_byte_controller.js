// SPDX-License-Identifier: MIT
// ReadableByteStreamController, its queue of bytes and the buffers that readers have handed in (WHATWG
// Streams §4.7, §4.8, §4.9.5).
'use strict';

const { FunctionPrototypeCall, PromisePrototypeThen, PromiseReject } = primordials;
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { isArrayBufferView, isDataView, isSharedArrayBuffer } = require('internal/util/types');
const { Ring, kInternal, kState, optionalMethod, react, reactFresh, standAlone, inspectable, finishClass } = require('internal/webstreams/util');
const { READABLE, CLOSED, ERRORED, DEFAULT_READER, BYOB_READER, closeStream, errorStream } =
  require('internal/webstreams/readable_state');

const KIND = 'ReadableByteStreamController', REQUEST = 'ReadableStreamBYOBRequest';
const isByteController = (value) => value?.[kState]?.kind === KIND;
const isByobRequest = (value) => value?.[kState]?.kind === REQUEST;

const transferBuffer = (buffer) => buffer.transfer();
let making; // the state of the controller or request that is being constructed

class ReadableStreamBYOBRequest {
  constructor() {
    if (making === undefined) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = making;
  }

  get view() {
    if (!isByobRequest(this)) throw new ERR_INVALID_THIS(REQUEST);
    return this[kState].view;
  }

  respond(bytesWritten) {
    if (!isByobRequest(this)) throw new ERR_INVALID_THIS(REQUEST);
    const { view, controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached or zero-length');
    }
    respond(controller, +bytesWritten, bytesWritten);
  }

  respondWithNewView(view) {
    if (!isByobRequest(this)) throw new ERR_INVALID_THIS(REQUEST);
    const { controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (!isArrayBufferView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    if (view.buffer.detached) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    respondWithNewView(controller, view);
  }
}

class ReadableByteStreamController {
  constructor() {
    if (making === undefined) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = making;
  }

  get byobRequest() {
    if (!isByteController(this)) throw new ERR_INVALID_THIS(KIND);
    return getByobRequest(this[kState]);
  }

  get desiredSize() {
    if (!isByteController(this)) throw new ERR_INVALID_THIS(KIND);
    return byteDesiredSize(this[kState]);
  }

  close() {
    if (!isByteController(this)) throw new ERR_INVALID_THIS(KIND);
    const c = this[kState];
    if (c.closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (c.stream.state !== READABLE) throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    byteClose(c);
  }

  enqueue(chunk) {
    if (!isByteController(this)) throw new ERR_INVALID_THIS(KIND);
    if (!isArrayBufferView(chunk)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    if (isSharedArrayBuffer(chunk.buffer)) throw new ERR_INVALID_ARG_VALUE('chunk', chunk, 'must not be backed by a SharedArrayBuffer');
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is zero-length or detached');
    }
    const c = this[kState];
    if (c.closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (c.stream.state !== READABLE) throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    byteEnqueue(c, chunk);
  }

  error(error = undefined) {
    if (!isByteController(this)) throw new ERR_INVALID_THIS(KIND);
    byteError(this[kState], error);
  }
}

class ByteControllerState {
  constructor(s, { pull, cancel, source, highWaterMark, autoAllocateChunkSize, own }) {
    this.kind = KIND;
    this.own = own === true; // whether the methods are the library's
    this.stream = s;
    this.pull = pull;
    this.cancel = cancel;
    this.source = source;
    this.highWaterMark = highWaterMark;
    this.autoAllocateChunkSize = autoAllocateChunkSize;
    this.byobRequest = null;
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    this.pendingPullIntos = [];
    this.queue = new Ring(); // of { buffer, byteOffset, byteLength }
    this.queueTotalSize = 0;
    this.onPulled = () => {
      this.pulling = false;
      if (this.pullAgain) {
        this.pullAgain = false;
        callPullIfNeeded(this);
      }
    };
    this.onFailed = (error) => byteError(this, error);
    making = this;
    this.owner = new ReadableByteStreamController();
    making = undefined;
  }

  cancelSteps(reason) {
    this.pendingPullIntos = [];
    invalidateRequest(this);
    clearQueue(this);
    const { cancel, source } = this;
    clearAlgorithms(this);
    return cancel === undefined ? undefined : FunctionPrototypeCall(cancel, source, reason);
  }

  pullSteps(request) {
    if (this.queueTotalSize > 0) {
      fillReadRequest(this, request);
      return;
    }
    const size = this.autoAllocateChunkSize;
    if (size !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(size);
      } catch (error) {
        request.error(error);
        return;
      }
      this.pendingPullIntos.push({
        buffer, bufferByteLength: size, byteOffset: 0, byteLength: size, bytesFilled: 0, minimumFill: 1, elementSize: 1,
        ctor: Uint8Array, type: 'default',
      });
    }
    this.stream.reader.requests.push(request);
    callPullIfNeeded(this);
  }

  releaseSteps() {
    if (this.pendingPullIntos.length === 0) return;
    const first = this.pendingPullIntos[0];
    first.type = 'none';
    this.pendingPullIntos = [first];
  }

  error(reason) {
    byteError(this, reason);
  }
}

function setUpFromSource(s, source, highWaterMark) {
  const { start, pull, cancel, autoAllocateChunkSize } = source;
  if (autoAllocateChunkSize !== undefined && autoAllocateChunkSize === 0) {
    throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', autoAllocateChunkSize);
  }
  setUp(s, {
    pull: optionalMethod('source.pull', pull),
    cancel: optionalMethod('source.cancel', cancel),
    source,
    highWaterMark,
    autoAllocateChunkSize: autoAllocateChunkSize === undefined ? undefined : +autoAllocateChunkSize,
  }, optionalMethod('source.start', start));
}

function setUp(s, from, start) {
  const c = new ByteControllerState(s, from);
  s.controller = c;
  reactFresh(start === undefined ? undefined : FunctionPrototypeCall(start, from.source, c.owner), () => {
    c.started = true;
    callPullIfNeeded(c);
  }, c.onFailed);
}

/** A stream from the library's own methods. */
function createReadableByteStream(pull, cancel) {
  const { ReadableStream } = require('internal/webstreams/readablestream');
  const stream = new ReadableStream(kInternal);
  setUp(stream[kState], { pull, cancel, source: undefined, highWaterMark: 0, autoAllocateChunkSize: undefined, own: true });
  return stream;
}

function clearQueue(c) {
  c.queue = new Ring();
  c.queueTotalSize = 0;
}

function clearAlgorithms(c) {
  c.pull = undefined;
  c.cancel = undefined;
  c.source = undefined;
}

function byteDesiredSize(c) {
  switch (c.stream.state) {
    case ERRORED: return null;
    case CLOSED: return 0;
    default: return c.highWaterMark - c.queueTotalSize;
  }
}

function getByobRequest(c) {
  if (c.byobRequest === null && c.pendingPullIntos.length > 0) {
    const d = c.pendingPullIntos[0];
    making = {
      kind: REQUEST, controller: c, view: new Uint8Array(d.buffer, d.byteOffset + d.bytesFilled, d.byteLength - d.bytesFilled),
    };
    c.byobRequest = new ReadableStreamBYOBRequest();
    making = undefined;
  }
  return c.byobRequest;
}

function invalidateRequest(c) {
  if (c.byobRequest === null) return;
  c.byobRequest[kState].controller = undefined;
  c.byobRequest[kState].view = null;
  c.byobRequest = null;
}

const hasDefaultReader = (s) => s.reader !== undefined && s.reader.kind === DEFAULT_READER;
const hasByobReader = (s) => s.reader !== undefined && s.reader.kind === BYOB_READER;

function callPullIfNeeded(c) {
  const s = c.stream;
  if (s.state !== READABLE || c.closeRequested || !c.started) return;
  const waited = s.reader !== undefined && s.reader.requests.length > 0;
  if (!waited && !(byteDesiredSize(c) > 0)) return;
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  if (c.pull === undefined) react(undefined, c.onPulled);
  else pullBytes(c);
}

function pullBytes(c) {
  let result;
  try {
    result = FunctionPrototypeCall(c.pull, c.source, c.owner);
  } catch (error) {
    PromisePrototypeThen(PromiseReject(error), undefined, c.onFailed);
    return;
  }
  react(result, c.onPulled, c.onFailed);
}

function byteError(c, error) {
  if (c.stream.state !== READABLE) return;
  c.pendingPullIntos = [];
  invalidateRequest(c);
  clearQueue(c);
  clearAlgorithms(c);
  errorStream(c.stream, error);
}

function byteClose(c) {
  if (c.closeRequested || c.stream.state !== READABLE) return;
  if (c.queueTotalSize > 0) {
    c.closeRequested = true;
    return;
  }
  if (c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    if (first.bytesFilled % first.elementSize !== 0) {
      const error = new ERR_INVALID_STATE.TypeError('Partial read');
      byteError(c, error);
      throw error;
    }
  }
  clearAlgorithms(c);
  closeStream(c.stream);
}

function enqueueChunk(c, buffer, byteOffset, byteLength) {
  c.queue.push({ buffer, byteOffset, byteLength });
  c.queueTotalSize += byteLength;
}

function byteEnqueue(c, chunk) {
  const s = c.stream;
  if (c.closeRequested || s.state !== READABLE) return;
  const { byteOffset, byteLength } = chunk;
  const buffer = transferBuffer(chunk.buffer);
  if (c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    if (first.buffer.detached) throw new ERR_INVALID_STATE.TypeError('Destination ArrayBuffer is detached');
    invalidateRequest(c);
    first.buffer = transferBuffer(first.buffer);
    if (first.type === 'none') enqueueDetached(c, first);
  }
  if (hasDefaultReader(s)) {
    const { requests } = s.reader;
    while (requests.length > 0 && c.queueTotalSize > 0) fillReadRequest(c, requests.shift());
    if (requests.length === 0) {
      enqueueChunk(c, buffer, byteOffset, byteLength);
    } else {
      if (c.pendingPullIntos.length > 0) c.pendingPullIntos.shift();
      requests.shift().chunk(new Uint8Array(buffer, byteOffset, byteLength));
    }
  } else if (hasByobReader(s)) {
    enqueueChunk(c, buffer, byteOffset, byteLength);
    for (const d of processPullIntos(c)) commitPullInto(s, d);
  } else {
    enqueueChunk(c, buffer, byteOffset, byteLength);
  }
  callPullIfNeeded(c);
}

// A reader was released in the middle of filling its buffer: what had been filled goes into the queue.
function enqueueDetached(c, d) {
  if (d.bytesFilled > 0) {
    enqueueChunk(c, d.buffer.slice(d.byteOffset, d.byteOffset + d.bytesFilled), 0, d.bytesFilled);
  }
  c.pendingPullIntos.shift();
}

function fillReadRequest(c, request) {
  const { buffer, byteOffset, byteLength } = c.queue.shift();
  c.queueTotalSize -= byteLength;
  handleQueueDrain(c);
  request.chunk(new Uint8Array(buffer, byteOffset, byteLength));
}

function handleQueueDrain(c) {
  if (c.queueTotalSize === 0 && c.closeRequested) {
    clearAlgorithms(c);
    closeStream(c.stream);
  } else {
    callPullIfNeeded(c);
  }
}

function viewOf(d) {
  return new d.ctor(transferBuffer(d.buffer), d.byteOffset, d.bytesFilled / d.elementSize);
}

function commitPullInto(s, d) {
  const done = s.state === CLOSED;
  const view = viewOf(d);
  const request = s.reader.requests.shift();
  if (!done) request.chunk(view);
  else if (d.type === 'default') request.close();
  else request.close(view);
}

// Moves bytes from the queue into d. True when d is ready.
function fillFromQueue(c, d) {
  const max = Math.min(c.queueTotalSize, d.byteLength - d.bytesFilled);
  const maxFilled = d.bytesFilled + max;
  let left = max;
  let ready = false;
  const aligned = maxFilled - (maxFilled % d.elementSize);
  if (aligned >= d.minimumFill) {
    left = aligned - d.bytesFilled;
    ready = true;
  }
  while (left > 0) {
    const head = c.queue.peek();
    const n = Math.min(left, head.byteLength);
    new Uint8Array(d.buffer).set(new Uint8Array(head.buffer, head.byteOffset, n), d.byteOffset + d.bytesFilled);
    if (head.byteLength === n) {
      c.queue.shift();
    } else {
      head.byteOffset += n;
      head.byteLength -= n;
    }
    c.queueTotalSize -= n;
    d.bytesFilled += n;
    left -= n;
  }
  return ready;
}

function processPullIntos(c) {
  const filled = [];
  while (c.pendingPullIntos.length > 0 && c.queueTotalSize > 0) {
    const d = c.pendingPullIntos[0];
    if (!fillFromQueue(c, d)) break;
    c.pendingPullIntos.shift();
    invalidateRequest(c);
    filled.push(d);
  }
  return filled;
}

/** A read into view, for at least min elements. */
function pullInto(c, view, min, request) {
  const s = c.stream;
  const elementSize = isDataView(view) ? 1 : view.BYTES_PER_ELEMENT;
  const ctor = isDataView(view) ? DataView : view.constructor;
  const { byteOffset, byteLength } = view;
  let buffer;
  try {
    buffer = transferBuffer(view.buffer);
  } catch (error) {
    request.error(error);
    return;
  }
  const d = {
    buffer, bufferByteLength: buffer.byteLength, byteOffset, byteLength, bytesFilled: 0, minimumFill: min * elementSize,
    elementSize, ctor: ctor.name === 'Buffer' || ctor.name === 'FastBuffer' ? Uint8Array : ctor, type: 'byob',
  };
  const { requests } = s.reader;
  if (c.pendingPullIntos.length > 0) {
    c.pendingPullIntos.push(d);
    requests.push(request);
    return;
  }
  if (s.state === CLOSED) {
    request.close(new d.ctor(d.buffer, d.byteOffset, 0));
    return;
  }
  if (c.queueTotalSize > 0) {
    if (fillFromQueue(c, d)) {
      const result = viewOf(d);
      handleQueueDrain(c);
      request.chunk(result);
      return;
    }
    if (c.closeRequested) {
      const error = new ERR_INVALID_STATE.TypeError('ReadableStream closed');
      byteError(c, error);
      request.error(error);
      return;
    }
  }
  c.pendingPullIntos.push(d);
  requests.push(request);
  callPullIfNeeded(c);
}

function respond(c, bytesWritten, given) {
  const first = c.pendingPullIntos[0];
  if (c.stream.state === CLOSED) {
    if (bytesWritten !== 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', given);
  } else {
    if (!bytesWritten) throw new ERR_INVALID_ARG_VALUE('bytesWritten', given);
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', given);
    }
  }
  first.buffer = transferBuffer(first.buffer);
  respondInternal(c, bytesWritten);
}

function respondWithNewView(c, view) {
  const first = c.pendingPullIntos[0];
  if (c.stream.state === CLOSED) {
    if (view.byteLength !== 0) throw new ERR_INVALID_STATE.TypeError('View is not zero-length');
  } else if (view.byteLength === 0) {
    throw new ERR_INVALID_STATE.TypeError('View is zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== view.byteOffset) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  if (first.bytesFilled + view.byteLength > first.byteLength) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  if (first.bufferByteLength !== view.buffer.byteLength) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  const { byteLength } = view;
  first.buffer = transferBuffer(view.buffer);
  respondInternal(c, byteLength);
}

function respondInternal(c, bytesWritten) {
  const s = c.stream;
  const first = c.pendingPullIntos[0];
  invalidateRequest(c);
  if (s.state === CLOSED) {
    if (first.type === 'none') c.pendingPullIntos.shift();
    if (hasByobReader(s)) {
      const filled = [];
      while (filled.length < s.reader.requests.length) filled.push(c.pendingPullIntos.shift());
      for (const d of filled) commitPullInto(s, d);
    }
  } else {
    respondReadable(c, bytesWritten, first);
  }
  callPullIfNeeded(c);
}

function respondReadable(c, bytesWritten, d) {
  d.bytesFilled += bytesWritten;
  if (d.type === 'none') {
    enqueueDetached(c, d);
    for (const filled of processPullIntos(c)) commitPullInto(c.stream, filled);
    return;
  }
  if (d.bytesFilled < d.minimumFill) return;
  c.pendingPullIntos.shift();
  const rest = d.bytesFilled % d.elementSize;
  if (rest > 0) {
    const end = d.byteOffset + d.bytesFilled;
    enqueueChunk(c, d.buffer.slice(end - rest, end), 0, rest);
  }
  d.bytesFilled -= rest;
  const others = processPullIntos(c);
  commitPullInto(c.stream, d);
  for (const filled of others) commitPullInto(c.stream, filled);
}

standAlone(ByteControllerState);
finishClass(ReadableStreamBYOBRequest, ['view', 'respond', 'respondWithNewView']);
finishClass(ReadableByteStreamController, ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']);
inspectable(ReadableStreamBYOBRequest, (self) => ({ view: self[kState].view, controller: self[kState].controller?.owner }));
inspectable(ReadableByteStreamController, () => ({}));

module.exports = {
  KIND, ReadableByteStreamController, ReadableStreamBYOBRequest, setUpFromSource, createReadableByteStream, getByobRequest,
  byteEnqueue, byteClose, byteError, pullInto, respond, respondWithNewView,
};

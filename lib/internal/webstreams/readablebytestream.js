// SPDX-License-Identifier: MIT
// Byte streams: ReadableByteStreamController, BYOB readers and requests (WHATWG Streams §4.5, §4.7, §4.8).
'use strict';

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { validateObject, validateInteger } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { isArrayBufferView, isDataView } = require('internal/util/types');
const {
  kState, kControllerErrorFunction, deferred, resetQueue, peekQueue, shiftQueue, promiseCallback,
  inspectable, finishClass, cloneAsUint8Array, noop,
} = require('internal/webstreams/util');
const {
  ReadableStream, ReadableStreamDefaultReader, isReadableStream, isDefaultReader, initialize, readerInitialize, readerRelease,
  defaultRead, defaultReaderRelease, closeStream, errorStream, cancelStream, kInternal,
} = require('internal/webstreams/readablestream');

const isByobReader = (value) => value?.[kState]?.kind === 'ReadableStreamBYOBReader';
const isByteController = (value) => value?.[kState]?.kind === 'ReadableByteStreamController';
const isByobRequest = (value) => value?.[kState]?.kind === 'ReadableStreamBYOBRequest';

const transferBuffer = (buffer) => buffer.transfer();

class ReadableStreamBYOBRequest {
  constructor(token) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get view() {
    if (!isByobRequest(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
    return this[kState].view;
  }

  respond(bytesWritten) {
    if (!isByobRequest(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
    const { view, controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached or zero-length');
    }
    respond(controller, +bytesWritten);
  }

  respondWithNewView(view) {
    if (!isByobRequest(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
    const { controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (!isArrayBufferView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    if (view.buffer.detached) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    respondWithNewView(controller, view);
  }
}

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (stream[kState].reader !== undefined) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
    if (!isByteController(stream[kState].controller)) throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    this[kState] = { kind: 'ReadableStreamBYOBReader', stream: undefined, closed: undefined, readIntoRequests: [] };
    readerInitialize(this, stream);
  }

  get closed() {
    if (!isByobReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isByobReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
    return cancelStream(stream, reason);
  }

  async read(view, options = kEmptyObject) {
    if (!isByobReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    if (!isArrayBufferView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    validateObject(options, 'options', 7);
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('View or Viewed ArrayBuffer is zero-length or detached');
    }
    let min = 1;
    if (options?.min !== undefined) {
      min = options.min;
      validateInteger(min, 'options.min', 0);
      if (min <= 0) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
      const length = isDataView(view) ? view.byteLength : view.length;
      if (min > length) throw new ERR_OUT_OF_RANGE('options.min', `<= ${length}`, min);
    }
    if (this[kState].stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream');
    const d = deferred();
    byobRead(this, view, min, {
      chunk: (value) => d.resolve({ value, done: false }),
      close: (value) => d.resolve({ value, done: true }),
      error: d.reject,
    });
    return d.promise;
  }

  releaseLock() {
    if (!isByobReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    if (this[kState].stream === undefined) return;
    byobReaderRelease(this);
  }
}

function byobReaderRelease(reader) {
  const error = readerRelease(reader);
  const requests = reader[kState].readIntoRequests;
  reader[kState].readIntoRequests = [];
  for (const request of requests) request.error(error);
}

function byobRead(reader, view, min, request) {
  const { stream } = reader[kState];
  stream[kState].disturbed = true;
  if (stream[kState].state === 'errored') request.error(stream[kState].storedError);
  else pullInto(stream[kState].controller, view, min, request);
}

class ReadableByteStreamController {
  constructor(token) {
    if (token !== kInternal) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get byobRequest() {
    if (!isByteController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    return getByobRequest(this);
  }

  get desiredSize() {
    if (!isByteController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    return byteDesiredSize(this);
  }

  close() {
    if (!isByteController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    const c = this[kState];
    if (c.closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (c.stream[kState].state !== 'readable') throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    byteClose(this);
  }

  enqueue(chunk) {
    if (!isByteController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    if (!isArrayBufferView(chunk)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk);
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is zero-length or detached');
    }
    const c = this[kState];
    if (c.closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (c.stream[kState].state !== 'readable') throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    byteEnqueue(this, chunk);
  }

  error(error = undefined) {
    if (!isByteController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    byteError(this, error);
  }
}
Object.defineProperties(ReadableByteStreamController.prototype, {
  cancelSteps: { __proto__: null, value(reason) {
    const c = this[kState];
    c.pendingPullIntos = [];
    invalidateRequest(this);
    resetQueue(c);
    const { cancel } = c;
    clearAlgorithms(c);
    return cancel(reason);
  } },
  pullSteps: { __proto__: null, value(request) {
    const c = this[kState];
    if (c.queueTotalSize > 0) {
      fillReadRequest(this, request);
      return;
    }
    if (c.autoAllocateChunkSize !== undefined) {
      let buffer;
      try {
        buffer = new ArrayBuffer(c.autoAllocateChunkSize);
      } catch (error) {
        request.error(error);
        return;
      }
      c.pendingPullIntos.push({
        buffer, bufferByteLength: c.autoAllocateChunkSize, byteOffset: 0, byteLength: c.autoAllocateChunkSize,
        bytesFilled: 0, minimumFill: 1, elementSize: 1, ctor: Uint8Array, type: 'default',
      });
    }
    c.stream[kState].reader[kState].readRequests.push(request);
    callPullIfNeeded(this);
  } },
  releaseSteps: { __proto__: null, value() {
    const c = this[kState];
    if (c.pendingPullIntos.length > 0) {
      const first = c.pendingPullIntos[0];
      first.type = 'none';
      c.pendingPullIntos = [first];
    }
  } },
});

function setUpFromSource(stream, source, highWaterMark) {
  const controller = new ReadableByteStreamController(kInternal);
  const { start, pull, cancel, autoAllocateChunkSize } = source;
  if (autoAllocateChunkSize !== undefined) {
    if (autoAllocateChunkSize === 0) throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', autoAllocateChunkSize);
  }
  setUp(stream, controller, {
    start: start === undefined ? noop : start.bind(source, controller),
    pull: pull === undefined ? async () => {} : promiseCallback('source.pull', pull, source),
    cancel: cancel === undefined ? async () => {} : promiseCallback('source.cancel', cancel, source),
    highWaterMark,
    autoAllocateChunkSize: autoAllocateChunkSize === undefined ? undefined : +autoAllocateChunkSize,
  });
}

function setUp(stream, controller, { start, pull, cancel, highWaterMark, autoAllocateChunkSize }) {
  const c = controller[kState] = {
    kind: 'ReadableByteStreamController',
    stream, pull, cancel, highWaterMark, autoAllocateChunkSize,
    byobRequest: null, closeRequested: false, pullAgain: false, pulling: false, started: false,
    pendingPullIntos: [], queue: [], queueStart: 0, queueTotalSize: 0,
  };
  stream[kState].controller = controller;
  stream[kControllerErrorFunction] = (error) => byteError(controller, error);
  Promise.resolve(start()).then(() => {
    c.started = true;
    callPullIfNeeded(controller);
  }, (error) => byteError(controller, error));
}

function createReadableByteStream(start, pull, cancel) {
  const stream = new ReadableStream(kInternal);
  initialize(stream);
  setUp(stream, new ReadableByteStreamController(kInternal), { start, pull, cancel, highWaterMark: 0 });
  return stream;
}

function clearAlgorithms(c) {
  c.pull = undefined;
  c.cancel = async () => {};
}

function byteDesiredSize(controller) {
  const c = controller[kState];
  const { state } = c.stream[kState];
  if (state === 'errored') return null;
  if (state === 'closed') return 0;
  return c.highWaterMark - c.queueTotalSize;
}

function getByobRequest(controller) {
  const c = controller[kState];
  if (c.byobRequest === null && c.pendingPullIntos.length > 0) {
    const d = c.pendingPullIntos[0];
    const request = new ReadableStreamBYOBRequest(kInternal);
    request[kState] = {
      kind: 'ReadableStreamBYOBRequest', controller,
      view: new Uint8Array(d.buffer, d.byteOffset + d.bytesFilled, d.byteLength - d.bytesFilled),
    };
    c.byobRequest = request;
  }
  return c.byobRequest;
}

function invalidateRequest(controller) {
  const c = controller[kState];
  if (c.byobRequest === null) return;
  c.byobRequest[kState].controller = undefined;
  c.byobRequest[kState].view = null;
  c.byobRequest = null;
}

function hasDefaultReader(stream) {
  return isDefaultReader(stream[kState].reader);
}
function hasByobReader(stream) {
  return isByobReader(stream[kState].reader);
}

function shouldCallPull(controller) {
  const c = controller[kState];
  const { stream } = c;
  if (stream[kState].state !== 'readable' || c.closeRequested || !c.started) return false;
  if (hasDefaultReader(stream) && stream[kState].reader[kState].readRequests.length > 0) return true;
  if (hasByobReader(stream) && stream[kState].reader[kState].readIntoRequests.length > 0) return true;
  return byteDesiredSize(controller) > 0;
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
  }, (error) => byteError(controller, error));
}

function byteError(controller, error) {
  const c = controller[kState];
  if (c.stream[kState].state !== 'readable') return;
  c.pendingPullIntos = [];
  invalidateRequest(controller);
  resetQueue(c);
  clearAlgorithms(c);
  errorStream(c.stream, error);
}

function byteClose(controller) {
  const c = controller[kState];
  if (c.closeRequested || c.stream[kState].state !== 'readable') return;
  if (c.queueTotalSize > 0) {
    c.closeRequested = true;
    return;
  }
  if (c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    if (first.bytesFilled % first.elementSize !== 0) {
      const error = new ERR_INVALID_STATE.TypeError('Partial read');
      byteError(controller, error);
      throw error;
    }
  }
  clearAlgorithms(c);
  closeStream(c.stream);
}

function enqueueChunk(controller, buffer, byteOffset, byteLength) {
  const c = controller[kState];
  c.queue.push({ buffer, byteOffset, byteLength });
  c.queueTotalSize += byteLength;
}

function byteEnqueue(controller, chunk) {
  const c = controller[kState];
  const { stream } = c;
  if (c.closeRequested || stream[kState].state !== 'readable') return;
  const { byteOffset, byteLength } = chunk;
  const buffer = transferBuffer(chunk.buffer);
  if (c.pendingPullIntos.length > 0) {
    const first = c.pendingPullIntos[0];
    if (first.buffer.detached) throw new ERR_INVALID_STATE.TypeError('Destination ArrayBuffer is detached');
    invalidateRequest(controller);
    first.buffer = transferBuffer(first.buffer);
    if (first.type === 'none') enqueueDetached(controller, first);
  }
  if (hasDefaultReader(stream)) {
    const { readRequests } = stream[kState].reader[kState];
    while (readRequests.length > 0 && c.queueTotalSize > 0) fillReadRequest(controller, readRequests.shift());
    if (readRequests.length === 0) {
      enqueueChunk(controller, buffer, byteOffset, byteLength);
    } else {
      if (c.pendingPullIntos.length > 0) c.pendingPullIntos.shift();
      readRequests.shift().chunk(new Uint8Array(buffer, byteOffset, byteLength));
    }
  } else if (hasByobReader(stream)) {
    enqueueChunk(controller, buffer, byteOffset, byteLength);
    for (const d of processPullIntos(controller)) commitPullInto(stream, d);
  } else {
    enqueueChunk(controller, buffer, byteOffset, byteLength);
  }
  callPullIfNeeded(controller);
}

// A reader was released in the middle of filling its buffer: what had been filled goes into the queue.
function enqueueDetached(controller, d) {
  if (d.bytesFilled > 0) {
    enqueueChunk(controller, d.buffer.slice(d.byteOffset, d.byteOffset + d.bytesFilled), 0, d.bytesFilled);
  }
  controller[kState].pendingPullIntos.shift();
}

function fillReadRequest(controller, request) {
  const c = controller[kState];
  const { buffer, byteOffset, byteLength } = shiftQueue(c);
  c.queueTotalSize -= byteLength;
  handleQueueDrain(controller);
  request.chunk(new Uint8Array(buffer, byteOffset, byteLength));
}

function handleQueueDrain(controller) {
  const c = controller[kState];
  if (c.queueTotalSize === 0 && c.closeRequested) {
    clearAlgorithms(c);
    closeStream(c.stream);
  } else {
    callPullIfNeeded(controller);
  }
}

function viewOf(d) {
  const length = d.bytesFilled / d.elementSize;
  return new d.ctor(transferBuffer(d.buffer), d.byteOffset, length);
}

function commitPullInto(stream, d) {
  let done = false;
  if (stream[kState].state === 'closed') done = true;
  const view = viewOf(d);
  const r = stream[kState].reader[kState];
  if (d.type === 'default') {
    const request = r.readRequests.shift();
    if (done) request.close();
    else request.chunk(view);
  } else {
    const request = r.readIntoRequests.shift();
    if (done) request.close(view);
    else request.chunk(view);
  }
}

// Moves bytes from the queue into d. True when d is ready.
function fillFromQueue(controller, d) {
  const c = controller[kState];
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
    const head = peekQueue(c);
    const n = Math.min(left, head.byteLength);
    new Uint8Array(d.buffer).set(new Uint8Array(head.buffer, head.byteOffset, n), d.byteOffset + d.bytesFilled);
    if (head.byteLength === n) {
      shiftQueue(c);
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

function processPullIntos(controller) {
  const c = controller[kState];
  const filled = [];
  while (c.pendingPullIntos.length > 0 && c.queueTotalSize > 0) {
    const d = c.pendingPullIntos[0];
    if (!fillFromQueue(controller, d)) break;
    c.pendingPullIntos.shift();
    invalidateRequest(controller);
    filled.push(d);
  }
  return filled;
}

function pullInto(controller, view, min, request) {
  const c = controller[kState];
  const { stream } = c;
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
  const { readIntoRequests } = stream[kState].reader[kState];
  if (c.pendingPullIntos.length > 0) {
    c.pendingPullIntos.push(d);
    readIntoRequests.push(request);
    return;
  }
  if (stream[kState].state === 'closed') {
    request.close(new d.ctor(d.buffer, d.byteOffset, 0));
    return;
  }
  if (c.queueTotalSize > 0) {
    if (fillFromQueue(controller, d)) {
      const result = viewOf(d);
      handleQueueDrain(controller);
      request.chunk(result);
      return;
    }
    if (c.closeRequested) {
      const error = new ERR_INVALID_STATE.TypeError('ReadableStream closed');
      byteError(controller, error);
      request.error(error);
      return;
    }
  }
  c.pendingPullIntos.push(d);
  readIntoRequests.push(request);
  callPullIfNeeded(controller);
}

function respond(controller, bytesWritten) {
  const c = controller[kState];
  const first = c.pendingPullIntos[0];
  const { state } = c.stream[kState];
  if (state === 'closed') {
    if (bytesWritten !== 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
  } else {
    if (!bytesWritten) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
  }
  first.buffer = transferBuffer(first.buffer);
  respondInternal(controller, bytesWritten);
}

function respondWithNewView(controller, view) {
  const c = controller[kState];
  const first = c.pendingPullIntos[0];
  const { state } = c.stream[kState];
  if (state === 'closed') {
    if (view.byteLength !== 0) throw new ERR_INVALID_STATE.TypeError('View is not zero-length');
  } else if (view.byteLength === 0) {
    throw new ERR_INVALID_STATE.TypeError('View is zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== view.byteOffset) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  if (first.bytesFilled + view.byteLength > first.byteLength) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  if (first.bufferByteLength !== view.buffer.byteLength) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  const { byteLength } = view;
  first.buffer = transferBuffer(view.buffer);
  respondInternal(controller, byteLength);
}

function respondInternal(controller, bytesWritten) {
  const c = controller[kState];
  const { stream } = c;
  const first = c.pendingPullIntos[0];
  invalidateRequest(controller);
  if (stream[kState].state === 'closed') {
    if (first.type === 'none') c.pendingPullIntos.shift();
    if (hasByobReader(stream)) {
      const filled = [];
      while (filled.length < stream[kState].reader[kState].readIntoRequests.length) filled.push(c.pendingPullIntos.shift());
      for (const d of filled) commitPullInto(stream, d);
    }
  } else {
    respondReadable(controller, bytesWritten, first);
  }
  callPullIfNeeded(controller);
}

function respondReadable(controller, bytesWritten, d) {
  const c = controller[kState];
  d.bytesFilled += bytesWritten;
  if (d.type === 'none') {
    enqueueDetached(controller, d);
    for (const filled of processPullIntos(controller)) commitPullInto(c.stream, filled);
    return;
  }
  if (d.bytesFilled < d.minimumFill) return;
  c.pendingPullIntos.shift();
  const rest = d.bytesFilled % d.elementSize;
  if (rest > 0) {
    const end = d.byteOffset + d.bytesFilled;
    enqueueChunk(controller, d.buffer.slice(end - rest, end), 0, rest);
  }
  d.bytesFilled -= rest;
  const others = processPullIntos(controller);
  commitPullInto(c.stream, d);
  for (const filled of others) commitPullInto(c.stream, filled);
}

// ---- tee -------------------------------------------------------------------------------------------------------

function teeBytes(stream) {
  let reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  let readAgain1 = false;
  let readAgain2 = false;
  let canceled1 = false;
  let canceled2 = false;
  let reason1;
  let reason2;
  const cancel = deferred();
  let branch1; // eslint-disable-line prefer-const
  let branch2; // eslint-disable-line prefer-const
  const controllerOf = (branch) => branch[kState].controller;

  function forwardError(thisReader) {
    thisReader[kState].closed.promise.then(undefined, (error) => {
      if (thisReader !== reader) return;
      byteError(controllerOf(branch1), error);
      byteError(controllerOf(branch2), error);
      if (!canceled1 || !canceled2) cancel.resolve();
    });
  }
  function again() {
    reading = false;
    if (readAgain1) pull1();
    else if (readAgain2) pull2();
  }
  function pullWithDefault() {
    if (isByobReader(reader)) {
      byobReaderRelease(reader);
      reader = new ReadableStreamDefaultReader(stream);
      forwardError(reader);
    }
    defaultRead(reader, {
      chunk(value) {
        queueMicrotask(() => {
          readAgain1 = readAgain2 = false;
          let second = value;
          if (!canceled1 && !canceled2) second = cloneAsUint8Array(value);
          if (!canceled1) byteEnqueue(controllerOf(branch1), value);
          if (!canceled2) byteEnqueue(controllerOf(branch2), second);
          again();
        });
      },
      close() {
        reading = false;
        if (!canceled1) byteClose(controllerOf(branch1));
        if (!canceled2) byteClose(controllerOf(branch2));
        for (const branch of [branch1, branch2]) {
          if (controllerOf(branch)[kState].pendingPullIntos.length > 0) respond(controllerOf(branch), 0);
        }
        if (!canceled1 || !canceled2) cancel.resolve();
      },
      error() {
        reading = false;
      },
    });
  }
  function pullWithByob(view, forSecond) {
    if (isDefaultReader(reader)) {
      defaultReaderRelease(reader);
      reader = new ReadableStreamBYOBReader(stream);
      forwardError(reader);
    }
    const mine = () => (forSecond ? branch2 : branch1);
    const other = () => (forSecond ? branch1 : branch2);
    byobRead(reader, view, 1, {
      chunk(value) {
        queueMicrotask(() => {
          readAgain1 = readAgain2 = false;
          const myCanceled = forSecond ? canceled2 : canceled1;
          const otherCanceled = forSecond ? canceled1 : canceled2;
          if (!otherCanceled) {
            const clone = cloneAsUint8Array(value);
            if (!myCanceled) respondWithNewView(controllerOf(mine()), value);
            byteEnqueue(controllerOf(other()), clone);
          } else if (!myCanceled) {
            respondWithNewView(controllerOf(mine()), value);
          }
          again();
        });
      },
      close(value) {
        reading = false;
        const myCanceled = forSecond ? canceled2 : canceled1;
        const otherCanceled = forSecond ? canceled1 : canceled2;
        if (!myCanceled) byteClose(controllerOf(mine()));
        if (!otherCanceled) byteClose(controllerOf(other()));
        if (value !== undefined) {
          if (!myCanceled) respondWithNewView(controllerOf(mine()), value);
          if (!otherCanceled && controllerOf(other())[kState].pendingPullIntos.length > 0) respond(controllerOf(other()), 0);
        }
        if (!myCanceled || !otherCanceled) cancel.resolve();
      },
      error() {
        reading = false;
      },
    });
  }
  async function pull1() {
    if (reading) {
      readAgain1 = true;
      return;
    }
    reading = true;
    const request = getByobRequest(controllerOf(branch1));
    if (request === null) pullWithDefault();
    else pullWithByob(request[kState].view, false);
  }
  async function pull2() {
    if (reading) {
      readAgain2 = true;
      return;
    }
    reading = true;
    const request = getByobRequest(controllerOf(branch2));
    if (request === null) pullWithDefault();
    else pullWithByob(request[kState].view, true);
  }
  branch1 = createReadableByteStream(noop, pull1, (reason) => {
    canceled1 = true;
    reason1 = reason;
    if (canceled2) cancel.resolve(cancelStream(stream, [reason1, reason2]));
    return cancel.promise;
  });
  branch2 = createReadableByteStream(noop, pull2, (reason) => {
    canceled2 = true;
    reason2 = reason;
    if (canceled1) cancel.resolve(cancelStream(stream, [reason1, reason2]));
    return cancel.promise;
  });
  forwardError(reader);
  return [branch1, branch2];
}

finishClass(ReadableStreamBYOBRequest, ['view', 'respond', 'respondWithNewView']);
finishClass(ReadableStreamBYOBReader, ['closed', 'cancel', 'read', 'releaseLock']);
finishClass(ReadableByteStreamController, ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']);
inspectable(ReadableStreamBYOBRequest, (self) => ({ view: self[kState].view, controller: self[kState].controller }));
inspectable(ReadableStreamBYOBReader, (self) => ({
  stream: self[kState].stream, requests: self[kState].readIntoRequests.length, close: self[kState].closed.promise,
}));
inspectable(ReadableByteStreamController, () => ({}));

module.exports = {
  ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest, setUpFromSource, teeBytes,
  createReadableByteStream,
};

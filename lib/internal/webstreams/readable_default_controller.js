// SPDX-License-Identifier: MIT
// ReadableStreamDefaultController and the queue behind it (WHATWG Streams §4.6).
'use strict';

const { FunctionPrototypeCall, PromisePrototypeThen, PromiseReject } = primordials;
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  Ring, kInternal, kState, resetQueue, enqueueSized, dequeue, sizeOne, react, reactFresh, standAlone, inspectable, finishClass,
} = require('internal/webstreams/util');
const { READABLE, CLOSED, ERRORED, ReadableState, closeStream, errorStream } = require('internal/webstreams/readable_state');

const KIND = 'ReadableStreamDefaultController';
const isDefaultController = (value) => value?.[kState]?.kind === KIND;

class ReadableStreamDefaultController {
  constructor() {
    if (making === undefined) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kState] = making;
  }

  get desiredSize() {
    if (!isDefaultController(this)) throw new ERR_INVALID_THIS(KIND);
    return desiredSize(this[kState]);
  }

  close() {
    if (!isDefaultController(this)) throw new ERR_INVALID_THIS(KIND);
    if (!canCloseOrEnqueue(this[kState])) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    defaultClose(this[kState]);
  }

  enqueue(chunk = undefined) {
    const c = this?.[kState];
    if (c?.kind !== KIND) throw new ERR_INVALID_THIS(KIND);
    if (!canCloseOrEnqueue(c)) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    defaultEnqueue(c, chunk);
  }

  error(error = undefined) {
    if (!isDefaultController(this)) throw new ERR_INVALID_THIS(KIND);
    defaultError(this[kState], error);
  }
}
let making; // the state of the controller that is being constructed

class DefaultControllerState {
  /** @param {ReadableState} s @param {{pull, cancel, source, highWaterMark, size, own}} from source is the methods' this */
  constructor(s, { pull, cancel, source, highWaterMark, size, own }) {
    this.kind = KIND;
    this.own = own === true; // whether the methods are the library's
    this.stream = s;
    this.pull = pull;
    this.cancel = cancel;
    this.source = source;
    this.highWaterMark = highWaterMark;
    this.size = size;
    this.started = false;
    this.closeRequested = false;
    this.pulling = false;
    this.pullAgain = false;
    this.queue = new Ring();
    this.sizes = size === sizeOne ? undefined : new Ring();
    this.queueTotalSize = 0;
    this.onPulled = () => {
      this.pulling = false;
      if (this.pullAgain) {
        this.pullAgain = false;
        callPullIfNeeded(this);
      }
    };
    this.onFailed = (error) => defaultError(this, error);
    making = this;
    this.owner = new ReadableStreamDefaultController();
    making = undefined;
  }

  pullSteps(request) {
    if (this.queue.length > 0) {
      request.chunk(takeChunk(this));
      return;
    }
    this.stream.reader.requests.push(request);
    callPullIfNeeded(this);
  }

  cancelSteps(reason) {
    resetQueue(this);
    const { cancel, source } = this;
    clearAlgorithms(this);
    return cancel === undefined ? undefined : FunctionPrototypeCall(cancel, source, reason);
  }

  releaseSteps() {}

  error(reason) {
    defaultError(this, reason);
  }
}

/** start is called here, and may throw; pull and cancel may be undefined. */
function setUpDefault(s, from, start) {
  const c = new DefaultControllerState(s, from);
  s.controller = c;
  const result = start === undefined ? undefined : FunctionPrototypeCall(start, from.source, c.owner);
  reactFresh(result, () => {
    c.started = true;
    callPullIfNeeded(c);
  }, c.onFailed);
  return c;
}

/** A stream from the library's own methods. They may return PENDING. */
function createReadableStream(start, pull, cancel, source, highWaterMark = 1, size = sizeOne) {
  const { ReadableStream } = require('internal/webstreams/readablestream');
  const stream = new ReadableStream(kInternal);
  setUpDefault(stream[kState], { pull, cancel, source, highWaterMark, size, own: true }, start);
  return stream;
}

/** The first chunk of the queue, with what follows from taking it. */
function takeChunk(c) {
  const value = dequeue(c);
  if (c.closeRequested && c.queue.length === 0) {
    clearAlgorithms(c);
    closeStream(c.stream);
  } else {
    callPullIfNeeded(c);
  }
  return value;
}

function desiredSize(c) {
  switch (c.stream.state) {
    case ERRORED: return null;
    case CLOSED: return 0;
    default: return c.highWaterMark - c.queueTotalSize;
  }
}

function canCloseOrEnqueue(c) {
  return !c.closeRequested && c.stream.state === READABLE;
}

function clearAlgorithms(c) {
  c.pull = undefined;
  c.cancel = undefined;
  c.source = undefined;
  c.size = undefined;
}

function callPullIfNeeded(c) {
  if (c.closeRequested || !c.started || c.pull === undefined) return;
  const s = c.stream;
  if (s.state !== READABLE) return;
  const waited = s.reader !== undefined && s.reader.requests.length > 0;
  if (!waited && !(c.highWaterMark - c.queueTotalSize > 0)) return;
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  let result;
  try {
    result = FunctionPrototypeCall(c.pull, c.source, c.owner);
  } catch (error) {
    PromisePrototypeThen(PromiseReject(error), undefined, c.onFailed);
    return;
  }
  react(result, c.onPulled, c.onFailed);
}

function defaultClose(c) {
  if (!canCloseOrEnqueue(c)) return;
  c.closeRequested = true;
  if (c.queue.length === 0) {
    clearAlgorithms(c);
    closeStream(c.stream);
  }
}

function defaultEnqueue(c, chunk) {
  if (!canCloseOrEnqueue(c)) return;
  const { reader } = c.stream;
  if (reader !== undefined && reader.requests.length > 0) {
    reader.requests.shift().chunk(chunk);
  } else if (c.sizes === undefined) {
    c.queue.push(chunk);
    c.queueTotalSize++;
  } else {
    try {
      const { size } = c;
      enqueueSized(c, chunk, size(chunk));
    } catch (error) {
      defaultError(c, error);
      throw error;
    }
  }
  callPullIfNeeded(c);
}

function defaultError(c, error) {
  if (c.stream.state !== READABLE) return;
  resetQueue(c);
  clearAlgorithms(c);
  errorStream(c.stream, error);
}

standAlone(DefaultControllerState);
finishClass(ReadableStreamDefaultController, ['desiredSize', 'close', 'enqueue', 'error']);
inspectable(ReadableStreamDefaultController, () => ({}));

module.exports = {
  ReadableStreamDefaultController, KIND, ReadableState, setUpDefault, createReadableStream, takeChunk, desiredSize,
  canCloseOrEnqueue, defaultClose, defaultEnqueue, defaultError,
};

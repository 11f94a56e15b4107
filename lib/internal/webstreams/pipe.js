// SPDX-License-Identifier: MIT
// ReadableStream.prototype.pipeTo (WHATWG Streams §4.9.1, "ReadableStreamPipeTo"). A pipe is its own read
// request and is told by the destination when a write has ended: a chunk costs it no promise.
'use strict';

const { PromiseAll, PromisePrototypeThen, PromiseResolve } = primordials;
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { deferred, noop, soon, standAlone } = require('internal/webstreams/util');
const { READABLE, CLOSED, ERRORED, acquireDefaultReader, release, defaultRead, cancelStream } =
  require('internal/webstreams/readable_state');
const {
  WRITABLE, CLOSED: WRITABLE_CLOSED, ERRORED: WRITABLE_ERRORED, WriterState, writableStreamAbort, closeQueuedOrInFlight, write,
  sizeOf, refusal,
} = require('internal/webstreams/writable_controller');
const { acquireWriter, releaseWriter, closeWithErrorPropagation } = require('internal/webstreams/writablestream');

class Pipe {
  constructor(source, dest, { preventClose, preventAbort, preventCancel, signal }) {
    this.source = source;
    this.dest = dest;
    this.preventClose = preventClose;
    this.preventAbort = preventAbort;
    this.preventCancel = preventCancel;
    this.signal = signal;
    this.reader = acquireDefaultReader(source);
    this.writer = acquireWriter(new WriterState(), dest);
    this.done = deferred();
    this.shuttingDown = false;
    this.reading = false;
    this.pumping = false;
    this.abortListener = undefined;
    this.pumpSoon = () => this.pump();
  }

  /** Reads while the destination has room; finishWrite (writable_controller.js) calls it again. */
  pump() {
    if (this.pumping) return;
    this.pumping = true;
    const { dest, reader } = this;
    const c = dest.controller;
    while (!this.shuttingDown && !this.reading && dest.state === WRITABLE && c.highWaterMark - c.queueTotalSize > 0) {
      this.reading = true;
      defaultRead(reader, this);
    }
    this.pumping = false;
  }

  // ---- as a read request
  chunk(value) {
    this.reading = false;
    const { dest } = this;
    const size = sizeOf(dest, value);
    if (refusal(dest) !== undefined) return;
    write(dest, value, size, undefined);
    if (!this.pumping && dest.controller.highWaterMark - dest.controller.queueTotalSize > 0) soon(this.pumpSoon);
  }
  close() {}
  error() {}

  // ---- the end
  finalize(isError, error) {
    this.dest.pipe = undefined;
    releaseWriter(this.writer);
    release(this.reader);
    this.abortListener?.[Symbol.dispose]();
    if (isError) this.done.reject(error);
    else this.done.resolve();
  }

  /** Runs then when everything that has been read has been written. */
  afterWrites(then) {
    const { dest } = this;
    if (dest.state !== WRITABLE || closeQueuedOrInFlight(dest)) {
      then();
      return;
    }
    let request;
    if (dest.writeRequests.length > 0) request = dest.writeRequests.last ??= deferred();
    else if (dest.writing) request = dest.inFlightWriteRequest ??= deferred();
    const again = () => {
      if (dest.state === WRITABLE && (dest.writing || dest.writeRequests.length > 0)) this.afterWrites(then);
      else then();
    };
    PromisePrototypeThen(request === undefined ? PromiseResolve(undefined) : request.promise, again, again);
  }

  /** action, when given, returns a promise whose rejection becomes the pipe's. */
  shutdown(action, isError, error) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    this.afterWrites(() => {
      if (action === undefined) this.finalize(isError, error);
      else PromisePrototypeThen(action(), () => this.finalize(isError, error), (e) => this.finalize(true, e));
    });
  }

  abort() {
    const { source, dest, signal: { reason } } = this;
    this.shutdown(() => {
      const actions = [];
      if (!this.preventAbort) actions.push(dest.state === WRITABLE ? writableStreamAbort(dest, reason) : PromiseResolve(undefined));
      if (!this.preventCancel) actions.push(source.state === READABLE ? cancelStream(source, reason) : PromiseResolve(undefined));
      return PromiseAll(actions);
    }, true, reason);
  }

  // The four ways in which one side ends the other.
  sourceErrored(error) {
    this.shutdown(this.preventAbort ? undefined : () => writableStreamAbort(this.dest, error), true, error);
  }
  sourceClosed() {
    this.shutdown(this.preventClose ? undefined : () => closeWithErrorPropagation(this.dest), false);
  }
  destEnded(error) {
    this.shutdown(this.preventCancel ? undefined : () => cancelStream(this.source, error), true, error);
  }

  watch() {
    const { source, dest } = this;
    // Errors of either side come before ends, as the standard has it.
    if (source.state === ERRORED) this.sourceErrored(source.storedError);
    if (dest.state === WRITABLE_ERRORED) this.destEnded(dest.storedError);
    if (source.state === CLOSED) this.sourceClosed();
    if (closeQueuedOrInFlight(dest) || dest.state === WRITABLE_CLOSED) {
      this.destEnded(new ERR_INVALID_STATE.TypeError('Destination WritableStream is closed'));
    }
    if (source.state === READABLE) {
      PromisePrototypeThen(this.reader.closed.promise, () => this.sourceClosed(), (error) => this.sourceErrored(error));
    }
    if (dest.state !== WRITABLE_ERRORED && dest.state !== WRITABLE_CLOSED) {
      PromisePrototypeThen(this.writer.closed.promise, noop, (error) => this.destEnded(error));
    }
  }
}

standAlone(Pipe);

/** Both are states of unlocked streams. @returns {Promise<undefined>} */
function pipeTo(source, dest, options) {
  const pipe = new Pipe(source, dest, options);
  source.disturbed = true;
  const { signal } = options;
  if (signal !== undefined) {
    if (signal.aborted) {
      pipe.abort();
      return pipe.done.promise;
    }
    pipe.abortListener = require('events').addAbortListener(signal, () => pipe.abort());
  }
  pipe.watch();
  dest.pipe = pipe;
  pipe.pump();
  return pipe.done.promise;
}

module.exports = { pipeTo };

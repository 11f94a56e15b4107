// SPDX-License-Identifier: MIT
// What a readable stream and its reader are made of, and what happens to them whatever their controller is
// (WHATWG Streams §4.9). The state of a controller has the methods pullSteps(request), cancelSteps(reason), releaseSteps().
'use strict';

const { PromisePrototypeThen, PromiseReject, PromiseResolve } = primordials;
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { Ring, Settlement, deferred, kState, noop, promiseOf, standAlone } = require('internal/webstreams/util');

const READABLE = 0, CLOSED = 1, ERRORED = 2;
const stateNames = ['readable', 'closed', 'errored'];

// What a state object is: brands of the public objects, and a switch where several kinds may come.
const STREAM = 'ReadableStream', DEFAULT_READER = 'ReadableStreamDefaultReader', BYOB_READER = 'ReadableStreamBYOBReader';

class ReadableState {
  constructor(stream) {
    this.kind = STREAM;
    this.stream = stream;
    this.state = READABLE;
    this.disturbed = false;
    this.storedError = undefined;
    this.reader = undefined;
    this.controller = undefined;
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

class ReaderState {
  constructor(kind) {
    this.kind = kind;
    this.stream = undefined;
    this.closed = undefined;
    this.requests = new Ring(); // each { chunk(value), close(value), error(reason) }
  }
}

/** What reader.read() waits with. */
class ReadRequest {
  constructor() {
    const d = deferred();
    this.promise = d.promise;
    this.resolve = d.resolve;
    this.reject = d.reject;
  }
  chunk(value) {
    this.resolve({ value, done: false });
  }
  close(value) {
    this.resolve({ value, done: true });
  }
  error(reason) {
    this.reject(reason);
  }
}

const isReadableStream = (value) => value?.[kState]?.kind === STREAM;

/** Binds the reader to the stream. @param {ReaderState} r @param {ReadableState} s */
function acquire(r, s) {
  r.stream = s;
  s.reader = r;
  if (s.state === READABLE) r.closed = new Settlement();
  else if (s.state === CLOSED) r.closed = Settlement.resolved();
  else r.closed = Settlement.rejected(s.storedError);
}

/** A reader of the library's own, for pipes, tees and iterators. */
function acquireDefaultReader(s) {
  if (s.reader !== undefined) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
  const r = new ReaderState(DEFAULT_READER);
  acquire(r, s);
  return r;
}

/** Lets go of the stream; what still waits for chunks is told. */
function release(r) {
  const s = r.stream;
  const error = new ERR_INVALID_STATE.TypeError('Reader released');
  if (r.closed.settled) r.closed = Settlement.rejected(error);
  else r.closed.reject(error);
  s.controller.releaseSteps();
  s.reader = undefined;
  r.stream = undefined;
  if (r.requests.length > 0) {
    const reason = new ERR_INVALID_STATE.TypeError('Releasing reader');
    for (const request of r.requests.drain()) request.error(reason);
  }
}

function defaultRead(r, request) {
  const s = r.stream;
  s.disturbed = true;
  if (s.state === READABLE) s.controller.pullSteps(request);
  else if (s.state === CLOSED) request.close();
  else request.error(s.storedError);
}

function closeStream(s) {
  s.state = CLOSED;
  s.end?.resolve();
  const r = s.reader;
  if (r === undefined) return;
  r.closed.resolve();
  if (r.kind === DEFAULT_READER && r.requests.length > 0) for (const request of r.requests.drain()) request.close();
}

function errorStream(s, error) {
  s.state = ERRORED;
  s.storedError = error;
  s.end?.reject(error);
  const r = s.reader;
  if (r === undefined) return;
  r.closed.reject(error);
  if (r.requests.length > 0) for (const request of r.requests.drain()) request.error(error);
}

/** @returns {Promise<undefined>} */
function cancelStream(s, reason) {
  s.disturbed = true;
  if (s.state === CLOSED) return PromiseResolve(undefined);
  if (s.state === ERRORED) return PromiseReject(s.storedError);
  closeStream(s);
  const r = s.reader;
  if (r !== undefined && r.kind === BYOB_READER) for (const request of r.requests.drain()) request.close(undefined);
  let result;
  try {
    result = s.controller.cancelSteps(reason);
  } catch (error) {
    return PromisePrototypeThen(PromiseReject(error), noop);
  }
  return PromisePrototypeThen(promiseOf(result, s.controller.own), noop);
}

standAlone(ReadableState, ReaderState, ReadRequest);

module.exports = {
  READABLE, CLOSED, ERRORED, STREAM, DEFAULT_READER, BYOB_READER, stateNames, ReadableState, ReaderState, ReadRequest,
  isReadableStream, acquire, acquireDefaultReader, release, defaultRead, closeStream, errorStream, cancelStream,
};

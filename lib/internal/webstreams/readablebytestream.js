// SPDX-License-Identifier: MIT
// ReadableStreamBYOBReader: reads into the caller's buffers (WHATWG Streams §4.5).
'use strict';

const { PromiseReject } = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { validateNumber, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { isArrayBufferView, isDataView, isSharedArrayBuffer } = require('internal/util/types');
const { kState, inspectable, finishClass } = require('internal/webstreams/util');
const { ERRORED, BYOB_READER, ReaderState, ReadRequest, isReadableStream, acquire, release, cancelStream } =
  require('internal/webstreams/readable_state');
const { KIND: BYTE_CONTROLLER, ReadableByteStreamController, ReadableStreamBYOBRequest, pullInto } =
  require('internal/webstreams/readable_byte_controller');

const isByobReader = (value) => value?.[kState]?.kind === BYOB_READER;

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (stream[kState].reader !== undefined) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
    if (stream[kState].controller.kind !== BYTE_CONTROLLER) throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    this[kState] = new ReaderState(BYOB_READER);
    acquire(this[kState], stream[kState]);
  }

  get closed() {
    if (!isByobReader(this)) return PromiseReject(new ERR_INVALID_THIS(BYOB_READER));
    return this[kState].closed.promise;
  }

  cancel(reason = undefined) {
    if (!isByobReader(this)) return PromiseReject(new ERR_INVALID_THIS(BYOB_READER));
    const { stream } = this[kState];
    if (stream === undefined) return PromiseReject(new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream'));
    return cancelStream(stream, reason);
  }

  async read(view, options = kEmptyObject) {
    if (!isByobReader(this)) throw new ERR_INVALID_THIS(BYOB_READER);
    if (!isArrayBufferView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    if (isSharedArrayBuffer(view.buffer)) throw new ERR_INVALID_ARG_VALUE('view', view, 'must not be backed by a SharedArrayBuffer');
    if (options === null) options = kEmptyObject;
    validateObject(options, 'options', 7);
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('View or Viewed ArrayBuffer is zero-length or detached');
    }
    const min = minimumOf(options.min, view);
    if (this[kState].stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream');
    const request = new ReadRequest();
    byobRead(this[kState], view, min, request);
    return request.promise;
  }

  releaseLock() {
    if (!isByobReader(this)) throw new ERR_INVALID_THIS(BYOB_READER);
    if (this[kState].stream !== undefined) release(this[kState]);
  }
}

function minimumOf(min, view) {
  if (min == null) return 1;
  validateNumber(min, 'options.min');
  if (!Number.isInteger(min)) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer');
  if (min <= 0) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
  const unit = isDataView(view) ? 'byteLength' : 'length';
  if (min > view[unit]) throw new ERR_OUT_OF_RANGE('options.min', `<= view.${unit}`, min);
  return min;
}

function byobRead(r, view, min, request) {
  const s = r.stream;
  s.disturbed = true;
  if (s.state === ERRORED) request.error(s.storedError);
  else pullInto(s.controller, view, min, request);
}

finishClass(ReadableStreamBYOBReader, ['closed', 'cancel', 'read', 'releaseLock']);
inspectable(ReadableStreamBYOBReader, (self) => ({
  stream: self[kState].stream?.stream, readIntoRequests: self[kState].requests.length, close: self[kState].closed.promise,
}));

module.exports = { ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest, byobRead };

// SPDX-License-Identifier: MIT
// Writable: the side of a stream that data goes into. One chunk is with the implementation at a time; the
// others wait in an array. A chunk that can go at once is never queued.
'use strict';

module.exports = Writable;

const { Stream } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { errorOrDestroy } = destroyImpl;
const { addAbortSignal } = require('internal/streams/add-abort-signal');
const { getHighWaterMark, getDefaultHighWaterMark } = require('internal/streams/state');
const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_MULTIPLE_CALLBACK, ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const {
  kObjectMode, kConstructed, kSync, kErrorEmitted, kEmitClose, kAutoDestroy, kDestroyed, kCloseEmitted,
  kEnded, kErrored, defineBits, defineFields,
} = require('internal/streams/bits');
const { Buffer } = require('buffer');
const EE = require('events');

const { nextTick } = process;

const kFinalCalled = 1 << 11;
const kNeedDrain = 1 << 12;
const kEnding = 1 << 13;
const kFinished = 1 << 14;
const kDecodeStrings = 1 << 15;
const kWriting = 1 << 16;
const kBufferProcessing = 1 << 17;
const kPrefinished = 1 << 18;
const kAllBuffers = 1 << 19;
const kAllNoop = 1 << 20;

const noop = () => {};
const kOnFinished = Symbol('kOnFinished');

const kWriteCb = Symbol('writecb'), kAfterWrite = Symbol('afterWriteTickInfo'), kBuffered = Symbol('buffered');
const kDefaultEncoding = Symbol('defaultEncoding');
const kWritableSet = Symbol('writable'); // what a Duplex or an assignment has said; undefined: nothing

function WritableState(options, stream, isDuplex) {
  this.state = kEmitClose | kAutoDestroy | kConstructed | kSync | kDecodeStrings | kAllBuffers | kAllNoop;
  if (options) {
    if (options.objectMode || (isDuplex && options.writableObjectMode)) this.state |= kObjectMode;
    if (options.decodeStrings === false) this.state &= ~kDecodeStrings;
    if (options.emitClose === false) this.state &= ~kEmitClose;
    if (options.autoDestroy === false) this.state &= ~kAutoDestroy;
  }
  this.highWaterMark = options ?
    getHighWaterMark(this, options, 'writableHighWaterMark', isDuplex) :
    getDefaultHighWaterMark(false);
  this[kDefaultEncoding] = 'utf8';
  if (options?.defaultEncoding != null && options.defaultEncoding !== 'utf8') {
    const encoding = options.defaultEncoding;
    if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
    this[kDefaultEncoding] = encoding;
  }
  this.length = 0;
  this.corked = 0;
  this.onwrite = (error) => onwrite(stream, error); // one closure a stream, given to every _write
  this[kWriteCb] = null;
  this.writelen = 0;
  this[kAfterWrite] = null;
  this[kBuffered] = [];
  this.bufferedIndex = 0;
  this.pendingcb = 0; // callbacks of users that have not been called yet
  this.error = null;
  this[kWritableSet] = undefined;
  this[kOnFinished] = null;
}
defineFields(WritableState.prototype, {
  __proto__: null, writecb: kWriteCb, afterWriteTickInfo: kAfterWrite, buffered: kBuffered, defaultEncoding: kDefaultEncoding,
  writable: kWritableSet,
});
defineBits(WritableState.prototype, {
  __proto__: null,
  finalCalled: kFinalCalled,
  needDrain: kNeedDrain,
  ending: kEnding,
  finished: kFinished,
  decodeStrings: kDecodeStrings,
  writing: kWriting,
  bufferProcessing: kBufferProcessing,
  prefinished: kPrefinished,
  allBuffers: kAllBuffers,
  allNoop: kAllNoop,
});
WritableState.prototype.getBuffer = function getBuffer() {
  return this[kBuffered].slice(this.bufferedIndex);
};
Object.defineProperty(WritableState.prototype, 'bufferedRequestCount', {
  __proto__: null,
  configurable: true,
  get() {
    return this[kBuffered].length - this.bufferedIndex;
  },
});

function resetBuffer(state) {
  state[kBuffered] = [];
  state.bufferedIndex = 0;
  state.state |= kAllBuffers | kAllNoop;
}

function Writable(options) {
  // `new Duplex() instanceof Writable` holds through Symbol.hasInstance: no recursion here.
  if (!(this instanceof Writable)) return new Writable(options);
  this._events ??= { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined };
  this._writableState = new WritableState(options, this, false);
  if (options) {
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct != null) destroyImpl.construct(this, () => afterConstruct(this));
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;

function afterConstruct(stream) {
  const state = stream._writableState;
  if ((state.state & kWriting) === 0) clearBuffer(stream, state);
  if ((state.state & kEnding) !== 0) finishMaybe(stream, state);
}
Writable._afterConstruct = afterConstruct;

// A Duplex inherits from Readable; that it is a Writable too shows in its state.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    if (this !== Writable) return false;
    return object && object._writableState instanceof WritableState;
  },
});

Writable.prototype.pipe = function pipe() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

// ---- writing --------------------------------------------------------------------------------------

const chunkTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

// Checks and queues or sends a chunk: true or false as write(), or the error it ran into.
function writeChunk(stream, chunk, encoding, callback) {
  if (typeof callback !== 'function') callback = noop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  const state = stream._writableState;
  if ((state.state & kObjectMode) === 0) {
    if (!encoding) encoding = state[kDefaultEncoding];
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
      throw new ERR_UNKNOWN_ENCODING(encoding);
    }
    if (typeof chunk === 'string') {
      if ((state.state & kDecodeStrings) !== 0) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = 'buffer';
    } else {
      throw new ERR_INVALID_ARG_TYPE('chunk', chunkTypes, chunk);
    }
  }

  let error;
  if ((state.state & kEnding) !== 0) error = new ERR_STREAM_WRITE_AFTER_END();
  else if ((state.state & kDestroyed) !== 0) error = new ERR_STREAM_DESTROYED('write');
  if (error) {
    nextTick(callback, error);
    errorOrDestroy(stream, error, true);
    return error;
  }
  state.pendingcb++;
  return writeOrBuffer(stream, state, chunk, encoding, callback);
}

/**
 * @param {string|Buffer|TypedArray|DataView|any} chunk anything but null in object mode
 * @param {string} [encoding] of a string
 * @param {Function} [callback] (error) when the chunk has been handled
 * @returns {boolean} false: better wait for 'drain'
 */
Writable.prototype.write = function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, callback) === true;
};

function writeOrBuffer(stream, state, chunk, encoding, callback) {
  const len = (state.state & kObjectMode) !== 0 ? 1 : chunk.length;
  state.length += len;
  if ((state.state & (kWriting | kErrored | kConstructed)) !== kConstructed || state.corked !== 0) {
    state[kBuffered].push({ chunk, encoding, callback });
    if (encoding !== 'buffer') state.state &= ~kAllBuffers;
    if (callback !== noop) state.state &= ~kAllNoop;
  } else {
    state.writelen = len;
    state[kWriteCb] = callback;
    state.state |= kWriting | kSync;
    stream._write(chunk, encoding, state.onwrite);
    state.state &= ~kSync;
  }
  // What has been dealt with already holds nobody back.
  const room = state.length < state.highWaterMark || state.length === 0;
  if (!room) state.state |= kNeedDrain;
  return room && (state.state & (kErrored | kDestroyed)) === 0;
}

function doWrite(stream, state, many, len, chunk, encoding, callback) {
  state.writelen = len;
  state[kWriteCb] = callback;
  state.state |= kWriting | kSync;
  if ((state.state & kDestroyed) !== 0) state.onwrite(new ERR_STREAM_DESTROYED('write'));
  else if (many) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state.state &= ~kSync;
}

/** For implementers: handle one chunk, then callback(error). */
Writable.prototype._write = function _write(chunk, encoding, callback) {
  if (!this._writev) throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], callback);
};
Writable.prototype._writev = null;

// The implementation is done with what it was given.
function onwrite(stream, error) {
  const state = stream._writableState;
  const callback = state[kWriteCb];
  if (typeof callback !== 'function') {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  const sync = (state.state & kSync) !== 0;
  state.state &= ~kWriting;
  state[kWriteCb] = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (error) {
    error.stack; // eslint-disable-line no-unused-expressions
    if ((state.state & kErrored) === 0) state.errored = error;
    if (stream._readableState && !stream._readableState.errored) stream._readableState.errored = error;
    if (sync) nextTick(onWriteError, stream, state, error, callback);
    else onWriteError(stream, state, error, callback);
    return;
  }
  if (state[kBuffered].length > state.bufferedIndex) clearBuffer(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, callback);
    return;
  }
  // Nobody waits for these bytes: there is nothing to do in a later tick.
  if (callback === noop && (state.state & (kObjectMode | kDestroyed)) === 0 &&
      ((state.state & (kNeedDrain | kEnding)) !== kNeedDrain || state.length !== 0)) {
    state.pendingcb--;
    if ((state.state & kEnding) !== 0) finishMaybe(stream, state, true);
    return;
  }
  // Many synchronous writes in one tick share one nextTick.
  const info = state[kAfterWrite];
  if (info !== null && info.callback === callback) {
    info.count++;
  } else {
    state[kAfterWrite] = { count: 1, callback, stream, state };
    nextTick(afterWriteTick, state[kAfterWrite]);
  }
}

function onWriteError(stream, state, error, callback) {
  --state.pendingcb;
  callback(error);
  errorBuffer(state);
  errorOrDestroy(stream, error);
}

function afterWriteTick({ stream, state, count, callback }) {
  state[kAfterWrite] = null;
  afterWrite(stream, state, count, callback);
}

function afterWrite(stream, state, count, callback) {
  if ((state.state & (kEnding | kDestroyed | kNeedDrain)) === kNeedDrain && state.length === 0) {
    state.state &= ~kNeedDrain;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    callback(null);
  }
  if ((state.state & kDestroyed) !== 0) errorBuffer(state);
  finishMaybe(stream, state, true);
}

// The stream broke: all who wait are told.
function errorBuffer(state) {
  if ((state.state & kWriting) !== 0) return;
  for (let i = state.bufferedIndex; i < state[kBuffered].length; i++) {
    const { chunk, callback } = state[kBuffered][i];
    state.length -= (state.state & kObjectMode) !== 0 ? 1 : chunk.length;
    callback(state.errored ?? new ERR_STREAM_DESTROYED('write'));
  }
  callFinishCallbacks(state, state.errored ?? new ERR_STREAM_DESTROYED('end'));
  resetBuffer(state);
}

// Sends what waits.
function clearBuffer(stream, state) {
  if (state.corked > 0 || (state.state & (kBufferProcessing | kDestroyed)) !== 0 ||
      (state.state & kConstructed) === 0) return;
  const waiting = state[kBuffered].length - state.bufferedIndex;
  if (waiting === 0) return;
  let i = state.bufferedIndex;
  state.state |= kBufferProcessing;
  if (waiting > 1 && stream._writev) {
    state.pendingcb -= waiting - 1;
    const chunks = (state.state & kAllNoop) !== 0 && i === 0 ? state[kBuffered] : state[kBuffered].slice(i);
    const callback = (state.state & kAllNoop) !== 0 ? noop : (error) => {
      for (let n = 0; n < chunks.length; n++) chunks[n].callback(error);
    };
    chunks.allBuffers = (state.state & kAllBuffers) !== 0;
    doWrite(stream, state, true, state.length, chunks, '', callback);
    resetBuffer(state);
  } else {
    const objectMode = (state.state & kObjectMode) !== 0;
    do {
      const { chunk, encoding, callback } = state[kBuffered][i];
      state[kBuffered][i++] = null;
      doWrite(stream, state, false, objectMode ? 1 : chunk.length, chunk, encoding, callback);
    } while (i < state[kBuffered].length && (state.state & kWriting) === 0);
    if (i === state[kBuffered].length) {
      resetBuffer(state);
    } else if (i > 256) {
      state[kBuffered].splice(0, i);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = i;
    }
  }
  state.state &= ~kBufferProcessing;
}

/** Holds writes back until uncork(), so that they go out together. */
Writable.prototype.cork = function cork() {
  this._writableState.corked++;
};

Writable.prototype.uncork = function uncork() {
  const state = this._writableState;
  if (state.corked === 0) return;
  state.corked--;
  if ((state.state & kWriting) === 0) clearBuffer(this, state);
};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState[kDefaultEncoding] = encoding;
  return this;
};

// ---- the end ----------------------------------------------------------------------------------------

/** Writes a last chunk, if given; no more writes after it. */
Writable.prototype.end = function end(chunk, encoding, callback) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  let error;
  if (chunk !== null && chunk !== undefined) {
    const result = writeChunk(this, chunk, encoding);
    if (typeof result === 'object') error = result;
  }
  if (state.corked) {
    state.corked = 1;
    this.uncork();
  }
  if (error) {
    // Nothing more: it has been reported.
  } else if ((state.state & (kErrored | kEnding)) === 0) {
    // Not ended yet: that is true only when no more writes can come from _final either.
    state.state |= kEnding;
    finishMaybe(this, state, true);
    state.state |= kEnded;
  } else if ((state.state & kFinished) !== 0) {
    error = new ERR_STREAM_ALREADY_FINISHED('end');
  } else if ((state.state & kDestroyed) !== 0) {
    error = new ERR_STREAM_DESTROYED('end');
  }
  if (typeof callback === 'function') {
    if (error) nextTick(callback, error);
    else if ((state.state & kErrored) !== 0) nextTick(callback, state.errored);
    else if ((state.state & kFinished) !== 0) nextTick(callback);
    else (state[kOnFinished] ??= []).push(callback);
  }
  return this;
};

function needFinish(state) {
  return (state.state & (kEnding | kDestroyed | kConstructed | kFinished | kWriting | kErrorEmitted |
    kCloseEmitted | kErrored | kBufferProcessing)) === (kEnding | kConstructed) &&
    state.length === 0 && state[kBuffered].length === 0;
}

function callFinal(stream, state) {
  let called = false;
  function onFinal(error) {
    if (called) {
      errorOrDestroy(stream, error ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    state.pendingcb--;
    if (error) {
      callFinishCallbacks(state, error);
      errorOrDestroy(stream, error, (state.state & kSync) !== 0);
    } else if (needFinish(state)) {
      state.state |= kPrefinished;
      stream.emit('prefinish');
      // Some subclasses end in 'prefinish' handlers: 'finish' comes a tick later.
      state.pendingcb++;
      nextTick(finish, stream, state);
    }
  }
  state.state |= kSync;
  state.pendingcb++;
  try {
    stream._final(onFinal);
  } catch (error) {
    onFinal(error);
  }
  state.state &= ~kSync;
}

function finishMaybe(stream, state, sync) {
  if (!needFinish(state)) return;
  if ((state.state & (kPrefinished | kFinalCalled)) === 0) {
    if (typeof stream._final === 'function' && (state.state & kDestroyed) === 0) {
      state.state |= kFinalCalled;
      callFinal(stream, state);
    } else {
      state.state |= kPrefinished;
      stream.emit('prefinish');
    }
  }
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    nextTick(finishLater, stream, state);
  } else if (needFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishLater(stream, state) {
  if (needFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function finish(stream, state) {
  state.pendingcb--;
  state.state |= kFinished;
  callFinishCallbacks(state, null);
  stream.emit('finish');
  if ((state.state & kAutoDestroy) !== 0) {
    const r = stream._readableState;
    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
  }
}

function callFinishCallbacks(state, error) {
  const callbacks = state[kOnFinished];
  if (callbacks === null) return;
  state[kOnFinished] = null;
  for (let i = 0; i < callbacks.length; i++) callbacks[i](error);
}

Writable.prototype.destroy = function destroy(error, callback) {
  const state = this._writableState;
  if ((state.state & kDestroyed) === 0 &&
      (state.bufferedIndex < state[kBuffered].length || state[kOnFinished] !== null)) {
    nextTick(errorBuffer, state);
  }
  destroyImpl.destroy.call(this, error, callback);
  return this;
};
Writable.prototype._undestroy = destroyImpl.undestroy;
Writable.prototype._destroy = function _destroy(error, callback) {
  callback(error);
};
Writable.prototype[EE.captureRejectionSymbol] = function onRejection(error) {
  this.destroy(error);
};
Writable.prototype[Symbol.asyncDispose] = async function asyncDispose() {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new AbortError();
    this.destroy(error);
  }
  const { eos } = require('internal/streams/end-of-stream');
  await new Promise((resolve, reject) => {
    eos(this, (err) => (err && err.name !== 'AbortError' ? reject(err) : resolve(null)));
  });
};

// ---- views of the state -------------------------------------------------------------------------------

function view(name, get, set) {
  Object.defineProperty(Writable.prototype, name, { __proto__: null, configurable: true, enumerable: false, get, set });
}
view('closed', function() { return this._writableState ? this._writableState.closed : false; });
view('destroyed', function() { return this._writableState ? this._writableState.destroyed : false; },
     function(value) { if (this._writableState) this._writableState.destroyed = value; });
view('writable', function() {
  const w = this._writableState;
  return !!w && w.writable !== false && (w.state & (kDestroyed | kErrored | kEnding | kEnded)) === 0;
}, function(value) {
  if (this._writableState) this._writableState.writable = !!value;
});
view('writableFinished', function() { return this._writableState ? this._writableState.finished : false; });
view('writableObjectMode', function() { return this._writableState ? this._writableState.objectMode : false; });
view('writableBuffer', function() { return this._writableState?.getBuffer(); });
view('writableEnded', function() { return this._writableState ? this._writableState.ending : false; });
view('writableNeedDrain', function() {
  const w = this._writableState;
  return !!w && (w.state & (kDestroyed | kEnding | kNeedDrain)) === kNeedDrain;
});
view('writableHighWaterMark', function() { return this._writableState?.highWaterMark; });
view('writableCorked', function() { return this._writableState ? this._writableState.corked : 0; });
view('writableLength', function() { return this._writableState?.length; });
view('errored', function() { return this._writableState ? this._writableState.errored : null; });
view('writableAborted', function() {
  const w = this._writableState;
  return w.writable !== false && (w.state & (kDestroyed | kErrored)) !== 0 && (w.state & kFinished) === 0;
});

Writable.fromWeb = function fromWeb(writableStream, options) {
  return require('internal/webstreams/adapters').newStreamWritableFromWritableStream(writableStream, options);
};
Writable.toWeb = function toWeb(streamWritable) {
  return require('internal/webstreams/adapters').newWritableStreamFromStreamWritable(streamWritable);
};

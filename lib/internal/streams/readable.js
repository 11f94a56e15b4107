// SPDX-License-Identifier: MIT
// Readable: the side of a stream that data comes out of. Its state is a number (see bits.js and below), its
// queue an array with a moving start; a chunk that a flowing stream gets is emitted without being queued.
'use strict';

const {
  MathCeil, MathLog2, NumberIsInteger, NumberIsNaN, NumberParseInt, ObjectDefineProperty, ObjectSetPrototypeOf,
} = primordials;

module.exports = Readable;

const { Stream } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { errorOrDestroy } = destroyImpl;
const { addAbortSignal } = require('internal/streams/add-abort-signal');
const { getHighWaterMark, getDefaultHighWaterMark } = require('internal/streams/state');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_PUSH_AFTER_EOF,
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT, ERR_UNKNOWN_ENCODING,
  },
  AbortError,
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const {
  kObjectMode, kConstructed, kSync, kErrorEmitted, kEmitClose, kAutoDestroy, kDestroyed,
  kCloseEmitted, kEnded, kErrored, defineBits, defineFields,
} = require('internal/streams/bits');
const { Buffer } = require('buffer');

const EE = require('events');
const { nextTick } = process;
const { nextTickAgain, dropTicksAgain } = require('internal/process/task_queues');

let StringDecoder;
function makeDecoder(encoding) {
  StringDecoder ??= require('string_decoder').StringDecoder;
  return new StringDecoder(encoding);
}

const kEndEmitted = 1 << 11;
const kReading = 1 << 12;
const kNeedReadable = 1 << 13;
const kEmittedReadable = 1 << 14;
const kReadableListening = 1 << 15;
const kResumeScheduled = 1 << 16;
const kMultiAwaitDrain = 1 << 17;
const kReadingMore = 1 << 18;
const kDataEmitted = 1 << 19;
const kFlowing = 1 << 20; // flowing is true; with kFlowSet and not kFlowing it is false, else null
const kFlowSet = 1 << 21;
const kPaused = 1 << 22; // pause() was called; with kPauseSet and not kPaused resume() was
const kPauseSet = 1 << 23;
const kHasDecoder = 1 << 24;
const kDataListening = 1 << 25;
const kEndUntold = 1 << 26; // the data ended when nobody listened: who listens to 'readable' next is told

const kDecoder = Symbol('decoder'), kEncoding = Symbol('encoding'), kDefaultEncoding = Symbol('defaultEncoding');

function ReadableState(options, stream, isDuplex) {
  this.state = kEmitClose | kAutoDestroy | kConstructed | kSync;
  if (options && (options.objectMode || (isDuplex && options.readableObjectMode))) this.state |= kObjectMode;
  this.highWaterMark = options ?
    getHighWaterMark(this, options, 'readableHighWaterMark', isDuplex) :
    getDefaultHighWaterMark(false);
  this.buffer = [];
  this.bufferIndex = 0;
  this.length = 0;
  this.pipes = [];
  this.awaitDrainWriters = null;
  this.error = null;
  this[kDecoder] = null;
  this[kEncoding] = null;
  this[kDefaultEncoding] = 'utf8';
  if (options) {
    if (options.emitClose === false) this.state &= ~kEmitClose;
    if (options.autoDestroy === false) this.state &= ~kAutoDestroy;
    if (options.defaultEncoding != null && options.defaultEncoding !== 'utf8') {
      const encoding = options.defaultEncoding;
      if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
      this[kDefaultEncoding] = encoding;
    }
    if (options.encoding) {
      this[kDecoder] = makeDecoder(options.encoding);
      this[kEncoding] = options.encoding;
      this.state |= kHasDecoder;
    }
  }
}
defineFields(ReadableState.prototype, { __proto__: null, decoder: kDecoder, encoding: kEncoding, defaultEncoding: kDefaultEncoding });
defineBits(ReadableState.prototype, {
  __proto__: null,
  endEmitted: kEndEmitted,
  reading: kReading,
  needReadable: kNeedReadable,
  emittedReadable: kEmittedReadable,
  readableListening: kReadableListening,
  resumeScheduled: kResumeScheduled,
  multiAwaitDrain: kMultiAwaitDrain,
  readingMore: kReadingMore,
  dataEmitted: kDataEmitted,
});
// true, false or null (nobody has said yet)
ObjectDefineProperty(ReadableState.prototype, 'flowing', {
  __proto__: null,
  configurable: true,
  get() {
    return (this.state & kFlowSet) === 0 ? null : (this.state & kFlowing) !== 0;
  },
  set(value) {
    this.state &= ~(kFlowing | kFlowSet);
    if (value === true) this.state |= kFlowing | kFlowSet;
    else if (value === false) this.state |= kFlowSet;
  },
});
ObjectDefineProperty(ReadableState.prototype, 'paused', {
  __proto__: null,
  configurable: true,
  get() {
    return (this.state & kPauseSet) === 0 ? null : (this.state & kPaused) !== 0;
  },
});
ObjectDefineProperty(ReadableState.prototype, 'pipesCount', {
  __proto__: null,
  configurable: true,
  get() {
    return this.pipes.length;
  },
});

function setFlowing(state, on) {
  if (on) state.state |= kFlowing | kFlowSet;
  else state.state = (state.state & ~kFlowing) | kFlowSet;
}
function setPaused(state, on) {
  if (on) state.state |= kPaused | kPauseSet;
  else state.state = (state.state & ~kPaused) | kPauseSet;
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  this._events ??= {
    close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined,
  };
  this._readableState = new ReadableState(options, this, false);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct != null) destroyImpl.construct(this, () => readMoreIfNeeded(this));
}
ObjectSetPrototypeOf(Readable.prototype, Stream.prototype);
ObjectSetPrototypeOf(Readable, Stream);

Readable.ReadableState = ReadableState;

function readMoreIfNeeded(stream) {
  if (stream._readableState.state & kNeedReadable) maybeReadMore(stream, stream._readableState);
}
Readable._afterConstruct = readMoreIfNeeded;

Readable.prototype.destroy = destroyImpl.destroy;
Readable.prototype._undestroy = destroyImpl.undestroy;
Readable.prototype._destroy = function _destroy(error, callback) {
  callback(error);
};
Readable.prototype[EE.captureRejectionSymbol] = function onRejection(error) {
  this.destroy(error);
};
Readable.prototype[Symbol.asyncDispose] = function asyncDispose() {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  const { eos } = require('internal/streams/end-of-stream');
  return new Promise((resolve, reject) => {
    eos(this, (err) => (err && err !== error ? reject(err) : resolve()));
  });
};

// ---- putting data in -----------------------------------------------------------------------------

/**
 * For implementers: adds a chunk to the end of the queue; null is the end of the data.
 * @returns {boolean} whether more is wanted
 */
Readable.prototype.push = function push(chunk, encoding) {
  const state = this._readableState;
  return (state.state & kObjectMode) === 0 ?
    pushBytes(this, state, chunk, encoding) : pushObject(this, state, chunk, encoding);
};

/** Puts a chunk back to the front of the queue. */
Readable.prototype.unshift = function unshift(chunk, encoding) {
  const state = this._readableState;
  return (state.state & kObjectMode) === 0 ?
    unshiftBytes(this, state, chunk, encoding) : unshiftObject(this, state, chunk);
};

const chunkTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

// A view as a Buffer over the same bytes.
function viewAsBuffer(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function pushBytes(stream, state, chunk, encoding) {
  if (chunk === null) {
    state.state &= ~kReading;
    onEndOfData(stream, state);
    return false;
  }
  if (typeof chunk === 'string') {
    encoding = encoding || state[kDefaultEncoding];
    if (state[kEncoding] !== encoding) {
      chunk = Buffer.from(chunk, encoding);
      encoding = '';
    }
  } else if (chunk instanceof Buffer) {
    encoding = '';
  } else if (ArrayBuffer.isView(chunk)) {
    chunk = viewAsBuffer(chunk);
    encoding = '';
  } else if (chunk !== undefined) {
    errorOrDestroy(stream, new ERR_INVALID_ARG_TYPE('chunk', chunkTypes, chunk));
    return false;
  }
  if (!chunk || chunk.length <= 0) {
    state.state &= ~kReading;
    maybeReadMore(stream, state);
    return wantsMore(state);
  }
  if ((state.state & kEnded) !== 0) {
    errorOrDestroy(stream, new ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if ((state.state & (kDestroyed | kErrored)) !== 0) return false;
  state.state &= ~kReading;
  if ((state.state & kHasDecoder) !== 0 && !encoding) {
    chunk = state[kDecoder].write(chunk);
    if (chunk.length === 0) {
      maybeReadMore(stream, state);
      return wantsMore(state);
    }
  }
  addChunk(stream, state, chunk, false);
  return wantsMore(state);
}

function pushObject(stream, state, chunk, encoding) {
  if (chunk === null) {
    state.state &= ~kReading;
    onEndOfData(stream, state);
    return false;
  }
  if ((state.state & kEnded) !== 0) {
    errorOrDestroy(stream, new ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if ((state.state & (kDestroyed | kErrored)) !== 0) return false;
  state.state &= ~kReading;
  if ((state.state & kHasDecoder) !== 0 && !encoding) chunk = state[kDecoder].write(chunk);
  addChunk(stream, state, chunk, false);
  return wantsMore(state);
}

function unshiftBytes(stream, state, chunk, encoding) {
  if (chunk === null) {
    state.state &= ~kReading;
    onEndOfData(stream, state);
    return false;
  }
  if (typeof chunk === 'string') {
    encoding = encoding || state[kDefaultEncoding];
    if (state[kEncoding] !== encoding) {
      chunk = Buffer.from(chunk, encoding);
      if (state[kEncoding]) chunk = chunk.toString(state[kEncoding]);
    }
  } else if (ArrayBuffer.isView(chunk)) {
    if (!(chunk instanceof Buffer)) chunk = viewAsBuffer(chunk);
  } else if (chunk !== undefined) {
    errorOrDestroy(stream, new ERR_INVALID_ARG_TYPE('chunk', chunkTypes, chunk));
    return false;
  }
  if (!(chunk && chunk.length > 0)) return wantsMore(state);
  return unshiftChunk(stream, state, chunk);
}

function unshiftObject(stream, state, chunk) {
  if (chunk === null) {
    state.state &= ~kReading;
    onEndOfData(stream, state);
    return false;
  }
  return unshiftChunk(stream, state, chunk);
}

function unshiftChunk(stream, state, chunk) {
  if ((state.state & kEndEmitted) !== 0) {
    errorOrDestroy(stream, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
  } else if ((state.state & (kDestroyed | kErrored)) !== 0) {
    return false;
  } else {
    addChunk(stream, state, chunk, true);
  }
  return wantsMore(state);
}

function wantsMore(state) {
  return (state.state & kEnded) === 0 && (state.length < state.highWaterMark || state.length === 0);
}

function addChunk(stream, state, chunk, toFront) {
  if ((state.state & (kFlowing | kSync | kDataListening)) === (kFlowing | kDataListening) &&
      state.length === 0) {
    // Nothing waits before it and somebody takes it: no need to queue.
    clearAwaitDrain(state);
    state.state |= kDataEmitted;
    stream.emit('data', chunk);
  } else {
    state.length += (state.state & kObjectMode) !== 0 ? 1 : chunk.length;
    if (state.buffer.length === 0) state.buffer = [chunk];
    else if (!toFront) state.buffer.push(chunk);
    else if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
    else state.buffer.unshift(chunk);
    if ((state.state & kNeedReadable) !== 0) emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

function clearAwaitDrain(state) {
  if ((state.state & kMultiAwaitDrain) !== 0) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

function onEndOfData(stream, state) {
  if ((state.state & kEnded) !== 0) return;
  if (state[kDecoder]) {
    const rest = state[kDecoder].end();
    if (rest?.length) {
      state.buffer.push(rest);
      state.length += (state.state & kObjectMode) !== 0 ? 1 : rest.length;
    }
  }
  state.state |= kEnded;
  if ((state.state & kSync) !== 0) {
    if ((state.state & (kNeedReadable | kFlowing)) !== 0 || stream.listenerCount('readable') > 0) emitReadable(stream);
    else state.state |= kEndUntold;
  } else {
    state.state = (state.state & ~kNeedReadable) | kEmittedReadable;
    emitReadableNow(stream);
  }
}

// ---- taking data out -----------------------------------------------------------------------------

Readable.prototype.isPaused = function isPaused() {
  const { state } = this._readableState;
  return (state & kPaused) !== 0 || (state & (kFlowSet | kFlowing)) === kFlowSet;
};

/** Makes chunks strings of this encoding; what is already queued is converted. */
Readable.prototype.setEncoding = function setEncoding(encoding) {
  const state = this._readableState;
  const decoder = makeDecoder(encoding);
  state[kDecoder] = decoder;
  state.state |= kHasDecoder;
  state[kEncoding] = decoder.encoding;
  let content = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) content += decoder.write(state.buffer[i]);
  state.buffer = content === '' ? [] : [content];
  state.bufferIndex = 0;
  state.length = content.length;
  return this;
};

const MAX_HIGH_WATER_MARK = 0x40000000;

// The next power of two, so that asking for odd sizes does not raise the mark again and again.
function raisedHighWaterMark(n) {
  if (n > MAX_HIGH_WATER_MARK) throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  return 2 ** MathCeil(MathLog2(n));
}

function howMuchToRead(n, state) {
  if (n <= 0 || (state.length === 0 && (state.state & kEnded) !== 0)) return 0;
  if ((state.state & kObjectMode) !== 0) return 1;
  if (NumberIsNaN(n)) {
    // While flowing one chunk at a time, otherwise everything.
    if ((state.state & kFlowing) !== 0 && state.length > 0) return state.buffer[state.bufferIndex].length;
    return state.length;
  }
  if (n <= state.length) return n;
  return (state.state & kEnded) !== 0 ? state.length : 0;
}

/**
 * Takes n bytes (characters after setEncoding, one object in object mode) out of the queue; all that is
 * there without n. null when there is not that much yet.
 */
Readable.prototype.read = function read(n) {
  if (n === undefined) n = NaN;
  else if (!NumberIsInteger(n)) n = NumberParseInt(n, 10);
  const state = this._readableState;
  const wanted = n;
  if (n > state.highWaterMark) state.highWaterMark = raisedHighWaterMark(n);
  if (n !== 0) state.state &= ~(kEmittedReadable | kEndUntold);

  // read(0) while enough is queued: only tell that it is readable.
  if (n === 0 && (state.state & kNeedReadable) !== 0 &&
      ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) ||
       (state.state & kEnded) !== 0)) {
    if (state.length === 0 && (state.state & kEnded) !== 0) endReadable(this);
    else emitReadable(this);
    return null;
  }
  n = howMuchToRead(n, state);
  if (n === 0 && (state.state & kEnded) !== 0) {
    if (state.length === 0) endReadable(this);
    return null;
  }

  let doRead = (state.state & kNeedReadable) !== 0;
  if (state.length === 0 || state.length - n < state.highWaterMark) doRead = true;
  if ((state.state & (kEnded | kReading | kDestroyed | kErrored | kConstructed)) !== kConstructed) {
    doRead = false;
  } else if (doRead) {
    state.state |= kReading | kSync;
    if (state.length === 0) state.state |= kNeedReadable;
    try {
      this._read(state.highWaterMark);
    } catch (error) {
      errorOrDestroy(this, error);
    }
    state.state &= ~kSync;
    if ((state.state & kReading) === 0) n = howMuchToRead(wanted, state);
  }

  const chunk = n > 0 ? takeFromQueue(n, state) : null;
  if (chunk === null) {
    if (state.length <= state.highWaterMark) state.state |= kNeedReadable;
    else state.state &= ~kNeedReadable;
    n = 0;
  } else {
    state.length -= n;
    clearAwaitDrain(state);
  }
  if (state.length === 0) {
    if ((state.state & kEnded) === 0) state.state |= kNeedReadable;
    if (wanted !== n && (state.state & kEnded) !== 0) endReadable(this);
  }
  if (chunk !== null && (state.state & (kErrorEmitted | kCloseEmitted)) === 0) {
    state.state |= kDataEmitted;
    this.emit('data', chunk);
  }
  return chunk;
};

// Forgets taken chunks; moves the rest down now and then, so that a long queue costs no shifting.
function advance(state) {
  const i = state.bufferIndex;
  state.buffer[i] = null;
  if (i + 1 === state.buffer.length) {
    state.buffer = []; // setting its length is a call into the engine
    state.bufferIndex = 0;
  } else if (i + 1 > 1024) {
    state.buffer.splice(0, i + 1);
    state.bufferIndex = 0;
  } else {
    state.bufferIndex = i + 1;
  }
}

function takeFromQueue(n, state) {
  if (state.length === 0) return null;
  const first = state.buffer[state.bufferIndex];
  if ((state.state & kObjectMode) !== 0) {
    advance(state);
    return first;
  }
  if (n === first.length) {
    advance(state);
    // Bytes put back by unshift() become text only when all is taken at once.
    return state[kDecoder] && n === state.length ? `${first}` : first;
  }
  if (n < first.length) {
    state.buffer[state.bufferIndex] = first.slice(n);
    return first.slice(0, n);
  }
  if (!n || n >= state.length) {
    const rest = state.bufferIndex > 0 ? state.buffer.slice(state.bufferIndex) : state.buffer;
    const all = state[kDecoder] ? rest.join('') : Buffer.concat(rest, state.length);
    state.buffer = [];
    state.bufferIndex = 0;
    return all;
  }
  return state[kDecoder] ? takeText(n, state) : takeBytes(n, state);
}

function takeText(n, state) {
  let text = '';
  while (n > 0) {
    const chunk = state.buffer[state.bufferIndex];
    if (n >= chunk.length) {
      text += chunk;
      n -= chunk.length;
      advance(state);
    } else {
      text += chunk.slice(0, n);
      state.buffer[state.bufferIndex] = chunk.slice(n);
      n = 0;
    }
  }
  return text;
}

function takeBytes(n, state) {
  const out = Buffer.allocUnsafe(n);
  let at = 0;
  while (at < n) {
    const chunk = state.buffer[state.bufferIndex];
    if (n - at >= chunk.length) {
      out.set(chunk, at);
      at += chunk.length;
      advance(state);
    } else {
      const part = n - at;
      out.set(new Uint8Array(chunk.buffer, chunk.byteOffset, part), at);
      state.buffer[state.bufferIndex] = Buffer.from(chunk.buffer, chunk.byteOffset + part, chunk.length - part);
      at = n;
    }
  }
  return out;
}

/** For implementers: fetch data and push() it. */
Readable.prototype._read = function _read(n) { // eslint-disable-line no-unused-vars
  throw new ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

// ---- 'readable', reading ahead, flowing ------------------------------------------------------------

function emitReadable(stream) {
  const state = stream._readableState;
  state.state &= ~kNeedReadable;
  if ((state.state & kEmittedReadable) !== 0) return;
  state.state |= kEmittedReadable;
  nextTickAgain(emitReadableNow, stream);
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if ((state.state & (kDestroyed | kErrored)) !== 0) {
    dropTicksAgain(emitReadableNow, stream);
  } else if (state.length > 0 || (state.state & kEnded) !== 0) {
    stream.emit('readable');
    state.state &= ~kEmittedReadable;
  }
  if ((state.state & (kFlowing | kEnded)) === 0 && state.length <= state.highWaterMark) {
    state.state |= kNeedReadable;
  } else {
    state.state &= ~kNeedReadable;
  }
  flow(stream);
}

// Fills the queue up to the mark, in a later tick, while _read answers at once.
function maybeReadMore(stream, state) {
  if ((state.state & (kReadingMore | kConstructed)) === kConstructed) {
    state.state |= kReadingMore;
    nextTick(readMore, stream, state);
  }
}

function readMore(stream, state) {
  while ((state.state & (kReading | kEnded)) === 0 &&
         (state.length < state.highWaterMark || ((state.state & kFlowing) !== 0 && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.state &= ~kReadingMore;
}

function flow(stream) {
  const state = stream._readableState;
  while ((state.state & kFlowing) !== 0 && stream.read() !== null);
}

/** Listening to 'data' starts the flow; listening to 'readable' stops it. */
Readable.prototype.on = function on(event, fn) {
  const result = Stream.prototype.on.call(this, event, fn);
  const state = this._readableState;
  if (event === 'data') {
    state.state |= kDataListening;
    state.readableListening = this.listenerCount('readable') > 0;
    if ((state.state & (kFlowSet | kFlowing)) !== kFlowSet) this.resume();
  } else if (event === 'readable') {
    if ((state.state & (kEndEmitted | kReadableListening)) === 0) {
      state.state |= kReadableListening | kNeedReadable;
      state.state &= ~kEmittedReadable;
      setFlowing(state, false);
      if (state.length > 0 || (state.state & kEndUntold) !== 0) emitReadable(this);
      if (state.length === 0 && (state.state & kReading) === 0) nextTick(readZero, this);
    }
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function readZero(stream) {
  stream.read(0);
}

Readable.prototype.removeListener = function removeListener(event, fn) {
  const result = Stream.prototype.removeListener.call(this, event, fn);
  afterRemoval(this, event);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function removeAllListeners(event) {
  const result = Stream.prototype.removeAllListeners.apply(this, arguments);
  if (event === 'readable' || event === undefined) nextTick(updateReadableListening, this);
  return result;
};

function afterRemoval(stream, event) {
  if (event === 'readable') {
    // Later: the listener may be removed and put back within one tick.
    nextTick(updateReadableListening, stream);
  } else if (event === 'data' && stream.listenerCount('data') === 0) {
    stream._readableState.state &= ~kDataListening;
  }
}

function updateReadableListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if ((state.state & (kResumeScheduled | kPauseSet | kPaused)) === (kResumeScheduled | kPauseSet)) {
    setFlowing(state, true);
  } else if ((state.state & kDataListening) !== 0) {
    stream.resume();
  } else if ((state.state & kReadableListening) === 0) {
    state.flowing = null;
  }
}

Readable.prototype.resume = function resume() {
  const state = this._readableState;
  if ((state.state & kFlowing) === 0) {
    // Somebody who listens to 'readable' reads himself.
    setFlowing(state, (state.state & kReadableListening) === 0);
    if ((state.state & kResumeScheduled) === 0) {
      state.state |= kResumeScheduled;
      nextTick(resumeNow, this, state);
    }
  }
  setPaused(state, false);
  return this;
};

function resumeNow(stream, state) {
  if ((state.state & kReading) === 0) stream.read(0);
  state.state &= ~kResumeScheduled;
  stream.emit('resume');
  flow(stream);
  if ((state.state & (kFlowing | kReading)) === kFlowing) stream.read(0);
}

Readable.prototype.pause = function pause() {
  const state = this._readableState;
  if ((state.state & (kFlowSet | kFlowing)) !== kFlowSet) {
    setFlowing(state, false);
    this.emit('pause');
  }
  setPaused(state, true);
  return this;
};

// ---- the end ------------------------------------------------------------------------------------------

function endReadable(stream) {
  const state = stream._readableState;
  if ((state.state & kEndEmitted) !== 0) return;
  state.state |= kEnded;
  nextTick(endNow, state, stream);
}

function endNow(state, stream) {
  if ((state.state & (kErrored | kCloseEmitted | kEndEmitted)) !== 0 || state.length !== 0) return;
  state.state |= kEndEmitted;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    nextTick(endWritable, stream);
  } else if ((state.state & kAutoDestroy) !== 0) {
    // A Duplex goes when both sides are done.
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

function endWritable(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

// ---- views of the state ----------------------------------------------------------------------------------

function view(name, get, set) {
  ObjectDefineProperty(Readable.prototype, name, {
    __proto__: null, configurable: true, enumerable: false, get, set,
  });
}

ObjectDefineProperty(Readable.prototype, 'readable', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    const r = this._readableState;
    return !!r && r.readable !== false && (r.state & (kDestroyed | kErrorEmitted | kEndEmitted)) === 0;
  },
  set(value) {
    if (this._readableState) this._readableState.readable = !!value;
  },
});
view('readableDidRead', function() { return (this._readableState.state & kDataEmitted) !== 0; });
view('readableAborted', function() {
  const r = this._readableState;
  return r.readable !== false && (r.state & (kDestroyed | kErrored)) !== 0 && (r.state & kEndEmitted) === 0;
});
view('readableHighWaterMark', function() { return this._readableState.highWaterMark; });
view('readableBuffer', function() { return this._readableState?.buffer; });
view('readableFlowing', function() { return this._readableState.flowing; }, function(flowing) {
  if (this._readableState) this._readableState.flowing = flowing == null ? null : Boolean(flowing);
});
view('readableLength', function() { return this._readableState.length; });
view('readableObjectMode', function() { return this._readableState ? this._readableState.objectMode : false; });
view('readableEncoding', function() { return this._readableState ? this._readableState[kEncoding] : null; });
view('errored', function() { return this._readableState ? this._readableState.errored : null; });
view('closed', function() { return this._readableState ? this._readableState.closed : false; });
view('destroyed', function() { return this._readableState ? this._readableState.destroyed : false; },
     function(value) { if (this._readableState) this._readableState.destroyed = value; });
view('readableEnded', function() { return this._readableState ? this._readableState.endEmitted : false; });

Readable._fromList = function fromList(n, state) {
  return takeFromQueue(n, state);
};

require('internal/streams/readable_pipe');
require('internal/streams/readable_iterate');

// SPDX-License-Identifier: MIT
// The codecs as Transform streams. Each step runs in the pool, into an output buffer that is handed on in parts.
'use strict';

const { MathMax } = primordials;

const { Transform, finished } = require('stream');
const { Buffer } = require('buffer');
const { owner_symbol } = require('internal/async_hooks').symbols;
const { Zlib: Codec } = require('internal/zlib/handle');
const { deprecateInstantiation } = require('internal/util');
const constants = require('internal/zlib/constants');
const { checkOptions, checkRange, flushRange, isBrotli, isZstd } = require('internal/zlib/options');
const { codes: { ERR_BUFFER_TOO_LARGE, ERR_INVALID_STATE, ERR_TRAILING_JUNK_AFTER_STREAM_END } } = require('internal/errors');

const { Z_BLOCK, Z_FINISH, Z_FIXED, Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_DEFAULT_STRATEGY, Z_FULL_FLUSH, Z_MAX_LEVEL, Z_MIN_LEVEL, Z_SYNC_FLUSH,
        BROTLI_OPERATION_FLUSH, ZSTD_e_flush } = constants;

const kFlushFlag = Symbol('kFlushFlag');
const kFlushBuffers = [];
for (let flush = 0; flush <= Z_BLOCK; flush++) {
  // An empty chunk with this flag in the queue is a request to flush.
  kFlushBuffers[flush] = Buffer.alloc(0);
  kFlushBuffers[flush][kFlushFlag] = flush;
}

const kNothing = Buffer.alloc(0);

// zlib's flushes from the weakest to the strongest; the others' are ordered by number.
const kOrder = [Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH];
function stronger(mode, a, b) {
  if (isBrotli(mode) || isZstd(mode)) return MathMax(a, b);
  return kOrder.indexOf(a) > kOrder.indexOf(b) ? a : b;
}

function ZlibBase(options, mode) {
  const checked = checkOptions(options, mode);
  // Bytes go in and out, and no objects; autoDestroy closes the codec.
  if (options && (options.encoding || options.objectMode || options.writableObjectMode || options.readableObjectMode)) {
    options = { ...options, encoding: null, objectMode: false, writableObjectMode: false, readableObjectMode: false };
  }
  Transform.call(this, { autoDestroy: true, ...options });
  this._hadError = false;
  this.bytesWritten = 0;
  this._handle = new Codec(...checked.codec);
  this._handle[owner_symbol] = this;
  this._outBuffer = Buffer.allocUnsafe(checked.chunkSize);
  this._outOffset = 0;
  this._chunkSize = checked.chunkSize;
  this._defaultFlushFlag = checked.flush;
  this._finishFlushFlag = checked.finishFlush;
  this._defaultFullFlushFlag = isBrotli(mode) ? BROTLI_OPERATION_FLUSH : isZstd(mode) ? ZSTD_e_flush : Z_FULL_FLUSH;
  this._info = options?.info;
  this._maxOutputLength = checked.maxOutputLength;
  this._level = checked.level;
  this._strategy = checked.strategy;
  this._mode = mode;
  this._rejectGarbage = checked.rejectGarbageAfterEnd;
  this._ended = false;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null, configurable: true, enumerable: true, get() { return !this._handle; },
});

// For who drives the handle: [room left, input left] after a write of its own.
Object.defineProperty(ZlibBase.prototype, '_writeState', {
  __proto__: null, configurable: true, enumerable: true,
  get() {
    const value = new Uint32Array(2);
    Object.defineProperty(this, '_writeState', { __proto__: null, configurable: true, enumerable: true, value, writable: true });
    return value;
  },
});

/** Starts anew, with the same options. */
ZlibBase.prototype.reset = function reset() {
  if (!this._handle) throw new Error('zlib binding closed');
  this._ended = false;
  const error = this._handle.reset();
  if (error) throw error;
};

ZlibBase.prototype._flush = function _flush(callback) {
  this._transform(kNothing, '', callback);
};

/** 'finish' does not wait for what is still to come out: Transform calls _flush() at 'prefinish' then, as Node's does. */
ZlibBase.prototype._final = function _final(callback) {
  callback();
};

/** Forces out what has been compressed so far; then callback. */
ZlibBase.prototype.flush = function flush(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  } else {
    const [min, max] = flushRange(this._mode);
    kind = checkRange(kind, 'kind', min, max, this._defaultFullFlushFlag);
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(kFlushBuffers[kind], '', callback);
  }
};

ZlibBase.prototype.close = function close(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function _destroy(error, callback) {
  closeHandle(this);
  callback(error);
};

function closeHandle(engine) {
  engine._handle?.close();
  engine._handle = null;
}

ZlibBase.prototype._transform = function _transform(chunk, encoding, callback) {
  let flushFlag = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') flushFlag = chunk[kFlushFlag];
  // The last data, when the end is known already, and requests to flush that wait behind them.
  if (this.writableEnded && this.writableLength === chunk.byteLength) flushFlag = stronger(this._mode, flushFlag, this._finishFlushFlag);
  processChunk(this, chunk, flushFlag, callback);
};

/** For old callers: with a callback as _transform, without it synchronously. */
ZlibBase.prototype._processChunk = function _processChunk(chunk, flushFlag, callback) {
  if (typeof callback === 'function') processChunk(this, chunk, flushFlag, callback);
  else return processChunkSync(this, chunk, flushFlag);
};

function processChunk(self, chunk, flushFlag, callback) {
  // What follows garbage is garbage.
  if (!self._handle || (self._ended && isZstd(self._mode))) {
    process.nextTick(callback);
    return;
  }
  step(self, chunk, 0, chunk.byteLength, flushFlag, callback);
}

function freshOutput(self) {
  self._outBuffer = Buffer.allocUnsafe(self._chunkSize);
  self._outOffset = 0;
}

function step(self, chunk, offset, length, flushFlag, callback) {
  if (self._outBuffer.length !== self._chunkSize) freshOutput(self); // a reader has transferred the last chunk, and the rest with it
  const room = self._chunkSize - self._outOffset;
  try {
    self._handle.step(flushFlag, chunk, offset, length, self._outBuffer, self._outOffset, room, stepped);
  } catch (error) { // the chunk's memory has been transferred or resized since the step before
    self.destroy(error);
  }

  function stepped(error, inLeft, outLeft) {
    if (self.destroyed) {
      callback();
      return;
    }
    if (error) {
      self._hadError = true;
      self.destroy(error); // who wrote is not called, nor are those that wait: there is the event, as in Node
      return;
    }
    const consumed = length - inLeft;
    self.bytesWritten += consumed;
    const have = room - outLeft;
    let wait = false;
    if (have > 0) {
      if (self._outBuffer.length !== self._chunkSize) {
        self.destroy(new ERR_INVALID_STATE('The memory of the output has been transferred'));
        return;
      }
      const out = self._outBuffer.subarray(self._outOffset, self._outOffset + have);
      self._outOffset += have;
      wait = !self.push(out);
    }
    if (self.destroyed) {
      callback();
      return;
    }
    if (outLeft === 0 || self._outOffset >= self._chunkSize) {
      freshOutput(self);
    }
    if (outLeft === 0) {
      // More may come out of what is in already. Who reads slowly is waited for.
      const next = () => {
        if (self._handle) step(self, chunk, offset + consumed, inLeft, flushFlag, callback);
        else callback();
      };
      if (wait) {
        const read = self._read;
        self._read = () => {
          self._read = read;
          next();
        };
      } else {
        next();
      }
      return;
    }
    if (inLeft > 0) {
      // Data after the end of the compressed stream.
      if (self._rejectGarbage) {
        const garbage = new ERR_TRAILING_JUNK_AFTER_STREAM_END();
        self.destroy(garbage);
        callback(garbage);
        return;
      }
      self._ended = true;
      self.push(null);
      callback();
      return;
    }
    callback();
  }
}

function processChunkSync(self, chunk, flushFlag) {
  const buffers = [];
  let total = 0;
  let offset = 0;
  let left = chunk.byteLength;
  while (true) {
    const room = self._chunkSize - self._outOffset;
    const [error, inLeft, outLeft] = self._handle.step(flushFlag, chunk, offset, left, self._outBuffer, self._outOffset, room);
    if (error) {
      closeHandle(self);
      throw error;
    }
    offset += left - inLeft;
    left = inLeft;
    const have = room - outLeft;
    if (have > 0) {
      buffers.push(self._outBuffer.subarray(self._outOffset, self._outOffset + have));
      self._outOffset += have;
      total += have;
      if (total > self._maxOutputLength) {
        closeHandle(self);
        throw new ERR_BUFFER_TOO_LARGE(self._maxOutputLength);
      }
    }
    if (outLeft === 0) {
      freshOutput(self);
    } else {
      break;
    }
  }
  self.bytesWritten = offset;
  closeHandle(self);
  return Buffer.concat(buffers, total);
}

// ---- zlib itself: level and strategy can change in the middle -------------------------------------------------

function Zlib(options, mode) {
  ZlibBase.call(this, options, mode);
}
Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zlib, ZlibBase);

Zlib.prototype.params = function params(level, strategy, callback) {
  checkRange(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL, undefined);
  checkRange(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED, undefined);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    const error = this._handle?.params(level, strategy);
    if (error) {
      this.destroy(error);
      return;
    }
    if (!this.destroyed) {
      this._level = level;
      this._strategy = strategy;
      if (callback) callback();
    }
  });
};

function Brotli(options, mode) {
  ZlibBase.call(this, options, mode);
}
Object.setPrototypeOf(Brotli.prototype, Zlib.prototype);
Object.setPrototypeOf(Brotli, Zlib);

function Zstd(options, mode) {
  ZlibBase.call(this, options, mode);
}
Object.setPrototypeOf(Zstd.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zstd, ZlibBase);

/** A public class for one mode. */
function makeClass(name, mode) {
  const Base = isBrotli(mode) ? Brotli : isZstd(mode) ? Zstd : Zlib;
  const Class = {
    [name]: function(options) {
      if (!new.target && isZstd(mode)) throw new TypeError(`Class constructor ${name} cannot be invoked without 'new'`);
      if (!(this instanceof Class)) return deprecateInstantiation(Class, 'DEP0184', options);
      Base.call(this, options, mode);
    },
  }[name];
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
  Class.prototype.constructor = Class;
  Object.defineProperty(Class.prototype, 'constructor', { __proto__: null, enumerable: false });
  return Class;
}

module.exports = { makeClass, processChunkSync };

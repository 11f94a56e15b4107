// SPDX-License-Identifier: MIT
// net.Socket: a Duplex over a TCP or Pipe handle (or any handle with the same methods, see
// internal/stream_base_commons). Connecting is in internal/net/connect.
'use strict';

const { ArrayIsArray, MathMax } = primordials;

const { Duplex } = require('stream');
const { owner_symbol, async_id_symbol } = require('internal/async_hooks').symbols;
const {
  ErrnoException,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_FD_TYPE,
    ERR_INVALID_HANDLE_TYPE,
    ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
  genericNodeError,
} = require('internal/errors');
const {
  kBuffer,
  kBufferCb,
  kBufferGen,
  kUpdateTimer,
  setStreamTimeout,
  writeGeneric,
  writevGeneric,
} = require('internal/stream_base_commons');
const { kTimeout } = require('internal/timers');
const { validateFunction, validateInt32, validateNumber } = require('internal/validators');
const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const { guessHandleType } = internalBinding('tty_wrap');
const { UV_ENOTCONN, UV_EOF } = internalBinding('uv');
const { clearTimeout } = require('timers');
const { isUint8Array } = require('internal/util/types');

const { kPumpTo, kPumpedFrom, kPumping, startPump, stopPump } = require('internal/net/pump');

const kLastWriteQueueSize = Symbol('lastWriteQueueSize');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kTypeOfService = Symbol('kTypeOfService');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kSetKeepAliveInitialDelay = Symbol('kSetKeepAliveInitialDelay');
const kCloseAfterError = Symbol('kCloseAfterError');
const kReset = Symbol('kReset');
const kLetGo = Symbol('kLetGo');

const noop = () => {};
const toSeconds = (ms) => MathMax(0, ~~(ms / 1000));

/** A handle for a descriptor of unknown kind. */
function createHandle(fd, isServer) {
  validateInt32(fd, 'fd', 0);
  switch (guessHandleType(fd)) {
    case 'PIPE':
      return new Pipe(isServer ? PipeConstants.SERVER : PipeConstants.SOCKET);
    case 'TCP':
      return new TCP(isServer ? TCPConstants.SERVER : TCPConstants.SOCKET);
    default:
      throw new ERR_INVALID_FD_TYPE(guessHandleType(fd));
  }
}

/** Ties this._handle and the socket together. */
function initSocketHandle(socket) {
  socket._undestroy();
  socket._sockname = undefined;
  const handle = socket._handle;
  if (!handle) return;
  handle[owner_symbol] = socket;
  handle.reading = false;
  socket[async_id_symbol] = handle.getAsyncId?.();
  let buffer = socket[kBuffer];
  if (buffer) {
    if (socket[kBufferGen]) socket[kBuffer] = buffer = socket[kBufferGen]();
    if (isUint8Array(buffer)) handle.useUserBuffer?.(buffer);
  }
}

function checkOptions(options) {
  if (options.objectMode) throw new ERR_INVALID_ARG_VALUE('options.objectMode', options.objectMode, 'is not supported');
  if (options.readableObjectMode || options.writableObjectMode) {
    throw new ERR_INVALID_ARG_VALUE(
      `options.${options.readableObjectMode ? 'readableObjectMode' : 'writableObjectMode'}`,
      options.readableObjectMode || options.writableObjectMode, 'is not supported');
  }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  }
}

/**
 * @param {{ fd?: number, allowHalfOpen?: boolean, readable?: boolean, writable?: boolean, signal?: AbortSignal,
 *   onread?: { buffer: Uint8Array | (() => Uint8Array), callback: (n: number, buf: Uint8Array) => boolean },
 *   noDelay?: boolean, keepAlive?: boolean, keepAliveInitialDelay?: number }} [options]
 */
function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (typeof options === 'number') options = { fd: options };
  else options = { ...options };
  checkOptions(options);

  this.connecting = false;
  // Deferred close, see _destroy: http sets it.
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this._handle = null;
  this._pendingData = null;
  this._pendingEncoding = '';
  this._peername = undefined;
  this._sockname = undefined;
  this[async_id_symbol] = -1;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCb] = null;
  this[kBufferGen] = null;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  this[kPumpTo] = null;
  this[kPumping] = false;
  this[kPumpedFrom] = null;
  this._closeAfterHandlingError = false;
  this.autoSelectFamilyAttemptedAddresses = undefined;

  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  options.emitClose = false; // 'close' comes when the handle has closed
  options.autoDestroy = true;
  options.decodeStrings = false; // strings are encoded in C
  const { signal } = options;
  delete options.signal;
  Duplex.call(this, options);
  if (signal) require('internal/streams/add-abort-signal').addAbortSignal(signal, this);

  if (options.handle) {
    this._handle = options.handle;
  } else if (options.fd !== undefined) {
    this._handle = createHandle(options.fd, false);
    const err = this._handle.open(options.fd);
    if (err) throw new ErrnoException(err, 'open');
  }
  const { onread } = options;
  if (onread !== null && typeof onread === 'object' && (isUint8Array(onread.buffer) || typeof onread.buffer === 'function') &&
      typeof onread.callback === 'function') {
    if (typeof onread.buffer === 'function') {
      this[kBuffer] = true;
      this[kBufferGen] = onread.buffer;
    } else {
      this[kBuffer] = onread.buffer;
    }
    this[kBufferCb] = onread.callback;
  }
  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kSetKeepAliveInitialDelay] = toSeconds(options.keepAliveInitialDelay);

  this.on('end', onReadableStreamEnd);
  initSocketHandle(this);

  // A handle that is there already is connected: start to read, unless asked not to.
  if (this._handle && options.readable !== false) {
    if (options.pauseOnCreate) {
      this._handle.reading = false;
      this._handle.readStop();
      this.readableFlowing = false;
    } else if (!options.manualStart) {
      this.read(0);
    }
  }
  this.server = null;
  this._server = null;
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

/** Without allowHalfOpen nothing may be written once the other side has ended. */
function onReadableStreamEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterFIN;
}

function writeAfterFIN(chunk, encoding, cb) {
  if (!this.writableEnded) return Duplex.prototype.write.apply(this, arguments);
  if (typeof encoding === 'function') cb = encoding;
  const err = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof cb === 'function') process.nextTick(cb, err);
  this.destroy(err);
  return false;
}

function defineHidden(methods) {
  for (const name of Reflect.ownKeys(methods)) {
    const descriptor = Object.getOwnPropertyDescriptor(methods, name);
    Object.defineProperty(Socket.prototype, name, descriptor);
  }
}

// ---- time-outs, options ------------------------------------------------------------------------

defineHidden({
  setTimeout(msecs, callback) {
    this[kLetGo]();
    return setStreamTimeout.call(this, msecs, callback);
  },

  _unrefTimer() {
    for (let s = this; s; s = s._parent) {
      if (s[kTimeout]) s[kTimeout].refresh();
    }
  },

  [kUpdateTimer]() {
    this._unrefTimer();
  },

  /** A write that makes progress counts as activity. */
  _onTimeout() {
    const handle = this._handle, last = this[kLastWriteQueueSize];
    if (handle) {
      const now = handle.writeQueueSize;
      if (last > 0 && last !== now || last === 0 && now > 0) {
        this[kLastWriteQueueSize] = now;
        if (last > 0) {
          this._unrefTimer();
          return;
        }
      }
    }
    this.emit('timeout');
  },

  setNoDelay(enable) {
    enable = Boolean(enable === undefined ? true : enable);
    if (!this._handle) {
      this[kSetNoDelay] = enable;
      return this;
    }
    if (this._handle.setNoDelay && enable !== this[kSetNoDelay]) {
      this[kSetNoDelay] = enable;
      this._handle.setNoDelay(enable);
    }
    return this;
  },

  /** @param {number} tos 0 to 255, the type-of-service byte of packets sent; kept until there is a connection */
  setTypeOfService(tos) {
    require('internal/validators').validateInt32(tos, 'tos', 0, 255);
    this[kTypeOfService] = tos;
    if (!this._handle || this.connecting) {
      this.once('connect', () => this._handle?.setTypeOfService?.(tos));
      return this;
    }
    const err = this._handle.setTypeOfService?.(tos);
    if (err) throw new ErrnoException(err, 'setTypeOfService');
    return this;
  },

  /** @returns {number} as set, 0 by default */
  getTypeOfService() {
    return this[kTypeOfService] ?? 0;
  },

  setKeepAlive(enable, initialDelayMsecs) {
    enable = Boolean(enable);
    const initialDelay = toSeconds(initialDelayMsecs);
    if (!this._handle) {
      this[kSetKeepAlive] = enable;
      this[kSetKeepAliveInitialDelay] = initialDelay;
      return this;
    }
    if (!this._handle.setKeepAlive) return this;
    if (enable !== this[kSetKeepAlive] || (enable && this[kSetKeepAliveInitialDelay] !== initialDelay)) {
      this[kSetKeepAlive] = enable;
      this[kSetKeepAliveInitialDelay] = initialDelay;
      this._handle.setKeepAlive(enable, initialDelay);
    }
    return this;
  },

  ref() {
    if (!this._handle) this.once('connect', this.ref);
    else if (typeof this._handle.ref === 'function') this._handle.ref();
    return this;
  },

  unref() {
    if (!this._handle) this.once('connect', this.unref);
    else if (typeof this._handle.unref === 'function') this._handle.unref();
    return this;
  },
});

// ---- names, counters ----------------------------------------------------------------------------

defineHidden({
  address() {
    return this._getsockname();
  },

  _getpeername() {
    if (!this._handle || !this._handle.getpeername || this.connecting) return this._peername || {};
    if (!this._peername) {
      const name = {};
      if (this._handle.getpeername(name)) return name;
      this._peername = name;
    }
    return this._peername;
  },

  _getsockname() {
    if (!this._handle || !this._handle.getsockname) return {};
    if (!this._sockname) {
      this._sockname = {};
      this._handle.getsockname(this._sockname);
    }
    return this._sockname;
  },
});

function getter(name, get) {
  Object.defineProperty(Socket.prototype, name, { __proto__: null, configurable: true, enumerable: true, get });
}
getter('_connecting', function() { return this.connecting; });
getter('pending', function() { return !this._handle || this.connecting; });
getter('bufferSize', function() { return this._handle ? this.writableLength : undefined; });
getter('bytesRead', function() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; });
getter('_bytesDispatched', function() { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; });
getter('remoteAddress', function() { return this._getpeername().address; });
getter('remoteFamily', function() { return this._getpeername().family; });
getter('remotePort', function() { return this._getpeername().port; });
getter('localAddress', function() { return this._getsockname().address; });
getter('localPort', function() { return this._getsockname().port; });
getter('localFamily', function() { return this._getsockname().family; });
getter('readyState', function() {
  if (this.connecting) return 'opening';
  if (this.readable && this.writable) return 'open';
  if (this.readable && !this.writable) return 'readOnly';
  if (!this.readable && this.writable) return 'writeOnly';
  return 'closed';
});
getter('bytesWritten', function() {
  flushAnswer(this);
  let bytes = this._bytesDispatched;
  if (!this._writableState) return undefined;
  // What waits in the Writable, and what waits for the connection.
  for (const el of this.writableBuffer ?? []) {
    bytes += el.chunk instanceof Buffer ? el.chunk.length : Buffer.byteLength(el.chunk, el.encoding);
  }
  const data = this._pendingData;
  if (ArrayIsArray(data)) {
    for (const chunk of data) {
      if (data.allBuffers || chunk instanceof Buffer) bytes += (chunk.chunk ?? chunk).length;
      else bytes += Buffer.byteLength(chunk.chunk, chunk.encoding);
    }
  } else if (data) {
    bytes += typeof data === 'string' ? Buffer.byteLength(data, this._pendingEncoding) : data.byteLength;
  }
  return bytes;
});
Object.defineProperty(Socket.prototype, '_handle', { __proto__: null, configurable: true, writable: true, value: null });

// ---- reading --------------------------------------------------------------------------------------

function tryReadStart(socket) {
  socket._handle.reading = true;
  const err = socket._handle.readStart();
  if (err) socket.destroy(new ErrnoException(err, 'read'));
}

defineHidden({
  _read(n) {
    if (this.connecting || !this._handle) {
      this.once('connect', () => this._read(n));
    } else if (!this._handle.reading) {
      tryReadStart(this);
    }
  },

  // With `onread` the bytes never pass through the Readable, so that it cannot hold them back.
  pause() {
    if (this[kPumping]) stopPump(this);
    if (this[kBuffer] && !this.connecting && this._handle?.reading) {
      this._handle.reading = false;
      if (!this.destroyed) {
        const err = this._handle.readStop();
        if (err) this.destroy(new ErrnoException(err, 'read'));
      }
    }
    return Duplex.prototype.pause.call(this);
  },

  resume() {
    if (this[kBuffer] && !this.connecting && this._handle && !this._handle.reading) tryReadStart(this);
    return Duplex.prototype.resume.call(this);
  },

  read(n) {
    if (this[kPumping]) stopPump(this);
    if (this[kBuffer] && !this.connecting && this._handle && !this._handle.reading) tryReadStart(this);
    return Duplex.prototype.read.call(this, n);
  },
});

// ---- pipes that C carries (internal/net/pump): whoever looks or touches ends that ---------------------------

defineHidden({
  [kLetGo]() {
    if (this[kPumping]) stopPump(this);
    if (this[kPumpedFrom] !== null) stopPump(this[kPumpedFrom]);
  },

  pipe(dest, options) {
    if (this[kPumping]) stopPump(this);
    const result = Duplex.prototype.pipe.call(this, dest, options);
    if (dest instanceof Socket) {
      this[kPumpTo] = dest;
      process.nextTick(startPump, this); // it flows then
    }
    return result;
  },

  unpipe(dest) {
    if (this[kPumping]) stopPump(this);
    this[kPumpTo] = null;
    return Duplex.prototype.unpipe.call(this, dest);
  },

  on(event, fn) {
    if (this[kPumping] && (event === 'data' || event === 'readable')) stopPump(this);
    return Duplex.prototype.on.call(this, event, fn);
  },

  prependListener(event, fn) {
    if (this[kPumping]) stopPump(this);
    return Duplex.prototype.prependListener.call(this, event, fn);
  },

  removeListener(event, fn) {
    if (this[kPumping]) stopPump(this);
    return Duplex.prototype.removeListener.call(this, event, fn);
  },

  removeAllListeners(...args) {
    if (this[kPumping]) stopPump(this);
    return Duplex.prototype.removeAllListeners.apply(this, args);
  },

  setEncoding(encoding) {
    if (this[kPumping]) stopPump(this);
    return Duplex.prototype.setEncoding.call(this, encoding);
  },

  unshift(chunk, encoding) {
    if (this[kPumping]) stopPump(this);
    return Duplex.prototype.unshift.call(this, chunk, encoding);
  },

  write(chunk, encoding, callback) {
    if (this[kPumpedFrom] !== null) stopPump(this[kPumpedFrom]);
    return Duplex.prototype.write.call(this, chunk, encoding, callback);
  },

  cork() {
    if (this[kPumpedFrom] !== null) stopPump(this[kPumpedFrom]);
    return Duplex.prototype.cork.call(this);
  },
});
Socket.prototype.addListener = Socket.prototype.on;
Socket.prototype.off = Socket.prototype.removeListener;
for (const name of ['addListener', 'off']) Object.defineProperty(Socket.prototype, name, { __proto__: null, enumerable: false });

// ---- writing --------------------------------------------------------------------------------------

defineHidden({
  _writeGeneric(writev, data, encoding, cb) {
    if (this.connecting) {
      this._pendingData = data;
      this._pendingEncoding = encoding;
      const onClose = () => cb(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
      this.once('connect', function connect() {
        this.off('close', onClose);
        this._writeGeneric(writev, data, encoding, cb);
      });
      this.once('close', onClose);
      return;
    }
    this._pendingData = null;
    this._pendingEncoding = '';
    if (!this._handle) {
      cb(new ERR_SOCKET_CLOSED());
      return false;
    }
    if (this[kTimeout] !== null || this._parent !== null) this._unrefTimer();
    flushAnswer(this);
    if (writev) writevGeneric(this, data, cb);
    else writeGeneric(this, data, encoding, cb);
    if (this._handle && this[kTimeout] !== null) this[kLastWriteQueueSize] = this._handle.writeQueueSize;
  },

  _writev(chunks, cb) {
    this._writeGeneric(true, chunks, '', cb);
  },

  _write(data, encoding, cb) {
    this._writeGeneric(false, data, encoding, cb);
  },

  _final(cb) {
    if (this.connecting) return this.once('connect', () => this._final(cb));
    if (!this._handle) return cb();
    flushAnswer(this);
    const req = { oncomplete: afterShutdown, handle: this._handle, callback: cb };
    const err = this._handle.shutdown(req);
    if (err === 1 || err === UV_ENOTCONN) return cb(); // there was nothing to shut down
    if (err !== 0) return cb(new ErrnoException(err, 'shutdown'));
  },
});

// What an HTTP server's answer has kept back for the end of the tick (corkForTick() of its connection) goes before the socket's own.
function flushAnswer({ parser }) {
  if (parser?.unsent === true) parser.flush();
}

function afterShutdown() {
  this.callback();
}

// ---- the end -----------------------------------------------------------------------------------------

function closeHandle(socket, isException, isCloseAfterError) {
  const handle = socket._handle;
  if (!handle) return;
  handle.close(() => socket.emit('close', isException));
  if (isCloseAfterError) {
    handle.setOnRead?.(noop);
    socket._handle = null;
    socket._sockname = null;
  }
}

function emitCloseNT(socket) {
  socket.emit('close');
}

defineHidden({
  end(data, encoding, callback) {
    if (this[kPumpedFrom] !== null) stopPump(this[kPumpedFrom]);
    Duplex.prototype.end.call(this, data, encoding, callback);
    return this;
  },

  destroySoon() {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', this.destroy);
  },

  /** Closes with RST instead of FIN. TCP only. */
  resetAndDestroy() {
    if (!this._handle) {
      this.destroy(new ERR_SOCKET_CLOSED());
      return this;
    }
    if (!(this._handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
    if (this.connecting) this.once('connect', () => this[kReset]());
    else this[kReset]();
    return this;
  },

  [kReset]() {
    this.resetAndClosing = true;
    return this.destroy();
  },

  _destroy(exception, cb) {
    this.connecting = false;
    this[kLetGo]();
    for (let s = this; s; s = s._parent) clearTimeout(s[kTimeout]);
    const handle = this._handle;
    if (handle) {
      const isException = Boolean(exception);
      this[kBytesRead] = handle.bytesRead;
      this[kBytesWritten] = handle.bytesWritten;
      if (this.resetAndClosing) {
        this.resetAndClosing = false;
        const err = handle.reset(() => this.emit('close', isException));
        if (err) this.emit('error', new ErrnoException(err, 'reset'));
      } else if (this._closeAfterHandlingError) {
        // The socket stays usable while 'error' is handled, in the tick queue.
        queueMicrotask(() => closeHandle(this, isException, true));
      } else {
        closeHandle(this, isException, false);
      }
      if (!this._closeAfterHandlingError) {
        this._handle = null;
        this._sockname = null;
      }
      cb(exception);
    } else {
      cb(exception);
      process.nextTick(emitCloseNT, this);
    }
    if (this._server) {
      this._server._connections--;
      this._server._emitCloseIfDrained?.();
    }
  },
});

module.exports = {
  Socket,
  createHandle,
  initSocketHandle,
  kCloseAfterError,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
  tryReadStart,
};

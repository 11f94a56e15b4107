// SPDX-License-Identifier: MIT
'use strict';

const { MathMin } = primordials;
// fs.ReadStream and fs.WriteStream. One pool job per chunk; a stream over the library's own read and
// write goes straight to the binding, one whose `fs` functions were replaced calls those.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_SYSTEM_ERROR },
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { deprecate, kEmptyObject } = require('internal/util');
const { Readable, Writable, finished } = require('stream');
const {
  binding, copyObject, getOptions, getValidatedFd, toPathIfFileURL, validatePath,
} = require('internal/fs/utils');
const { errorOrDestroy } = require('internal/streams/destroy');
const { kTargetClosed } = require('internal/streams/bits');
const { setImmediate } = require('timers');
const { enabledHooksExist } = require('internal/async_hooks');
const callbacks = require('internal/fs/callback');
const { FilePump } = require('internal/fs/pump');
const abandoned = require('internal/fs/abandoned');
const fs = require('fs');

const kIoDone = Symbol('kIoDone');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kBuffer = Symbol('kBuffer');
const kOnRead = Symbol('kOnRead');
const kAsksCache = Symbol('kAsksCache'); // readNow() may know something
const kOpenedNow = Symbol('kOpenedNow'); // closeNow() may close it
const kPump = Symbol('kPump');

/* ---- common to both ------------------------------------------------------------------------------ */

// The functions of a stream over a FileHandle: same shape as fs.
function handleOperations(handle) {
  const callback = (promise, cb, value) => promise.then((r) => cb(null, value(r), r.buffer), (error) => cb(error, 0, undefined));
  return {
    open: (path, flags, mode, cb) => { throw new ERR_METHOD_NOT_IMPLEMENTED('open()'); },
    close: (fd, cb) => { handle.close().then(() => cb(), cb); },
    fsync: (fd, cb) => { handle.sync().then(() => cb(), cb); },
    read: (fd, buffer, offset, length, pos, cb) =>
      callback(handle.read(buffer, offset, length, pos), cb, (r) => r.bytesRead),
    write: (fd, buffer, offset, length, pos, cb) =>
      callback(handle.write(buffer, offset, length, pos), cb, (r) => r.bytesWritten),
    writev: (fd, buffers, pos, cb) => callback(handle.writev(buffers, pos), cb, (r) => r.bytesWritten),
  };
}

function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || fs;
    return options.fd;
  }
  const { FileHandle, kRef, kUnref } = require('internal/fs/filehandle');
  if (!(options.fd instanceof FileHandle))
    throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
  if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
  const handle = options.fd;
  stream[kHandle] = handle;
  stream[kFs] = handleOperations(handle);
  handle[kRef]();
  handle.on('close', stream.close.bind(stream));
  stream[kUnrefHandle] = () => handle[kUnref]();
  return handle.fd;
}
const kUnrefHandle = Symbol('kUnrefHandle');

function useFs(stream, options, names) {
  const custom = options.fs;
  stream[kFs] = custom || fs;
  if (!custom) return;
  for (const name of names) {
    if (name === 'writev' && custom.write && !custom.writev) continue;
    if (name === 'write' && custom.writev && !custom.write) continue;
    validateFunction(custom[name], `options.fs.${name}`);
  }
}

function _construct(callback) {
  const stream = this;
  // Closed already: its signal was aborted before. Nobody would close what is opened now.
  if (typeof stream.fd === 'number' || stream.closed) {
    callback();
    return;
  }
  if (stream.open !== openRead && stream.open !== openWrite) {
    // The user has replaced open(): it reports through events.
    const emit = stream.emit;
    stream.emit = function(...args) {
      if (args[0] === 'open') {
        this.emit = emit;
        callback();
        emit.apply(this, args);
      } else if (args[0] === 'error') {
        this.emit = emit;
        callback(args[1]);
      } else {
        emit.apply(this, args);
      }
    };
    stream.open();
    return;
  }
  const opened = (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', fd);
    stream.emit('ready');
  };
  const { path, flags } = stream, { open } = stream[kFs];
  if (flags === 'r' && typeof path === 'string' && open === callbacks.open && !enabledHooksExist()) {
    // As with readNow(): no thread, but not before the loop has turned.
    const fd = binding.openNow(path);
    if (fd >= 0) {
      stream[kOpenedNow] = true;
      setImmediate(opened, null, fd);
      return;
    }
  }
  stream[kFs].open(path, flags, stream.mode, opened);
}

// Present for users who replace it; by itself it does nothing.
const openRead = deprecate(function() {}, 'ReadStream.prototype.open() is deprecated', 'DEP0135');
const openWrite = deprecate(function() {}, 'WriteStream.prototype.open() is deprecated', 'DEP0135');

function closeFd(stream, error, cb) {
  const { fd } = stream;
  abandoned.closes(fd);
  if (stream[kOpenedNow] === true && !enabledHooksExist() && stream[kFs].close === callbacks.close && binding.closeNow(fd)) {
    setImmediate(cb, error);
    stream.fd = null;
    return;
  }
  stream[kFs].close(fd, (closeError) => cb(closeError || error));
  stream.fd = null;
}

function close(stream, error, cb) {
  if (!stream.fd) {
    cb(error);
  } else if (stream.flush && !error) {
    stream[kFs].fsync(stream.fd, (syncError) => closeFd(stream, syncError, cb));
  } else {
    closeFd(stream, error, cb);
  }
}

function destroyStream(stream, error, cb) {
  if (stream[kUnrefHandle]) {
    stream[kUnrefHandle]();
    stream[kUnrefHandle] = undefined;
  }
  // A descriptor in use by the pool is closed when the pool has done with it.
  if (stream[kIsPerformingIO]) stream.once(kIoDone, (ioError) => close(stream, error || ioError, cb));
  else close(stream, error, cb);
}

const autoCloseProperty = (state, name) => ({
  __proto__: null,
  get() {
    if (this[state] === undefined) throw new ERR_INVALID_THIS(name);
    return this[state].autoDestroy;
  },
  set(value) {
    if (this[state] === undefined) throw new ERR_INVALID_THIS(name);
    this[state].autoDestroy = value;
  },
});
const pendingProperty = {
  __proto__: null,
  get() { return this.fd === null; },
  configurable: true,
};

function streamOptions(options) {
  options = copyObject(getOptions(options, kEmptyObject));
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  return options;
}

/* ---- ReadStream ------------------------------------------------------------------------------------- */

/**
 * A stream of a file's bytes [start, end].
 * @param {string|Buffer|URL} path ignored when options.fd is given
 * @param {object|string} [options] flags, encoding, fd, mode, autoClose, start, end, highWaterMark (64 KiB), fs, signal
 */
function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = streamOptions(options);
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.fd == null) {
    this.fd = null;
    useFs(this, options, ['open', 'read', 'close']);
    this.path = toPathIfFileURL(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    validatePath(this.path);
  } else {
    this.fd = getValidatedFd(importFd(this, options));
  }
  // A range of a stream over a descriptor; options.fs may come with it.
  if (options.fd != null && options.fs) useFs(this, options, ['read']);
  this.start = options.start;
  this.end = options.end;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  this[kBuffer] = null;
  this[kOnRead] = null;
  this[kAsksCache] = true;
  this[kOpenedNow] = false;
  this[kPump] = null;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end === undefined) {
    this.end = Infinity;
  } else if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end)
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
  }
  Readable.call(this, options);
  if (options.encoding) this.setEncoding(options.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

Object.defineProperty(ReadStream.prototype, 'autoClose', autoCloseProperty('_readableState', 'ReadStream'));
Object.defineProperty(ReadStream.prototype, 'pending', pendingProperty);
ReadStream.prototype.open = openRead;
ReadStream.prototype._construct = _construct;

function onRead(stream, error, bytesRead) {
  stream[kIsPerformingIO] = false;
  let buffer = stream[kBuffer];
  stream[kBuffer] = null;
  if (stream.destroyed) {
    stream.emit(kIoDone, error);
    return;
  }
  if (error) {
    errorOrDestroy(stream, error);
    return;
  }
  if (!(bytesRead > 0)) {
    stream.push(null);
    return;
  }
  if (stream.pos !== undefined) stream.pos += bytesRead;
  stream.bytesRead += bytesRead;
  if (bytesRead !== buffer.length) {
    // Do not keep a large buffer for a small chunk.
    const small = Buffer.allocUnsafeSlow(bytesRead);
    buffer.copy(small, 0, 0, bytesRead);
    buffer = small;
  }
  stream.push(buffer);
}

ReadStream.prototype._read = function(n) {
  const left = this.end - (this.pos ?? this.bytesRead) + 1;
  n = MathMin(left, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  if (this[kOpenedNow] && this._readableState.pipes.length === 1 && this[kFs].read === callbacks.read) {
    this[kPump] ??= new FilePump(this);
    if (this[kPump].read(n, left)) return;
  }
  const buffer = Buffer.allocUnsafeSlow(n);
  this[kBuffer] = buffer;
  this[kIsPerformingIO] = true;
  this[kOnRead] ??= (error, bytesRead) => onRead(this, error, bytesRead);
  const { read } = this[kFs];
  if (read === callbacks.read) {
    // What the page cache holds needs no thread; it is still delivered in a later turn of the loop.
    const ready = this[kAsksCache] && !enabledHooksExist() ? binding.readNow(this.fd, buffer, 0, n, this.pos ?? -1) : -1;
    if (ready === -2) this[kAsksCache] = false;
    if (ready >= 0) setImmediate(this[kOnRead], null, ready);
    else binding.read(this.fd, buffer, 0, n, this.pos ?? -1, this[kOnRead]);
    return;
  }
  this[kFs].read(this.fd, buffer, 0, n, this.pos, this[kOnRead]);
};

ReadStream.prototype._destroy = function(error, cb) { destroyStream(this, error, cb); };

ReadStream.prototype[kTargetClosed] = function() {
  if (this.destroyed || typeof this.fd !== 'number' || !this.autoClose || this[kFs].close !== callbacks.close) return;
  abandoned.abandon(this, this.fd);
};

ReadStream.prototype.close = function(cb) {
  if (typeof cb === 'function') finished(this, cb);
  this.destroy();
};

/* ---- WriteStream --------------------------------------------------------------------------------------- */

/**
 * A stream that writes a file.
 * @param {string|Buffer|URL} path ignored when options.fd is given
 * @param {object|string} [options] flags, encoding, fd, mode, autoClose, emitClose, start, fs, signal, highWaterMark, flush
 */
function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = streamOptions(options);
  options.decodeStrings = true;
  if (options.fd == null) {
    this.fd = null;
    useFs(this, options, ['open', 'write', 'writev', 'close']);
    this.path = toPathIfFileURL(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    validatePath(this.path);
  } else {
    this.fd = getValidatedFd(importFd(this, options));
  }
  const custom = options.fs;
  if (custom && !custom.write && !custom.writev)
    throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', custom.write);
  this.flush = options.flush;
  if (this.flush == null) this.flush = false;
  else validateBoolean(this.flush, 'options.flush');
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (custom && !custom.writev) this._writev = null;
  if (custom && !custom.write) this._write = null;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Writable.call(this, options);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

Object.defineProperty(WriteStream.prototype, 'autoClose', autoCloseProperty('_writableState', 'WriteStream'));
Object.defineProperty(WriteStream.prototype, 'pending', pendingProperty);
WriteStream.prototype.open = openWrite;
WriteStream.prototype._construct = _construct;

// Writes all of data: short writes go on, EAGAIN is tried again, a stall is an error.
function writeAll(stream, data, size, pos, cb, retries) {
  stream[kFs].write(stream.fd, data, 0, size, pos, (error, written) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      cb(error || destroyedWhileWriting());
      return;
    }
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    if (pos !== undefined) pos += written;
    if (retries > 5) cb(new ERR_SYSTEM_ERROR(stalled('write')));
    else if (size) writeAll(stream, data.subarray(written), size, pos, cb, retries);
    else cb(null);
  });
}

function writevAll(stream, chunks, size, pos, cb, retries) {
  stream[kFs].writev(stream.fd, chunks, pos ?? null, (error, written) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) {
      cb(error || destroyedWhileWriting());
      return;
    }
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    if (pos !== undefined) pos += written;
    if (retries > 5) cb(new ERR_SYSTEM_ERROR(stalled('writev')));
    else if (size) writevAll(stream, [Buffer.concat(chunks).subarray(written)], size, pos, cb, retries);
    else cb(null);
  });
}

const stalled = (syscall) => ({ code: 'EAGAIN', errno: -11, message: 'writev failed', syscall });

function destroyedWhileWriting() {
  const { codes: { ERR_STREAM_DESTROYED } } = require('internal/errors');
  return new ERR_STREAM_DESTROYED('write');
}

function written(stream, error, cb) {
  stream[kIsPerformingIO] = false;
  if (stream.destroyed) {
    // Tells _destroy that the descriptor is free.
    cb(error);
    stream.emit(kIoDone, error);
    return;
  }
  cb(error);
}

WriteStream.prototype._write = function(data, encoding, cb) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, data.length, this.pos, (error) => written(this, error, cb), 0);
  if (this.pos !== undefined) this.pos += data.length;
};

WriteStream.prototype._writev = function(list, cb) {
  const chunks = new Array(list.length);
  let size = 0;
  for (let i = 0; i < list.length; i++) {
    chunks[i] = list[i].chunk;
    size += chunks[i].length;
  }
  this[kIsPerformingIO] = true;
  writevAll(this, chunks, size, this.pos, (error) => written(this, error, cb), 0);
  if (this.pos !== undefined) this.pos += size;
};

WriteStream.prototype._destroy = function(error, cb) { destroyStream(this, error, cb); };

WriteStream.prototype.close = function(cb) {
  if (cb) {
    if (this.closed) {
      process.nextTick(cb);
      return;
    }
    this.on('close', cb);
  }
  // Without autoClose, the end of writing is no reason to close: now it is.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

module.exports = { ReadStream, WriteStream };

// SPDX-License-Identifier: MIT
// Between a stream in JavaScript (net.Socket, tty, TLS) and its native handle: dispatching writes,
// delivering reads, idle time-outs. A handle knows its stream by handle[owner_symbol].
//
// Handles have: readStart, readStop, writeBuffer, writev, write{Utf8,Latin1,Ascii,Ucs2}String, shutdown,
// close. A write returns 0 (done), 1 (onwrite(status) follows) or a negative error code.
'use strict';

const { UV_E2BIG, UV_EOF } = internalBinding('uv');
const streams = internalBinding('stream_wrap');
const { ErrnoException } = require('internal/errors');
const { owner_symbol } = require('internal/async_hooks').symbols;
const { kTimeout, getTimerDuration, setUnrefTimeout } = require('internal/timers');
const { validateFunction } = require('internal/validators');
const { NOTHING_EXPECTED, kPumpTo, kPumping, startPump, stopPump } = require('internal/net/pump');
const { clearTimeout } = require('timers');

const kMaybeDestroy = Symbol('kMaybeDestroy');
const kUpdateTimer = Symbol('kUpdateTimer');
const kHandle = Symbol('kHandle');
const kSession = Symbol('kSession');
const kBuffer = Symbol('kBuffer');
const kBufferGen = Symbol('kBufferGen');
const kBufferCb = Symbol('kBufferCb');
const kWriteCallback = Symbol('kWriteCallback');

// ---- writing ---------------------------------------------------------------------------------------

function writeString(handle, text, encoding) {
  switch (encoding) {
    case 'utf8':
    case 'utf-8':
      return handle.writeUtf8String(text);
    case 'latin1':
    case 'binary':
      return handle.writeLatin1String(text);
    case 'ascii':
      return handle.writeAsciiString(text);
    case 'ucs2':
    case 'ucs-2':
    case 'utf16le':
    case 'utf-16le':
      return handle.writeUcs2String(text);
    default:
      return handle.writeBuffer(Buffer.from(text, encoding));
  }
}

function dispatched(handle, result, cb) {
  if (result === 0) {
    cb();
  } else if (result === 1) {
    handle[kWriteCallback] = cb;
  } else {
    cb(new ErrnoException(result, 'write', handle.error));
  }
}

/** For _write: one chunk. */
function writeGeneric(stream, chunk, encoding, cb) {
  const handle = stream._handle;
  dispatched(handle, typeof chunk === 'string' ? writeString(handle, chunk, encoding) :
    handle.writeBuffer(chunk), cb);
}

/** Whether C knows it: 0 bytes or UTF-8, 1 Latin-1, -1 neither. */
function simpleEncoding(chunk, encoding) {
  if (typeof chunk !== 'string' || encoding === 'utf8' || encoding === 'utf-8') return 0;
  return encoding === 'latin1' || encoding === 'binary' || encoding === 'ascii' ? 1 : -1;
}

/** What many protocols send: a head and a body. Small ones become one piece. */
function writePair(handle, a, encodingA, b, encodingB) {
  const first = simpleEncoding(a, encodingA), second = simpleEncoding(b, encodingB);
  return first < 0 || second < 0 ? UV_E2BIG : handle.writePair(a, b, first | second << 1);
}

/** For _writev: chunks as Writable collects them. */
function writevGeneric(stream, entries, cb) {
  const handle = stream._handle, { length } = entries;
  let result;
  if (length === 2 && handle.writePair !== undefined) {
    const a = entries[0], b = entries[1];
    result = writePair(handle, a.chunk ?? a, a.encoding, b.chunk ?? b, b.encoding);
    if (result !== UV_E2BIG) return dispatched(handle, result, cb);
  }
  if (entries.allBuffers) {
    const list = new Array(length);
    for (let i = 0; i < length; i++) list[i] = entries[i].chunk ?? entries[i];
    result = handle.writev(list, true);
  } else {
    const list = new Array(2 * length);
    for (let i = 0; i < length; i++) {
      const { chunk, encoding } = entries[i];
      const known = typeof chunk !== 'string' || encoding !== 'hex' && encoding !== 'base64' && encoding !== 'base64url';
      list[2 * i] = known ? chunk : Buffer.from(chunk, encoding);
      list[2 * i + 1] = encoding;
    }
    result = handle.writev(list, false);
  }
  dispatched(handle, result, cb);
}

/** C calls this when a write that returned 1 has ended; this = the handle. */
function onStreamWrite(status) {
  const cb = this[kWriteCallback], stream = this[owner_symbol];
  if (cb === undefined) {
    // Of a write that C had put off and called done.
    if (status < 0) stream?.destroy(new ErrnoException(status, 'write', this.error));
    return;
  }
  this[kWriteCallback] = undefined;
  if (status < 0) {
    cb(new ErrnoException(status, 'write', this.error));
  } else if (stream?.destroyed) {
    cb(null);
  } else {
    stream?.[kUpdateTimer]?.();
    cb();
  }
}

// ---- reading ---------------------------------------------------------------------------------------

/** C calls this with what was read; this = the handle. */
function onStreamRead(nread, buffer) {
  const stream = this[owner_symbol];
  const pumping = stream?.[kPumping];
  if (pumping === true) {
    stopPump(stream);
  } else if (pumping === NOTHING_EXPECTED) {
    stream.destroy();
    return;
  }
  if (nread > 0) {
    if (!stream || stream.destroyed) return;
    if (stream[kTimeout] !== null) stream[kUpdateTimer]();
    const more = stream[kBuffer] ? readIntoUserBuffer(this, stream, nread, buffer) : stream.push(buffer);
    if (!more && this.reading) {
      this.reading = false;
      const err = this.readStop();
      if (err) stream.destroy(new ErrnoException(err, 'read'));
    } else if (stream[kPumpTo] != null) {
      startPump(stream);
    }
    return;
  }
  if (!stream || stream.destroyed || nread === 0) return;
  this.reading = false;
  if (nread !== UV_EOF) {
    // Whoever waits for 'end' gets 'close' with the error instead.
    stream.destroy(new ErrnoException(nread, 'read', this.error));
    return;
  }
  if (stream._readableState.endEmitted) {
    stream[kMaybeDestroy]?.();
    return;
  }
  if (stream[kMaybeDestroy]) stream.on('end', stream[kMaybeDestroy]);
  stream.push(null); // after this no more 'data'
  stream.read(0);    // 'end' even if nobody reads
}

/** net.Socket's `onread` option: the bytes are in the user's buffer already. */
function readIntoUserBuffer(handle, stream, nread, buffer) {
  let target = stream[kBuffer];
  if (buffer !== undefined) { // a handle that cannot read into it (TLS)
    const room = target.byteLength;
    if (buffer.length > room) {
      let more = true;
      for (let i = 0; i < buffer.length && !stream.destroyed; i += room) {
        more = readIntoUserBuffer(handle, stream, Math.min(room, buffer.length - i),
                                  buffer.subarray(i, i + room)) && more;
      }
      return more;
    }
    target.set(buffer);
  }
  const more = stream[kBufferCb](nread, target) !== false;
  if (stream[kBufferGen]) {
    target = stream[kBufferGen]();
    if (target instanceof Uint8Array) {
      stream[kBuffer] = target;
      if (!stream.destroyed) handle.useUserBuffer?.(target);
    }
  }
  return more;
}

streams.setCallbacks([onStreamRead, onStreamWrite]);

const define = (name, get) =>
  Object.defineProperty(streams.LibuvStreamWrap.prototype, name, { __proto__: null, configurable: true, get });
define('writeQueueSize', function() { return this.getWriteQueueSize(); });
define('bytesRead', function() { return this.getBytesRead(); });
define('bytesWritten', function() { return this.getBytesWritten(); });
define('fd', function() { return this.getFd(); });

// ---- time-outs --------------------------------------------------------------------------------------

/** `setTimeout` of sockets and HTTP/2 streams: msecs of no activity; 0 turns it off. */
function setStreamTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = getTimerDuration(msecs, 'msecs');
  // Attempt to clear an existing timer in both cases: even if it will be rescheduled.
  clearTimeout(this[kTimeout]);
  if (msecs === 0) {
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.removeListener('timeout', callback);
    }
    this[kTimeout] = null;
  } else {
    this[kTimeout] = setUnrefTimeout(this._onTimeout.bind(this), msecs);
    if (this[kSession]) this[kSession][kUpdateTimer]();
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.once('timeout', callback);
    }
  }
  return this;
}

module.exports = {
  writevGeneric,
  writeGeneric,
  onStreamRead,
  onStreamWrite,
  kBuffer,
  kBufferCb,
  kBufferGen,
  kHandle,
  kMaybeDestroy,
  kSession,
  kUpdateTimer,
  kWriteCallback,
  setStreamTimeout,
};

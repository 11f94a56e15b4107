// SPDX-License-Identifier: MIT
// The JavaScript half of TLSWrap: what a stream handle has besides encryption is passed on to the handle below.
// Without a native stream below, the bytes are carried here between TLSWrap and a Duplex.
'use strict';

const { TLSWrap } = internalBinding('tls_wrap');
const { UV_EBADF, UV_ECANCELED, UV_EOF } = internalBinding('uv');
const { kWriteCallback, onStreamWrite } = require('internal/stream_base_commons');

const proto = TLSWrap.prototype;

for (const name of ['connect', 'connect6', 'bind', 'bind6', 'open', 'listen', 'getsockname', 'getpeername', 'setNoDelay',
                    'setKeepAlive', 'ref', 'unref', 'hasRef', 'setBlocking', 'reset']) {
  proto[name] = function(...args) {
    const parent = this._parent;
    if (typeof parent?.[name] !== 'function') return name === 'hasRef' ? false : UV_EBADF;
    return parent[name](...args);
  };
}

/** Small writes of one tick become one record: only the first goes at once, the others wait for `written`. */
proto.writeBuffer = function(bytes) {
  const result = this.encrypt(bytes);
  if (result !== 0) return result;
  process.nextTick(written, this);
  return 1;
};

function written(handle) {
  onStreamWrite.call(handle, 0);
}

proto.writeUtf8String = function(text) { return this.writeBuffer(Buffer.from(text, 'utf8')); };
proto.writeLatin1String = function(text) { return this.writeBuffer(Buffer.from(text, 'latin1')); };
proto.writeAsciiString = proto.writeLatin1String;
proto.writeUcs2String = function(text) { return this.writeBuffer(Buffer.from(text, 'utf16le')); };

proto.writev = function(list, allBuffers) {
  const chunks = [];
  if (allBuffers) {
    chunks.push(...list);
  } else {
    for (let i = 0; i < list.length; i += 2) {
      chunks.push(typeof list[i] === 'string' ? Buffer.from(list[i], list[i + 1]) : list[i]);
    }
  }
  return this.writeBuffer(Buffer.concat(chunks));
};

/** close_notify, then the end of the stream below. */
proto.shutdown = function(req) {
  this.sslShutdown();
  const parent = this._parent;
  if (typeof parent?.shutdown !== 'function') return UV_EBADF;
  return parent.shutdown(req);
};

proto.close = function(cb) {
  const parent = this._parent;
  this.sslClosed = true;
  // Whoever waits for a write hears of its end after the error.
  const done = () => {
    if (this[kWriteCallback] !== undefined) this.error = 'Canceled because of SSL destruction';
    this.destroySSL();
    cb?.();
  };
  this._parent = null;
  const below = this._below;
  if (parent === null || parent === undefined) {
    setImmediate(done);
  } else if (below !== undefined && !below.destroyed) {
    below.once('close', done);
    below.destroy();
  } else {
    parent.close(done);
  }
};

function getter(name, get) {
  Object.defineProperty(proto, name, { __proto__: null, configurable: true, get });
}
getter('bytesRead', function() { return this.getCounters()[0]; });
getter('bytesWritten', function() { return this.getCounters()[1]; });
getter('writeQueueSize', function() { return this.getCounters()[2]; });
getter('fd', function() { return this._parent?.fd ?? -1; });

// The socket below. Over another Duplex, one that is made when it is asked for: packages want its class.
const kParentWrap = Symbol('parentWrap');
getter('_parentWrap', function() {
  if (!(this._parent instanceof DuplexHandle)) return this._below;
  const { JSStreamSocket } = require('internal/net/js_stream_socket');
  return this[kParentWrap] ??= new JSStreamSocket(this._parent.stream);
});

/** Looks like a handle, over any Duplex: for TLS over TLS, proxies, tests. */
class DuplexHandle {
  constructor(stream) {
    this.stream = stream;
    this.closed = false;
    stream.on('error', noop);
  }

  /** Carries the bytes of `wrap` from now on. */
  attach(wrap) {
    const { stream } = this;
    this.wrap = wrap;
    wrap.onencout = (bytes) => {
      if (this.closed || !stream.writable) wrap.encOutDone(UV_ECANCELED);
      // Later: the other end may be in this thread, and sees the bytes before we are told that they are written.
      else stream.write(bytes, (err) => setImmediate(encOutDone, wrap, err ? UV_ECANCELED : 0));
    };
    if (stream._handle instanceof TLSWrap) {
      process.nextTick(takeReads, stream, wrap);
      return;
    }
    stream.on('data', (chunk) => {
      if (typeof chunk === 'string') {
        const { codes: { ERR_STREAM_WRAP } } = require('internal/errors');
        stream.pause();
        wrap.onerror?.(new ERR_STREAM_WRAP());
        return;
      }
      if (!wrap.sslClosed) wrap.receive(chunk);
    });
    stream.on('end', () => { if (!wrap.sslClosed) wrap.receiveEnd(UV_EOF); });
    stream.on('close', () => { if (!wrap.sslClosed) wrap.receiveEnd(UV_EOF); });
  }

  getAsyncId() { return 0; }
  readStart() { return 0; }
  readStop() { return 0; }

  shutdown(req) {
    const { stream } = this;
    const done = () => req.oncomplete(0);
    if (!stream.writable || stream.destroyed) setImmediate(done);
    else stream.end(() => setImmediate(done));
    return 0;
  }

  close(cb) {
    if (this.closed) return;
    this.closed = true;
    this.stream.destroy();
    if (cb) setImmediate(cb);
  }

  getsockname(out) { return pick(this.stream, out, 'local'); }
  getpeername(out) { return pick(this.stream, out, 'remote'); }
}

/** TLS over TLS: what the lower socket reads is for `wrap` alone, whoever listened to it before. */
function takeReads(stream, wrap) {
  for (let chunk; !wrap.sslClosed && (chunk = stream.read()) !== null;) wrap.receive(Buffer.from(chunk));
  const { push } = stream;
  stream.push = function(chunk, encoding) {
    if (!wrap.sslClosed && chunk !== null) {
      wrap.receive(chunk);
      return true;
    }
    if (!wrap.sslClosed) wrap.receiveEnd(UV_EOF);
    return push.call(this, chunk, encoding);
  };
  stream.once('close', () => { if (!wrap.sslClosed) wrap.receiveEnd(UV_EOF); });
  stream.read(0);
}

function noop() {}

function encOutDone(wrap, status) {
  wrap.encOutDone(status);
}

function pick(stream, out, side) {
  if (stream[`${side}Address`] === undefined) return UV_EBADF;
  out.address = stream[`${side}Address`];
  out.family = stream[`${side}Family`];
  out.port = stream[`${side}Port`];
  return 0;
}

module.exports = { DuplexHandle, TLSWrap };

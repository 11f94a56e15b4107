// SPDX-License-Identifier: MIT
// OutgoingMessage: what ServerResponse and ClientRequest have in common: headers, framing, and sending over
// either a native connection (this[kConnection], head and body in one C call) or any stream (this.socket).
'use strict';

const { ObjectDefineProperty, ObjectSetPrototypeOf } = primordials;
const { Stream } = require('internal/streams/legacy');
const EE = require('events');
const {
  AbortError,
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED, ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const { byteLength, corkForTick, writeToSocket, kChunked, kLast, kEnd } = require('internal/http/send');
const { validateHeaderName, validateHeaderValue, parseUniqueHeadersOption } = require('internal/http/validate');
const { kConnection } = require('_http_incoming');
const { getDefaultHighWaterMark } = require('internal/streams/state');

const kOutHeaders = Symbol('kOutHeaders');
const kUniqueHeaders = Symbol('kUniqueHeaders');
const kNeedDrain = Symbol('kNeedDrain');
const kBytesWritten = Symbol('kBytesWritten');
const kErrored = Symbol('errored');
const kFinished = Symbol('finished'); // 'finish' has been emitted, or is being
const kHighWaterMark = Symbol('kHighWaterMark');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');
const kCorked = Symbol('corked');
const kSocket = Symbol('kSocket');

const { nextTick } = process, noop = () => {};

function OutgoingMessage(options) {
  this._events = undefined;
  this._eventsCount = 0;
  this._maxListeners = undefined;
  this[kConnection] = null;
  this[kSocket] = null;
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this._closed = false;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = noop;
  this[kErrored] = null;
  this[kFinished] = false;
  this[kHighWaterMark] = options?.highWaterMark ?? getDefaultHighWaterMark();
  this[kRejectNonStandardBodyWrites] = options?.rejectNonStandardBodyWrites ?? false;
  this[kUniqueHeaders] = null;
}
ObjectSetPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
ObjectSetPrototypeOf(OutgoingMessage, Stream);

function accessor(name, get, set) {
  ObjectDefineProperty(OutgoingMessage.prototype, name, { __proto__: null, configurable: true, enumerable: false, get, set });
}
// A server's answer makes its real socket when somebody looks at it.
accessor('socket', function() {
  if (this[kSocket] === null && this[kConnection] !== null && !this[kConnection].detached) {
    return this[kConnection].socketFor(this);
  }
  return this[kSocket];
}, function(socket) {
  this[kSocket] = socket;
});
accessor('connection', function() { return this.socket; }, function(socket) { this.socket = socket; });
accessor('errored', function() { return this[kErrored]; });
accessor('closed', function() { return this._closed; });
accessor('writableFinished', function() { return this[kFinished]; });
accessor('writableObjectMode', function() { return false; });
accessor('writableLength', function() {
  return this.outputSize + (this[kConnection] !== null ? this[kConnection].queued() : this[kSocket]?.writableLength ?? 0);
});
accessor('writableHighWaterMark', function() { return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark]; });
accessor('writableCorked', function() { return this[kCorked]; });
accessor('writableEnded', function() { return this.finished; });
accessor('writableNeedDrain', function() { return !this.destroyed && !this.finished && this[kNeedDrain]; });
accessor('headersSent', function() { return !!this._header; });

OutgoingMessage.prototype._renderHeaders = function _renderHeaders() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  const headers = {};
  for (const key in this[kOutHeaders]) headers[this[kOutHeaders][key][0]] = this[kOutHeaders][key][1];
  return headers;
};

require('internal/http/outgoing_headers')(OutgoingMessage, kOutHeaders, kUniqueHeaders);
require('internal/http/outgoing_file')(OutgoingMessage, write, kCorked, kBytesWritten);

// ---- the head --------------------------------------------------------------------------------------------

OutgoingMessage.prototype._implicitHeader = function _implicitHeader() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

require('internal/http/outgoing_head')(OutgoingMessage, kOutHeaders, kUniqueHeaders);

OutgoingMessage.prototype.flushHeaders = function flushHeaders() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

// ---- sending ------------------------------------------------------------------------------------------------

/** Sends a piece of body (not chunk-encoded here), the head before it if that is still to go. */
OutgoingMessage.prototype._send = function _send(data, encoding, callback) {
  return transmit(this, data, encoding, 0, callback);
};

/** For other libraries: raw bytes in order with the rest. */
OutgoingMessage.prototype._writeRaw = function _writeRaw(data, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return dispatch(this, undefined, data, encoding, 0, callback);
};

function transmit(msg, data, encoding, flags, callback) {
  const head = msg._headerSent ? undefined : msg._header;
  msg._headerSent = true;
  return dispatch(msg, head, data, encoding, flags, callback);
}

// Puts head, body and chunk framing on the wire, or in the queue when it is not this message's turn.
function dispatch(msg, head, data, encoding, flags, callback) {
  const connection = msg[kConnection];
  if (connection !== null) {
    if (connection.current === msg && msg[kCorked] === 0) return connection.write(msg, head, data, encoding, flags, callback);
    return enqueue(msg, head, data, encoding, flags, callback);
  }
  if (callback === onFinish) callback = onFinish.bind(undefined, msg);
  const socket = msg[kSocket];
  if (socket?.destroyed) return false; // the socket was destroyed
  if (socket && socket._httpMessage === msg && socket.writable) {
    if (msg.outputData.length) msg._flushOutput(socket);
    return writeToSocket(socket, head, data, encoding, flags, callback);
  }
  return enqueue(msg, head, data, encoding, flags, callback);
}

function enqueue(msg, head, data, encoding, flags, callback) {
  const size = (head?.length ?? 0) + (data ? byteLength(data, encoding) : 0);
  msg.outputData.push({ data: data ?? '', encoding, callback, head, flags }); // programs look at `data`
  msg.outputSize += size;
  msg._onPendingData(size);
  return msg.outputSize < msg[kHighWaterMark];
}

/** Sends what waited for a socket, or for its turn on it. */
OutgoingMessage.prototype._flushOutput = function _flushOutput(socket) {
  const waiting = this.outputData;
  if (waiting.length === 0) return undefined;
  this.outputData = [];
  const size = this.outputSize;
  this.outputSize = 0;
  this._onPendingData(-size);
  let more = true;
  const connection = this[kConnection];
  const together = connection === null && waiting.length > 1;
  if (together) socket.cork();
  for (let i = 0; i < waiting.length; i++) {
    const { head, data, encoding, flags, callback } = waiting[i];
    more = connection !== null ? connection.write(this, head, data, encoding, flags, callback) :
      writeToSocket(socket, head, data, encoding, flags, callback === onFinish ? onFinish.bind(undefined, this) : callback);
  }
  if (together) socket.uncork();
  return more;
};

OutgoingMessage.prototype._flush = function _flush() {
  const socket = this[kSocket];
  if (this[kConnection] !== null ? this[kConnection].isOpen() : socket?.writable) {
    const more = this._flushOutput(socket);
    if (this.finished) this._finish();
    else if (more && this[kNeedDrain]) {
      this[kNeedDrain] = false;
      this.emit('drain');
    }
  }
};

// ---- write and end ----------------------------------------------------------------------------------------------

function writeAfterEnd(msg, error, callback) {
  if (callback) callback(error);
  if (!msg.destroyed) msg.emit('error', error);
}

function toChunk(chunk) {
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) {
    throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
}

OutgoingMessage.prototype.write = write;
function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (this[kConnection] !== null) this[kConnection].corkForTick();
  else if (this[kSocket]) corkForTick(this[kSocket]);
  const more = writeBody(this, chunk, encoding, callback, false);
  if (!more) this[kNeedDrain] = true;
  return more;
}

function writeBody(msg, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = noop;
  toChunk(chunk);
  let error;
  if (msg.finished) error = new ERR_STREAM_WRITE_AFTER_END();
  else if (msg.destroyed) error = new ERR_STREAM_DESTROYED('write');
  if (error) {
    if (!msg.destroyed) nextTick(writeAfterEnd, msg, error, callback);
    else nextTick(callback, error);
    return false;
  }
  const length = byteLength(chunk, encoding);
  if (strictLength(msg) && msg[kBytesWritten] + length > msg._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(length + msg[kBytesWritten], msg._contentLength);
  }
  if (!msg._header) { // only now the length becomes known: of the first chunk it is end() that complains, as in Node
    if (fromEnd) msg._contentLength = length;
    msg._implicitHeader();
  }
  if (!msg._hasBody) {
    if (msg[kRejectNonStandardBodyWrites]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    nextTick(callback);
    return true;
  }
  msg[kBytesWritten] += length;
  if (length === 0) {
    // Nothing to send but the head; a chunk of length 0 would be the end.
    if (!msg._headerSent) return transmit(msg, '', 'latin1', 0, callback === noop ? undefined : callback);
    nextTick(callback);
    return true;
  }
  return transmit(msg, chunk, encoding, msg.chunkedEncoding ? kChunked : 0, callback === noop ? undefined : callback);
}

function strictLength(msg) {
  return msg.strictContentLength && msg._contentLength != null && msg._hasBody && !msg._removedContLen &&
    !msg.chunkedEncoding && !msg.hasHeader('transfer-encoding');
}

OutgoingMessage.prototype.end = function end(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  let body = '';
  if (chunk) {
    toChunk(chunk);
    if (this.finished) {
      onEndError(this, new ERR_STREAM_WRITE_AFTER_END(), callback);
      return this;
    }
    if (this.destroyed) { // sent to nobody
      this.finished = true;
      if (hasTurn(this)) this._finish();
      return this;
    }
    const length = byteLength(chunk, encoding);
    if (!this._header) {
      this._contentLength = length; // whatever an end() that failed has said
      this._implicitHeader();
    }
    if (this._hasBody) {
      if (strictLength(this) && this[kBytesWritten] + length > this._contentLength) {
        throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(length + this[kBytesWritten], this._contentLength);
      }
      this[kBytesWritten] += length;
      body = chunk;
    } else if (this[kRejectNonStandardBodyWrites]) {
      throw new ERR_HTTP_BODY_NOT_ALLOWED();
    }
  } else if (this.finished) {
    if (typeof callback === 'function') {
      if (!this.writableFinished) this.on('finish', callback);
      else callback(new ERR_STREAM_ALREADY_FINISHED('end'));
    }
    return this;
  } else if (!this._header) {
    this._contentLength = 0;
    this._implicitHeader();
  }
  if (strictLength(this) && this[kBytesWritten] !== this._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
  }
  const finish = typeof callback === 'function' ? onFinishTold.bind(undefined, this, callback) : onFinish;
  if (this._hasBody && this.chunkedEncoding) {
    if (this._trailer !== '' && this[kConnection] !== null) {
      if (body !== '') transmit(this, body, encoding, kChunked | kEnd);
      transmit(this, `0\r\n${this._trailer}\r\n`, 'latin1', kEnd, finish);
    } else {
      transmit(this, body, encoding, kChunked | kLast | kEnd, finish);
    }
  } else if (body !== '' && !this._header) { // a class of its own that has no head: body and end are two, as in Node
    transmit(this, body, encoding, 0);
    dispatch(this, undefined, '', 'latin1', kEnd, finish);
  } else if (!this._headerSent || body !== '') {
    transmit(this, body, encoding, kEnd, finish);
  } else if (this[kConnection] !== null && this.outputSize === 0) {
    this[kConnection].afterFlush(finish === onFinish ? onFinish.bind(undefined, this) : finish);
  } else {
    // A write of nothing, so that the callback comes after all others.
    dispatch(this, undefined, '', 'latin1', kEnd, finish);
  }
  if (this[kSocket]) { // fully uncork it
    this[kSocket]._writableState.corked = 1;
    this[kSocket].uncork();
  }
  if (this[kCorked] > 0) {
    this[kCorked] = 0;
    if (this[kConnection] !== null) {
      const { netSocket } = this[kConnection];
      while (netSocket?.writableCorked > 0) netSocket.uncork();
      flushCorked(this, this[kConnection]);
    }
  }
  this.finished = true;
  if (hasTurn(this)) this._finish();
  return this;
};

function hasTurn(msg) {
  return msg.outputData.length === 0 &&
    (msg[kConnection] !== null ? msg[kConnection].current === msg : msg[kSocket]?._httpMessage === msg);
}

function onEndError(msg, error, callback) {
  if (!msg.destroyed) nextTick(writeAfterEnd, msg, error, typeof callback === 'function' ? callback : undefined);
}

// The callback of end() is told of errors, too, and before those who listen.
function onFinishTold(msg, callback, error) {
  msg[kFinished] = !failed(msg, error);
  callback(error);
  onFinish(msg, error);
}

function failed(msg, error) { return Boolean(error || msg[kSocket]?._hadError); }

// As a callback to dispatch(), of the message that it is of.
function onFinish(msg, error) {
  if (failed(msg, error)) return;
  msg[kFinished] = true;
  msg.emit('finish');
}

/** Everything has been handed over. */
OutgoingMessage.prototype._finish = function _finish() {
  if (this._eventsCount > 0) this.emit('prefinish');
};

OutgoingMessage.prototype.pipe = function pipe() {
  this.emit('error', new ERR_STREAM_CANNOT_PIPE()); // it should be write-only
};

// What a native connection was not given between cork() and uncork() leaves in one write.
function flushCorked(msg, connection) {
  if (connection.current !== msg || msg.outputData.length === 0) return;
  connection.corkForTick();
  msg._flushOutput();
}

OutgoingMessage.prototype.cork = function cork() {
  this[kCorked]++;
  (this[kConnection] !== null ? this[kConnection].netSocket : this[kSocket])?.cork();
};
OutgoingMessage.prototype.uncork = function uncork() {
  if (this[kCorked] > 0) this[kCorked]--;
  const connection = this[kConnection];
  if (connection === null) {
    this[kSocket]?.uncork();
    return;
  }
  connection.netSocket?.uncork();
  if (this[kCorked] === 0) flushCorked(this, connection);
};

OutgoingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  const { socket } = this;
  if (!socket) {
    this.once('socket', (s) => s.setTimeout(msecs));
  } else {
    socket.setTimeout(msecs);
  }
  return this;
};

// Destroyed before a socket is there: it is destroyed when it comes.
OutgoingMessage.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this[kConnection] !== null) {
    this[kConnection].destroyFor(this, error);
  } else if (this[kSocket]) {
    this[kSocket].destroy(error);
  } else {
    this.once('socket', (socket) => socket.destroy(error));
  }
  return this;
};

OutgoingMessage.prototype[EE.captureRejectionSymbol] = function(error) { this.destroy(error); };
OutgoingMessage.prototype[Symbol.asyncDispose] = async function() {
  if (!this.destroyed) this.destroy(this.writableFinished ? null : new AbortError());
};

module.exports = {
  OutgoingMessage, validateHeaderName, validateHeaderValue, parseUniqueHeadersOption,
  onFinish, kOutHeaders, kUniqueHeaders, kNeedDrain, kErrored, kHighWaterMark, kSocket, kConnection, kBytesWritten,
  kChunked, kLast, kEnd,
};

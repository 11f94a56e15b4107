// SPDX-License-Identifier: MIT
// IncomingMessage: a request on the server, a response on the client. Its Readable half, headers, raw headers
// and socket come into being when somebody looks at them.
'use strict';

const { MathMax, ObjectDefineProperty, ObjectSetPrototypeOf } = primordials;

const Readable = require('internal/streams/readable');
const EE = require('events');
const { kAddBody, kAnswered, kDestroyAborted, kEndBody } = require('internal/http/hidden');
const { ConnResetException } = require('internal/errors');
const binding = internalBinding('http_parser');

const { ReadableState } = Readable;
const kBlock = Symbol('kBlock');         // the head as sent, one string
const kTrailerBlock = Symbol('kTrailerBlock');
const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kRawHeaders = Symbol('kRawHeaders');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kRawTrailers = Symbol('kRawTrailers');
const kBody = Symbol('kBody');           // what came with the head, until the Readable half exists
const UNSEEN = Symbol('unseen');         // instead of that: it has been thrown away
const kEof = Symbol('kEof');
const kState = Symbol('kState');
const kSocket = Symbol('kSocket');
const kConnection = Symbol('kConnection');
const kClient = Symbol('kClient');
const kMaxHeaders = Symbol('kMaxHeaders'); // of a response whose request has a limit
const kAbortController = Symbol('kAbortController');

function IncomingMessage(socket) {
  this[kState] = undefined;
  this[kSocket] = socket;
  this[kConnection] = null;
  this[kBlock] = '';
  this[kTrailerBlock] = undefined;
  this[kHeaders] = null;
  this[kRawHeaders] = null;
  this[kBody] = null;
  this[kEof] = false;
  this._events = undefined;
  this._eventsCount = 0;
  this._maxListeners = undefined;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this._consuming = false;
  this._dumped = false;
  this._destroyedByPeer = false;
}
ObjectSetPrototypeOf(IncomingMessage.prototype, Readable.prototype);
ObjectSetPrototypeOf(IncomingMessage, Readable);

function accessor(name, get, set, enumerable = false) {
  ObjectDefineProperty(IncomingMessage.prototype, name, {
    __proto__: null, configurable: true, enumerable, get, set,
  });
}

// The Readable half, made when first touched.
accessor('_readableState', function() {
  if (this[kState] === undefined) {
    if (this === IncomingMessage.prototype) return undefined;
    const socket = this[kSocket];
    const options = socket ? { highWaterMark: socket.readableHighWaterMark } : undefined;
    this[kState] = new ReadableState(options, this, false);
    this[kState].readingMore = true; // the stream itself reads nothing ahead, so that _read() tells of a reader
    const body = this[kBody], state = this[kState];
    this[kBody] = null;
    if (body === UNSEEN) {
      if (this[kEof] && !this._destroyedByPeer) state.ended = state.endEmitted = state.destroyed = state.closed = state.closeEmitted = true;
    } else if (body !== null) {
      this.push(body);
      state.ended = this[kEof]; // push(null) would let it flow before 'resume'
    } else if (this[kEof]) {
      this.push(null);
    }
    if (this._destroyedByPeer) {
      state.destroyed = state.closed = state.closeEmitted = state.errorEmitted = true;
      state.errored = new ConnResetException('aborted');
    }
  }
  return this[kState];
}, function(state) {
  this[kState] = state;
});

/** Parser events. */
IncomingMessage.prototype[kAddBody] = function(chunk) {
  if (this._dumped) return true;
  return this.push(chunk);
};
IncomingMessage.prototype[kEndBody] = function(trailers) {
  this.complete = true;
  this[kTrailerBlock] = trailers;
  this[kEof] = true;
  if (this[kState] !== undefined) this.push(null);
};

accessor('socket', function() {
  if (this[kSocket] === undefined && this[kConnection] !== null) this[kSocket] = this[kConnection].socket;
  return this[kSocket];
}, function(socket) {
  this[kSocket] = socket;
}, true);
accessor('connection', function() {
  return this.socket;
}, function(socket) {
  this.socket = socket;
});
// The socket it came over, also when `socket` has been replaced.
accessor('client', function() {
  return this[kClient] ?? this.socket;
}, function(socket) {
  this[kClient] = socket;
});

// ---- headers ----------------------------------------------------------------------------------------

// What happens with a second header of the same name: 0 list with ', ', 1 keep the first, 2 list with '; ', 3 array.
const policies = {
  '__proto__': null,
  'set-cookie': 3,
  'cookie': 2,
};
for (const name of ['age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
                    'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards',
                    'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent']) {
  policies[name] = 1;
}

function addHeader(dest, name, value, join) {
  const existing = dest[name];
  const policy = policies[name] ?? 0;
  if (policy === 3) {
    if (existing !== undefined) existing.push(value);
    else dest[name] = [value];
  } else if (existing === undefined) {
    dest[name] = value;
  } else if (policy === 0 || join) {
    dest[name] = `${existing}${policy === 2 ? '; ' : ', '}${value}`;
  } else if (policy === 2) {
    dest[name] = `${existing}; ${value}`;
  }
}

// What is over the limit of who asked is not looked at; of more than 31 headers it is not in the list either, as in Node.
const kListedAnyhow = 31;
function limited(message, flat, least) {
  const max = message[kMaxHeaders];
  if (max !== undefined && flat.length > 2 * MathMax(max, least)) flat.length = 2 * max;
  return flat;
}

accessor('headers', function() {
  if (this[kHeaders] === null) {
    const headers = this[kHeaders] = {};
    const block = this[kBlock];
    const flat = block !== '' ? limited(this, binding.headers(block), 0) : this[kRawHeaders] ?? [];
    const join = this.joinDuplicateHeaders;
    for (let i = 0; i < flat.length; i += 2) {
      addHeader(headers, block !== '' ? flat[i] : flat[i].toLowerCase(), flat[i + 1], join);
    }
  }
  return this[kHeaders];
}, function(headers) {
  this[kHeaders] = headers;
}, true);

accessor('rawHeaders', function() {
  if (this[kRawHeaders] === null) {
    this[kRawHeaders] = this[kBlock] === '' ? [] : limited(this, binding.rawHeaders(this[kBlock]), kListedAnyhow);
  }
  return this[kRawHeaders];
}, function(list) {
  this[kRawHeaders] = list;
}, true);

accessor('trailers', function() {
  if (this[kTrailers] === undefined) {
    const trailers = this[kTrailers] = {};
    const block = this[kTrailerBlock];
    const flat = block === undefined ? [] : binding.headers(block);
    for (let i = 0; i < flat.length; i += 2) addHeader(trailers, flat[i], flat[i + 1], this.joinDuplicateHeaders);
  }
  return this[kTrailers];
}, function(trailers) {
  this[kTrailers] = trailers;
}, true);

accessor('rawTrailers', function() {
  if (this[kRawTrailers] === undefined) {
    this[kRawTrailers] = this[kTrailerBlock] === undefined ? [] : binding.rawHeaders(this[kTrailerBlock]);
  }
  return this[kRawTrailers];
}, function(list) {
  this[kRawTrailers] = list;
}, true);

function distinct(flat) {
  const out = { __proto__: null };
  for (let i = 0; i < flat.length; i += 2) {
    const name = flat[i].toLowerCase();
    (out[name] ??= []).push(flat[i + 1]);
  }
  return out;
}
accessor('headersDistinct', function() {
  return this[kHeadersDistinct] ??= distinct(this.rawHeaders);
}, function(value) {
  this[kHeadersDistinct] = value;
});
accessor('trailersDistinct', function() {
  return this[kTrailersDistinct] ??= distinct(this.rawTrailers);
}, function(value) {
  this[kTrailersDistinct] = value;
});

/** One header, without making the object of all of them for a message that may not have it. */
function headerOf(message, name) {
  if (message === null || message === undefined) return undefined;
  const block = message[kBlock];
  if (message[kHeaders] === null && block && !block.includes(name) && !block.toLowerCase().includes(name)) return undefined;
  return message.headers[name];
}

/** For other protocols' messages built on this class. */
IncomingMessage.prototype._addHeaderLines = function(headers, n) {
  if (!headers?.length) return;
  const isTrailer = this.complete;
  if (isTrailer) this[kRawTrailers] = headers;
  else this[kRawHeaders] = headers;
  const dest = isTrailer ? (this[kTrailers] ??= {}) : (this[kHeaders] ??= {});
  for (let i = 0; i < n; i += 2) this._addHeaderLine(headers[i], headers[i + 1], dest);
};
IncomingMessage.prototype._addHeaderLine = function(field, value, dest) {
  addHeader(dest, field.toLowerCase(), value, this.joinDuplicateHeaders);
};
IncomingMessage.prototype._addHeaderLineDistinct = function(field, value, dest) {
  (dest[field.toLowerCase()] ??= []).push(value);
};

// ---- the stream -----------------------------------------------------------------------------------------

// Listening to something that is not data does not need the Readable half.
IncomingMessage.prototype.on = function on(event, fn) {
  if (this[kState] === undefined && event !== 'data' && event !== 'readable') {
    return EE.prototype.on.call(this, event, fn);
  }
  return Readable.prototype.on.call(this, event, fn);
};
IncomingMessage.prototype.addListener = IncomingMessage.prototype.on;

IncomingMessage.prototype._read = function _read() {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  const connection = this[kConnection];
  if (connection !== null) {
    connection.resumeReading(this);
  } else if (!this.complete) {
    const socket = this[kSocket];
    // A response that was more than its reader could take. Mocks give no more of a socket than `readable` and `resume()`.
    if (socket?.readable && (typeof socket.isPaused !== 'function' || socket.isPaused())) socket.resume();
  }
};

IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

IncomingMessage.prototype._destroy = function _destroy(error, callback) {
  const whole = this.readableEnded && this.complete;
  if (!whole) {
    this.aborted = true;
    this.emit('aborted');
  } else if (!error) {
    callback();
    return;
  }
  if (this._destroyedByPeer) {
    process.nextTick(onError, this, error, callback);
    return;
  }
  // On the server the socket lives on when the message has been read; the answer may still be written.
  if (this.aborted) this[kConnection]?.dropUnsent?.();
  const { socket } = this;
  if (socket && !socket.destroyed && this.aborted) {
    socket.destroy(error);
    const { eos } = require('internal/streams/end-of-stream');
    const cleanup = eos(socket, (e) => {
      if (e?.code === 'ERR_STREAM_PREMATURE_CLOSE') e = null;
      cleanup();
      process.nextTick(onError, this, e || error, callback);
    });
  } else {
    process.nextTick(onError, this, error, callback);
  }
};

function onError(self, error, callback) {
  // Compatibility: an error nobody listens for is not thrown.
  if (self.listenerCount('error') === 0) callback();
  else callback(error);
}

/** Reads the rest of the body into nothing. */
IncomingMessage.prototype._dump = function _dump() {
  if (this._dumped) return;
  this._dumped = true;
  if (this[kState] === undefined && (this._events === undefined || this._eventsCount === 0)) {
    this[kBody] = UNSEEN;
    if (!this.complete) this[kConnection]?.resumeReading(this);
    return; // nobody looks
  }
  if (this.listenerCount('data') > 0) this.removeAllListeners('data'); // what is thrown away is not shown
  if (this[kEof] && !this.aborted && this.readableLength === 0) this.read(); // there is nothing but the end
  else this.resume();
};

/** The answer has been sent: what nobody has begun to read is not kept; who reads gets all of it. */
IncomingMessage.prototype[kAnswered] = function _answered() {
  const state = this[kState];
  const isRead = this._consuming || (state !== undefined && (state.readableListening || state.flowing === true));
  if (!isRead) this._dump();
};

/** The connection is gone before the answer was sent: no need to destroy it again. */
IncomingMessage.prototype[kDestroyAborted] = function() {
  if (this[kState] === undefined && this._eventsCount === 0) { // nobody looks, yet
    this.aborted = true;
    this._destroyedByPeer = true;
    return;
  }
  if (this.destroyed || this._readableState.endEmitted) return;
  this._destroyedByPeer = true;
  Readable.prototype.destroy.call(this, new ConnResetException('aborted'));
};

accessor('signal', function() {
  if (this[kAbortController] === undefined) {
    const controller = new AbortController();
    this[kAbortController] = controller;
    if (this.destroyed) controller.abort();
    else this.once('close', () => controller.abort());
  }
  return this[kAbortController].signal;
});

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}
function readStop(socket) {
  socket?.pause();
}

module.exports = {
  IncomingMessage, headerOf, readStart, readStop, kBlock, kBody, kEof, kConnection, kMaxHeaders, kSocket, kState,
};

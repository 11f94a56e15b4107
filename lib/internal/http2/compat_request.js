// SPDX-License-Identifier: MIT
// Http2ServerRequest.
'use strict';

const { Readable, Stream } = require('stream');
const { kProxySocket, kRequest, kState } = require('internal/http2/symbols');
const { fieldOf, toHeaderObject } = require('internal/http2/fields');
const { streamProxyHandler } = require('internal/http2/socket_proxy');
const {
  codes: { ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateString } = require('internal/validators');

const kHeaders = Symbol('headers');
const kRawHeaders = Symbol('rawHeaders');
const kTrailers = Symbol('trailers');
const kRawTrailers = Symbol('rawTrailers');
const kStream = Symbol('stream');
const kAborted = Symbol('aborted');
const kLazy = Symbol('lazy');

const kReadable = Symbol('readable');
const kOptions = Symbol('options');
/** The path has not been looked at: a program may set any value, undefined too. */
const kUnread = Symbol('unread');

const noop = () => {};
const readableOptions = { autoDestroy: false };

/** A Readable whose state is made when somebody looks at it: most requests have no body that anybody reads. */
function LazyReadable() {
  this._events = {
    close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined, pause: undefined,
    resume: undefined,
  };
  Stream.call(this);
}
LazyReadable.prototype = Readable.prototype;
Object.setPrototypeOf(LazyReadable, Readable);
Object.defineProperty(LazyReadable, 'name', { __proto__: null, value: 'Readable' });

// ---- the stream's events: `this` is the stream -------------------------------------------------------------------

function onTrailers(trailers, flags, rawTrailers) {
  const request = this[kRequest];
  if (request === undefined) return;
  Object.assign(request[kTrailers] ??= {}, trailers);
  (request[kRawTrailers] ??= []).push(...rawTrailers);
}

function onEnd() {
  this[kRequest]?._ended();
}

function onData(chunk) {
  const request = this[kRequest];
  if (request !== undefined && !request.push(chunk)) this.pause();
}

function onAborted(hadError, code) {
  const request = this[kRequest];
  if (request === undefined || request[kState].closed) return;
  request[kAborted] = true;
  request.emit('aborted', hadError, code);
}

function onTimeout() {
  this[kRequest]?.emit('timeout');
}

function onClose() {
  const request = this[kRequest];
  if (request === undefined) return;
  const state = request[kState];
  if (state.closed) return;
  state.closed = true;
  request._ended();
  // Nobody has read and nobody will: 'end' shall come all the same.
  if (!state.didRead && request._eventsCount > 2 && request.readableFlowing === null && request.listenerCount('end') > 0) request.resume();
  this[kProxySocket] = null;
  this[kRequest] = undefined;
  request.emit('close');
}

function onPause() {
  this[kStream].pause();
}

function onResume() {
  this[kStream].resume();
}

class Http2ServerRequest extends LazyReadable {
  constructor(stream, headers, options, rawHeaders, lazy) {
    super();
    this[kReadable] = undefined;
    this[kOptions] = options;
    this[kState] = { closed: false, didRead: false, ended: false, url: kUnread, method: undefined };
    this[kHeaders] = headers;
    this[kRawHeaders] = rawHeaders;
    this[kLazy] = lazy;
    this[kTrailers] = undefined;
    this[kRawTrailers] = undefined;
    this[kStream] = stream;
    this[kAborted] = false;
    stream[kRequest] = this;
    stream[kProxySocket] = null;
    this._events.pause = onPause;
    this._events.resume = onResume;
    this._eventsCount += 2;
    if (lazy?.attached === true) return; // compat.js listens for us
    stream.on('trailers', onTrailers);
    stream.on('end', onEnd);
    stream.on('error', noop); // it is told as 'aborted' and 'close'
    stream.on('aborted', onAborted);
    stream.on('close', onClose);
    stream.on('timeout', onTimeout);
  }

  get _readableState() {
    const state = this[kReadable];
    if (state !== undefined || this[kState] === undefined) return state;
    const options = this[kOptions];
    const made = this[kReadable] = new Readable.ReadableState(
      options === undefined ? readableOptions : { autoDestroy: false, ...options }, this, false);
    if (this[kState].ended) this.push(null);
    return made;
  }

  set _readableState(state) {
    this[kReadable] = state;
  }

  /** No more bytes will come. */
  _ended() {
    if (this[kReadable] === undefined) this[kState].ended = true;
    else this.push(null);
  }

  /** The listener that this puts on its stream's 'end'. */
  get streamEnd() {
    return onEnd;
  }

  get aborted() {
    return this[kAborted];
  }

  get complete() {
    const state = this[kState];
    if (this[kAborted] || state.closed || this[kStream].destroyed) return true;
    return this[kReadable] !== undefined && this.readableEnded;
  }

  get stream() {
    return this[kStream];
  }

  get headers() {
    const headers = this[kHeaders];
    if (headers !== undefined) return headers;
    const { sensitive, strict } = this[kLazy];
    return this[kHeaders] = toHeaderObject(this[kRawHeaders], sensitive, strict);
  }

  get rawHeaders() {
    return this[kRawHeaders];
  }

  get trailers() {
    return this[kTrailers] ??= {};
  }

  get rawTrailers() {
    return this[kRawTrailers] ??= [];
  }

  get httpVersionMajor() {
    return 2;
  }

  get httpVersionMinor() {
    return 0;
  }

  get httpVersion() {
    return '2.0';
  }

  /** A stand-in for the socket. */
  get socket() {
    const stream = this[kStream], proxy = stream[kProxySocket];
    if (proxy === null || proxy === undefined) {
      return stream[kProxySocket] = new Proxy(stream, streamProxyHandler);
    }
    return proxy;
  }

  get connection() {
    return this.socket;
  }

  _read() {
    const state = this[kState], stream = this[kStream];
    if (!state.didRead) {
      state.didRead = true;
      stream.on('data', onData);
    } else {
      process.nextTick(() => stream.resume());
    }
  }

  _field(name) {
    return this[kHeaders] === undefined ? fieldOf(this[kRawHeaders], name) : this[kHeaders][name];
  }

  get method() {
    return this[kState].method ??= this._field(':method');
  }

  set method(method) {
    validateString(method, 'method');
    if (method.trim() === '') throw new ERR_INVALID_ARG_VALUE('method', method);
    this[kState].method = method;
  }

  get authority() {
    return this._field(':authority') ?? this._field('host');
  }

  get scheme() {
    return this._field(':scheme');
  }

  get url() {
    const state = this[kState];
    return state.url === kUnread ? state.url = this._field(':path') : state.url;
  }

  set url(url) {
    this[kState].url = url;
  }

  setTimeout(msecs, callback) {
    if (!this[kState].closed) this[kStream].setTimeout(msecs, callback);
    return this;
  }
}

module.exports = { Http2ServerRequest, requestEvents: { onAborted, onClose, onEnd, onTimeout, onTrailers } };

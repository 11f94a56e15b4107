// SPDX-License-Identifier: MIT
// Http2ServerResponse.
'use strict';

const { Stream } = require('stream');
const { kProxySocket, kResponse, kState } = require('internal/http2/symbols');
const { isConnectionSpecific, rawToObject } = require('internal/http2/fields');
const { streamProxyHandler } = require('internal/http2/socket_proxy');
const deprecations = require('internal/http2/deprecations');
const { validLink } = require('internal/http2/links');
const {
  codes: {
    ERR_HTTP2_HEADERS_SENT, ERR_HTTP2_INFO_STATUS_NOT_ALLOWED, ERR_HTTP2_INVALID_HEADER_VALUE,
    ERR_HTTP2_INVALID_PSEUDOHEADER, ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED, ERR_HTTP2_STATUS_INVALID,
    ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN, ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const { _checkIsHttpToken: isToken } = require('_http_common');
const { validateFunction, validateObject, validateString } = require('internal/validators');

const knownPseudo = new Set([':status', ':method', ':path', ':authority', ':scheme', ':protocol']);

const kHeaders = Symbol('headers');
const kTrailers = Symbol('trailers');
const kStream = Symbol('stream');
const kBegin = Symbol('begin-send');
const kSet = Symbol('setHeader');

// ---- the stream's events: `this` is the stream -------------------------------------------------------------------

function onDrain() {
  this[kResponse]?.emit('drain');
}

function onAborted() {
  const response = this[kResponse];
  if (response !== undefined && !response[kState].closed) response[kState].aborted = true;
}

function onTimeout() {
  this[kResponse]?.emit('timeout');
}

function onWantTrailers() {
  const response = this[kResponse];
  if (response !== undefined) this.sendTrailers(response[kTrailers] ?? {});
}

function onClose() {
  const response = this[kResponse];
  if (response === undefined) return;
  const state = response[kState];
  if (state.closed || this.headRequest !== state.headRequest) return; // HEAD: not before end()
  state.closed = true;
  this[kProxySocket] = null;
  this[kResponse] = undefined;
  response.emit('finish');
  response.emit('close');
}

// ---- names and values ------------------------------------------------------------------------------------------------

function checkField(name, value) {
  validateName(name);
  if (name[0] === ':') {
    if (knownPseudo.has(name)) throw new ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED();
    throw new ERR_HTTP2_INVALID_PSEUDOHEADER(name);
  }
  if (value === undefined || value === null) throw new ERR_HTTP2_INVALID_HEADER_VALUE(value, name);
}

function validateName(name) {
  validateString(name, 'name');
  if (name[0] !== ':' && !isToken(name)) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
}

/** 'connection: close' and the like mean nothing here; they are dropped, with a warning. */
function isDropped(name, value) {
  const first = Array.isArray(value) ? value[0] : value;
  if (!isConnectionSpecific(name, first)) return false;
  if (name === 'te') return false;
  deprecations.connectionHeader();
  return true;
}

function cleanName(name) {
  return name.trim().toLowerCase();
}

// ---- the list of headers -----------------------------------------------------------------------------------------------

function indexOf(list, name) {
  for (let i = 0; i < list.length; i += 2) if (list[i] === name) return i;
  return -1;
}

function put(list, name, value) {
  const at = indexOf(list, name);
  if (at < 0) list.push(name, value);
  else list[at + 1] = value;
}

function remove(list, name) {
  const at = indexOf(list, name);
  if (at >= 0) list.splice(at, 2);
}

class Http2ServerResponse extends Stream {
  constructor(stream, options) {
    super(options);
    this[kState] = {
      closed: false, ending: false, destroyed: false, aborted: false, headRequest: false, sendDate: true, statusCode: 200,
    };
    this[kHeaders] = []; // names and values in turn
    this[kTrailers] = null;
    this[kStream] = stream;
    stream[kResponse] = this;
    this.writable = true;
    this.req = options?.req;
    if (options?.attached === true) return; // compat.js listens for us
    stream.on('drain', onDrain);
    stream.on('aborted', onAborted);
    stream.on('close', onClose);
    stream.on('wantTrailers', onWantTrailers);
    stream.on('timeout', onTimeout);
  }

  /** Like node:http's; true once headers have been sent. */
  get _header() {
    return this.headersSent;
  }

  get writableEnded() {
    return this[kState].ending;
  }

  get finished() {
    return this[kState].ending;
  }

  get socket() {
    // As long as there is a stream to talk about.
    if (this[kState].closed) return undefined;
    const stream = this[kStream], proxy = stream[kProxySocket];
    if (proxy === null || proxy === undefined) return stream[kProxySocket] = new Proxy(stream, streamProxyHandler);
    return proxy;
  }

  get connection() {
    return this.socket;
  }

  get stream() {
    return this[kStream];
  }

  get headersSent() {
    return this[kStream].headersSent;
  }

  get sendDate() {
    return this[kState].sendDate;
  }

  set sendDate(value) {
    this[kState].sendDate = Boolean(value);
  }

  get statusCode() {
    return this[kState].statusCode;
  }

  set statusCode(code) {
    code |= 0;
    if (code >= 100 && code < 200) throw new ERR_HTTP2_INFO_STATUS_NOT_ALLOWED();
    if (code < 100 || code > 599) throw new ERR_HTTP2_STATUS_INVALID(code);
    this[kState].statusCode = code;
  }

  get writableCorked() {
    return this[kStream].writableCorked;
  }

  get writableHighWaterMark() {
    return this[kStream].writableHighWaterMark;
  }

  get writableObjectMode() {
    return false;
  }

  get writableFinished() {
    return this[kStream].writableFinished;
  }

  get writableLength() {
    return this[kStream].writableLength;
  }

  get writableNeedDrain() {
    return this[kStream].writableNeedDrain;
  }

  // ---- headers --------------------------------------------------------------------------------------------------

  setTrailer(name, value) {
    validateString(name, 'name');
    name = cleanName(name);
    if (name[0] !== ':' && !isToken(name)) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
    if (value === undefined || value === null) throw new ERR_HTTP2_INVALID_HEADER_VALUE(value, name);
    (this[kTrailers] ??= { __proto__: null })[name] = value;
  }

  addTrailers(headers) {
    for (const name of Object.keys(headers)) this.setTrailer(name, headers[name]);
  }

  getHeader(name) {
    validateString(name, 'name');
    const at = indexOf(this[kHeaders], cleanName(name));
    return at < 0 ? undefined : this[kHeaders][at + 1];
  }

  getHeaderNames() {
    return this[kHeaders].filter((_, i) => i % 2 === 0);
  }

  getHeaders() {
    return rawToObject(this[kHeaders]);
  }

  hasHeader(name) {
    validateString(name, 'name');
    return indexOf(this[kHeaders], cleanName(name)) >= 0;
  }

  removeHeader(name) {
    validateString(name, 'name');
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    name = cleanName(name);
    if (name === 'date') this[kState].sendDate = false;
    remove(this[kHeaders], name);
  }

  setHeader(name, value) {
    validateString(name, 'name');
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    this[kSet](name, value);
  }

  [kSet](name, value) {
    name = cleanName(name);
    checkField(name, value);
    if (isDropped(name, value)) return;
    put(this[kHeaders], name, value);
  }

  appendHeader(name, value) {
    validateString(name, 'name');
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    name = cleanName(name);
    checkField(name, value);
    if (isDropped(name, value)) return;
    const headers = this[kHeaders], at = indexOf(headers, name);
    if (at < 0) headers.push(name, value);
    else headers[at + 1] = [].concat(headers[at + 1], value);
  }

  get statusMessage() {
    deprecations.statusMessage();
    return '';
  }

  set statusMessage(message) {
    deprecations.statusMessage();
  }

  flushHeaders() {
    const state = this[kState];
    if (!state.closed && !this[kStream].headersSent) this.writeHead(state.statusCode);
  }

  /**
   * @param {number} statusCode
   * @param {string} [statusMessage] is not sent
   * @param {object|Array} [headers]
   */
  writeHead(statusCode, statusMessage, headers) {
    const state = this[kState];
    if (state.closed || this[kStream].destroyed || this[kStream].closed) return this;
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    if (typeof statusMessage === 'string') deprecations.statusMessage();
    if (headers === undefined && typeof statusMessage === 'object') headers = statusMessage;
    if (Array.isArray(headers)) this._headFromArray(headers);
    else if (headers !== null && typeof headers === 'object') {
      for (const key of Object.keys(headers)) this[kSet](key, headers[key]);
    }
    this.statusCode = this._checkStatus(statusCode);
    this[kBegin]();
    return this;
  }

  _checkStatus(code) {
    if ((code | 0) >= 100 && (code | 0) < 200) throw new ERR_HTTP2_STATUS_INVALID(code | 0);
    return code;
  }

  _headFromArray(headers) {
    const pairs = headers.length > 0 && Array.isArray(headers[0]) ? headers.flat() : headers;
    if (pairs.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
    for (let i = 0; i < pairs.length; i += 2) remove(this[kHeaders], cleanName(String(pairs[i])));
    for (let i = 0; i < pairs.length; i += 2) this.appendHeader(pairs[i], pairs[i + 1]);
  }

  [kBegin]() {
    const state = this[kState], headers = this[kHeaders];
    put(headers, ':status', state.statusCode);
    const options = {
      endStream: state.ending && this[kTrailers] === null, waitForTrailers: !state.ending || this[kTrailers] !== null,
      sendDate: state.sendDate,
    };
    this[kStream].respond(headers, options);
  }

  // ---- body -----------------------------------------------------------------------------------------------------------

  cork() {
    this[kStream].cork();
  }

  uncork() {
    this[kStream].uncork();
  }

  write(chunk, encoding, callback) {
    const state = this[kState], stream = this[kStream];
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = 'utf8';
    }
    let error;
    if (state.ending) error = new ERR_STREAM_WRITE_AFTER_END();
    else if (state.closed) error = new ERR_HTTP2_INVALID_STREAM();
    else if (state.destroyed) return false;
    if (error) {
      if (typeof callback === 'function') process.nextTick(callback, error);
      this.destroy(error);
      return false;
    }
    if (!stream.headersSent) this.writeHead(state.statusCode);
    return stream.write(chunk, encoding, callback);
  }

  end(chunk, encoding, callback) {
    const state = this[kState], stream = this[kStream];
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = null;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = 'utf8';
    }
    if ((state.closed || state.ending) && state.headRequest === stream.headRequest) {
      if (typeof callback === 'function') process.nextTick(callback);
      return this;
    }
    const hasChunk = chunk !== null && chunk !== undefined;
    if (typeof callback === 'function') {
      if (stream.writableEnded) this.once('finish', callback);
      else stream.once('finish', callback);
    }
    if (hasChunk && !stream.headersSent && !stream.destroyed && !stream.writableEnded && stream._writableState.corked === 0 &&
        this[kTrailers] === null && (typeof chunk === 'string' || chunk instanceof Uint8Array)) {
      // Head and body in one go.
      state.ending = true;
      state.headRequest = stream.headRequest;
      put(this[kHeaders], ':status', state.statusCode);
      stream._respondWhole(this[kHeaders], state, chunk, encoding);
      return this;
    }
    if (hasChunk) this.write(chunk, encoding);
    state.headRequest = stream.headRequest;
    state.ending = true;
    if (!stream.headersSent) this.writeHead(this[kState].statusCode);
    else if (this[kTrailers] === null) stream._noTrailers();
    if (this[kState].closed || stream.destroyed) onClose.call(stream);
    else stream.end();
    return this;
  }

  destroy(error) {
    const state = this[kState];
    if (state.destroyed) return;
    state.destroyed = true;
    this[kStream].destroy(error);
  }

  setTimeout(msecs, callback) {
    if (!this[kState].closed) this[kStream].setTimeout(msecs, callback);
  }

  // ---- beside the response ------------------------------------------------------------------------------------------------

  createPushResponse(headers, callback) {
    validateFunction(callback, 'callback');
    if (this[kState].closed) {
      process.nextTick(callback, new ERR_HTTP2_INVALID_STREAM());
      return;
    }
    this[kStream].pushStream(headers, {}, (error, stream, pushHeaders, options) => {
      if (error) {
        callback(error);
        return;
      }
      callback(null, new Http2ServerResponse(stream, options));
    });
  }

  /** An informational answer (1xx but 101). @returns {boolean} whether it is sent */
  writeInformation(statusCode, headers) {
    if (!(statusCode >= 100 && statusCode < 200) || statusCode === 101) throw new ERR_HTTP2_STATUS_INVALID(statusCode);
    const stream = this[kStream];
    if (stream.headersSent || this[kState].closed) return false;
    stream.additionalHeaders({ ...headers, ':status': statusCode });
    return true;
  }

  writeContinue() {
    const stream = this[kStream];
    if (stream.headersSent || this[kState].closed) return false;
    stream.additionalHeaders({ ':status': 100 });
    return true;
  }

  /** 103 with Link headers. @returns {boolean} whether it is sent */
  writeEarlyHints(hints) {
    validateObject(hints, 'hints');
    const headers = { __proto__: null };
    const link = validLink(hints.link);
    for (const key of Object.keys(hints)) if (key !== 'link') headers[key] = hints[key];
    if (link.length === 0) return false;
    const stream = this[kStream];
    if (stream.headersSent || this[kState].closed) return false;
    stream.additionalHeaders({ ...headers, ':status': 103, 'link': link });
    return true;
  }
}

module.exports = {
  Http2ServerResponse, responseEvents: { onAborted, onClose, onDrain, onTimeout, onWantTrailers },
};

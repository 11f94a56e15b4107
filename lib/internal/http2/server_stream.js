// SPDX-License-Identifier: MIT
// ServerHttp2Stream: answers, promises, files.
'use strict';

const { Http2Stream } = require('internal/http2/stream');
const { NghttpError } = require('internal/http2/errors');
const { checkConnect, rawToObject, requestPseudo, responsePseudo, sensitiveHeaders, toBlock } = require('internal/http2/fields');
const bits = require('internal/http2/bits');
const perf = require('internal/http2/perf');
const { encodingNumber } = require('internal/http2/encodings');
const channels = require('internal/http2/channels');
const {
  kAuthority, kFlags, kHandle, kId, kInfoHeaders, kInit, kProceed, kProtocol, kSentHeaders, kState,
} = require('internal/http2/symbols');
const {
  codes: {
    ERR_HTTP2_HEADERS_AFTER_RESPOND, ERR_HTTP2_HEADERS_SENT, ERR_HTTP2_INVALID_INFO_STATUS, ERR_HTTP2_INVALID_STREAM,
    ERR_HTTP2_NESTED_PUSH, ERR_HTTP2_OUT_OF_STREAMS, ERR_HTTP2_PAYLOAD_FORBIDDEN, ERR_HTTP2_PUSH_DISABLED,
    ERR_HTTP2_STATUS_101, ERR_HTTP2_STATUS_INVALID, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { utcDate } = require('internal/http/date');
const { kSession, kUpdateTimer } = require('internal/stream_base_commons');
const { validateFunction, validateObject } = require('internal/validators');

const END = 1, TRAILERS = 2, WHOLE = 4;
const NO_ID_LEFT = -509; // NGHTTP2_ERR_STREAM_ID_NOT_AVAILABLE

function bodyless(status) {
  return status === 204 || status === 205 || status === 304;
}

/** Names and values in turn, of either form. */
function toList(given) {
  if (Array.isArray(given)) return given.slice();
  const list = [];
  if (given !== undefined && given !== null) {
    const names = Object.keys(given);
    for (let i = 0; i < names.length; i++) list.push(names[i], given[names[i]]);
  }
  return list;
}

/** The number of a final answer's status, 200 for what is no number. */
function statusOf(value) {
  const status = value | 0 || 200;
  if (status < 200 || status > 599) throw new ERR_HTTP2_STATUS_INVALID(status);
  return status;
}

/** What will be sent, with ':status' and 'date': { headers: names and values in turn, status }. */
function complete(given, sendDate) {
  const list = toList(given);
  let status, dated = sendDate === false;
  for (let i = 0; i + 1 < list.length; i += 2) {
    const name = list[i];
    if (name === ':status') {
      status = list[i + 1];
      if (!Array.isArray(given)) status = list[i + 1] = statusOf(status);
    } else if (name.length === 4 && !dated && name.toLowerCase() === 'date') {
      dated = list[i + 1] !== undefined;
    }
  }
  if (status === undefined) list.unshift(':status', status = Array.isArray(given) ? '200' : 200);
  if (!dated) list.push('date', utcDate());
  const sensitive = given?.[sensitiveHeaders];
  if (sensitive !== undefined) list[sensitiveHeaders] = sensitive;
  return { headers: list, status: status | 0 };
}

class ServerHttp2Stream extends Http2Stream {
  constructor(session, id, handle, options) {
    super(session, options);
    this[kAuthority] = undefined;
    this[kProtocol] = undefined;
    this[kInit](id, handle);
  }

  /** Whether the client takes pushed streams. */
  get pushAllowed() {
    const session = this[kSession];
    return !this.destroyed && !this.closed && session !== undefined && !session.closed && !session.destroyed &&
      session.remoteSettings.enablePush;
  }

  /** A body is written, and no headers have been sent. */
  [kProceed]() {
    this.respond();
  }

  /** Hands the response to C. `body` may be the whole of it. Returns what C said. */
  _send(headers, status, flags, body, encoding) {
    const session = this[kSession];
    const block = toBlock(headers, responsePseudo, session[kState].strictSingle);
    this[kSentHeaders] = headers;
    this[kFlags] |= bits.HEADERS_SENT;
    const result = this[kHandle].respond(this[kId], block, flags, body, encoding);
    if (result < 0) return this._refused(result);
    if (channels.server.finish.hasSubscribers) {
      channels.server.finish.publish({ stream: this, headers: this.sentHeaders, flags: 0 });
    }
    return result;
  }

  /**
   * @param {object|string[]} [headers]
   * @param {{ endStream?: boolean, waitForTrailers?: boolean, sendDate?: boolean }} [options]
   */
  respond(headers, options) {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    if (headers !== undefined && headers !== null && typeof headers !== 'object') {
      throw new ERR_INVALID_ARG_TYPE('headers', ['Object', 'Array'], headers);
    }
    if (options !== undefined) validateObject(options, 'options');
    options = options ?? {};
    this[kUpdateTimer]();
    const response = complete(headers, options.sendDate);
    let { endStream } = options;
    // Answers without a body by their nature.
    if (endStream || bodyless(response.status) || this.headRequest) endStream = true;
    let flags = 0;
    if (options.waitForTrailers) flags |= TRAILERS;
    if (endStream) flags |= END;
    if (options.waitForTrailers) this[kFlags] |= bits.HAS_TRAILERS;
    const result = this._send(response.headers, response.status, flags, undefined, 0);
    if (result >= 0 && endStream) {
      this[kFlags] |= bits.ENDED;
      this.end();
    }
  }

  /** Head and body in one call; the writable side ends when C has sent it. */
  _respondWhole(headers, options, chunk, encoding) {
    this[kUpdateTimer]();
    const response = complete(headers, options.sendDate);
    const empty = bodyless(response.status) || this.headRequest || chunk.length === 0;
    const timing = this[kState].timing;
    if (timing !== null && !empty) perf.sent(timing, chunk);
    let number = 1;
    if (typeof chunk === 'string' && !empty) {
      number = encoding ? encodingNumber(encoding) : 1;
      if (number < 0) {
        chunk = Buffer.from(chunk, encoding);
        number = 1;
      }
    }
    const result = this._send(response.headers, response.status, empty ? END : WHOLE, empty ? undefined : chunk, number);
    if (result < 0) return;
    this[kFlags] |= result === 1 ? bits.ENDED | bits.WHOLE : bits.ENDED;
    this.end();
  }

  /** Headers before those of the response: status 1xx. */
  additionalHeaders(headers) {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_AFTER_RESPOND();
    if (headers !== undefined && (headers === null || typeof headers !== 'object')) {
      throw new ERR_INVALID_ARG_TYPE('headers', 'Object', headers);
    }
    headers = Object.assign({ __proto__: null }, headers);
    if (headers[':status'] !== undefined) {
      const status = headers[':status'] |= 0;
      if (status === 101) throw new ERR_HTTP2_STATUS_101();
      if (status < 100 || status >= 200) throw new ERR_HTTP2_INVALID_INFO_STATUS(headers[':status']);
    }
    this[kUpdateTimer]();
    const block = toBlock(headers, responsePseudo, this[kSession][kState].strictSingle);
    (this[kInfoHeaders] ??= []).push(headers);
    const result = this[kHandle].info(this[kId], block);
    if (result < 0) this._refused(result);
  }

  /**
   * Promises a response to a request that the client has not made.
   * @param {object} headers of that request
   * @param {object} [options]
   * @param {(err, pushStream: ServerHttp2Stream, headers: object) => void} callback
   */
  pushStream(headers, options, callback) {
    if (!this.pushAllowed) throw new ERR_HTTP2_PUSH_DISABLED();
    if ((this[kFlags] & bits.PUSHED) !== 0) throw new ERR_HTTP2_NESTED_PUSH();
    const session = this[kSession];
    this[kUpdateTimer]();
    if (typeof options === 'function') {
      callback = options;
      options = undefined;
    }
    validateFunction(callback, 'callback');
    if (options !== undefined) validateObject(options, 'options');
    options = { ...options };
    if (headers !== undefined && (headers === null || typeof headers !== 'object' || Array.isArray(headers))) {
      throw new ERR_INVALID_ARG_TYPE('headers', 'Object', headers);
    }
    headers = Object.assign({ __proto__: null }, headers);
    if (headers[':method'] === undefined) headers[':method'] = 'GET';
    if (headers[':authority'] === undefined) headers[':authority'] = this[kAuthority];
    if (headers[':scheme'] === undefined) headers[':scheme'] = this[kProtocol];
    if (headers[':path'] === undefined) headers[':path'] = '/';
    if (headers[':method'] === 'CONNECT') checkConnect(headers);
    const head = headers[':method'] === 'HEAD';
    const block = toBlock(headers, requestPseudo, session[kState].strictSingle);
    const id = this[kHandle].push(this[kId], block);
    let error;
    if (id < 0) {
      if (id === NO_ID_LEFT) error = new ERR_HTTP2_OUT_OF_STREAMS();
      else error = new NghttpError(id);
      process.nextTick(callback, error);
      return;
    }
    const stream = new ServerHttp2Stream(session, id, this[kHandle]);
    stream[kFlags] |= bits.PUSHED;
    stream[kAuthority] = headers[':authority'];
    stream[kProtocol] = headers[':scheme'];
    stream[kSentHeaders] = headers;
    stream.push(null); // the client sends nothing on it
    if (channels.server.created.hasSubscribers) channels.server.created.publish({ stream, headers });
    if (options.endStream) stream.end();
    if (head) {
      stream[kFlags] |= bits.HEAD_REQUEST;
      stream.end();
    }
    process.nextTick(() => {
      if (channels.server.start.hasSubscribers) channels.server.start.publish({ stream, headers });
      callback(null, stream, headers);
    });
  }

  /** @param {number|FileHandle} fd @param {object} [headers] @param {object} [options] offset, length, statCheck, … */
  respondWithFD(fd, headers, options) {
    const prepared = prepareFile(this, headers, options);
    if (typeof fd !== 'number' && typeof fd?.fd !== 'number') throw new ERR_INVALID_ARG_TYPE('fd', ['number', 'FileHandle'], fd);
    require('internal/http2/file').respondWithFD(this, fd, prepared);
  }

  /** @param {string|Buffer|URL} path @param {object} [headers] @param {object} [options] */
  respondWithFile(path, headers, options) {
    const prepared = prepareFile(this, headers, options);
    require('internal/http2/file').respondWithFile(this, path, prepared);
  }
}

/** What both kinds of file answers check. */
function prepareFile(stream, headers, options) {
  if (stream.destroyed || stream.closed) throw new ERR_HTTP2_INVALID_STREAM();
  if (stream.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
  if (headers !== undefined && (headers === null || typeof headers !== 'object')) {
    throw new ERR_INVALID_ARG_TYPE('headers', 'Object', headers);
  }
  if (options !== undefined) validateObject(options, 'options');
  options = { ...options };
  if (options.offset !== undefined && typeof options.offset !== 'number') {
    throw new ERR_INVALID_ARG_VALUE('options.offset', options.offset);
  }
  if (options.length !== undefined && typeof options.length !== 'number') {
    throw new ERR_INVALID_ARG_VALUE('options.length', options.length);
  }
  if (options.statCheck !== undefined && typeof options.statCheck !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('options.statCheck', options.statCheck);
  }
  stream[kUpdateTimer]();
  const response = complete(headers, options.sendDate);
  if (bodyless(response.status) || stream.headRequest) throw new ERR_HTTP2_PAYLOAD_FORBIDDEN(response.status);
  return { headers: rawToObject(response.headers), status: response.status, options }; // statCheck may add to them
}

module.exports = { ServerHttp2Stream };

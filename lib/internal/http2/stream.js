// SPDX-License-Identifier: MIT
// Http2Stream: what streams of both sides have in common. C knows a stream by its number; see src/http2.
'use strict';

const { Duplex } = require('stream');
const { UV_EPIPE } = internalBinding('uv');
const {
  kDidRead, kFlags, kHandle, kId, kInfoHeaders, kInit, kMaybeDestroy, kProceed, kRequest, kSentHeaders,
  kSentTrailers, kState, kWriteCallback,
} = require('internal/http2/symbols');
const bits = require('internal/http2/bits');
const { errorCodeName } = require('internal/http2/errors');
const { toBlock, noPseudo, rawToObject } = require('internal/http2/fields');
const channels = require('internal/http2/channels');
const { NGHTTP2_CANCEL, NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR } = require('internal/http2/constants');
const {
  codes: {
    ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_STREAM_ERROR, ERR_HTTP2_TRAILERS_ALREADY_SENT, ERR_HTTP2_TRAILERS_NOT_READY,
    ERR_INVALID_ARG_TYPE, ERR_STREAM_WRITE_AFTER_END,
  },
  ErrnoException,
} = require('internal/errors');
const { kSession, kUpdateTimer, setStreamTimeout } = require('internal/stream_base_commons');
const { kTimeout } = require('internal/timers');
const { validateFunction, validateUint32 } = require('internal/validators');
const { encodingNumber } = require('internal/http2/encodings');
const debug = require('internal/http2/debug');
const perf = require('internal/http2/perf');

const NGHTTP2_ERR_INVALID_STREAM_STATE = -514; // the stream is not there any more
const idle = [1, 0, 0, 0, 0, 0]; // the state of a stream whose headers have not been sent yet
// RST_STREAM when a stream closes: never; after what is being written; at once
const RST_NONE = 0, RST_AFTER_FINISH = 1, RST_FORCE = 2;
const streamOptions = { allowHalfOpen: true, decodeStrings: false, autoDestroy: false };

/** The program is told by 'aborted' when the other side goes before our side has ended. */
function abort(stream) {
  if ((stream[kFlags] & bits.ABORTED) === 0) {
    stream[kFlags] |= bits.ABORTED;
    stream.emit('aborted');
  }
}

function sendReset(stream, code) {
  if (stream.pending) {
    stream.push(null);
    stream.once('ready', () => sendReset(stream, code));
    return;
  }
  const handle = stream[kHandle];
  if (handle !== undefined) handle.reset(stream[kId], code);
}

/** Marks the stream closed and ends its writable side. */
function closeStream(stream, code, rst) {
  stream[kFlags] |= bits.CLOSED;
  stream[kState].rstCode = code;
  if (stream[kTimeout] !== null) stream.setTimeout(0);
  const { ending } = stream._writableState;
  if (!ending) {
    abort(stream);
    stream[kFlags] |= bits.CUT;
    stream.end();
  }
  const { close } = (stream[kFlags] & bits.CLIENT) !== 0 ? channels.client : channels.server;
  if (close.hasSubscribers) close.publish({ stream });
  if (rst === RST_NONE) return;
  if (!ending || stream.writableFinished || code !== NGHTTP2_NO_ERROR || rst === RST_FORCE) sendReset(stream, code);
  else stream.once('finish', () => sendReset(stream, code));
}

function onFinish() {
  this[kMaybeDestroy]();
}

class Http2Stream extends Duplex {
  constructor(session, options) {
    super(options ?? streamOptions);
    this[kSession] = session;
    this[kHandle] = undefined;
    this[kId] = undefined;
    this[kFlags] = 0;
    this[kDidRead] = false;
    this._readableState.readingMore = true; // until somebody reads: data that comes does not count as that
    this[kTimeout] = null;
    this[kWriteCallback] = null;
    this[kSentHeaders] = undefined;
    this[kSentTrailers] = undefined;
    this[kInfoHeaders] = undefined;
    this[kRequest] = undefined;
    this[kState] = { rstCode: NGHTTP2_NO_ERROR, timing: null, frameError: NGHTTP2_NO_ERROR };
    if (perf.observed()) perf.begin(this);
    session[kState].pendingStreams.add(this);
  }

  /** There is a number now. */
  [kInit](id, handle) {
    const { pendingStreams, streams } = this[kSession][kState];
    pendingStreams.delete(this);
    this[kId] = id;
    this[kHandle] = handle;
    streams.set(id, this);
  }

  // ---- what it looks like ---------------------------------------------------------------------------------

  [require('internal/util').customInspectSymbol](depth, options) {
    const { inspect } = require('internal/util/inspect');
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = {
      id: this[kId] || '<pending>', closed: this.closed, destroyed: this.destroyed, state: this.state,
      readableState: this._readableState, writableState: this._writableState,
    };
    return `Http2Stream ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  get bufferSize() {
    return this._writableState.length; // C holds nothing that is not counted here
  }

  /** @returns {boolean} whether no DATA follows the headers */
  get endAfterHeaders() {
    return (this[kFlags] & bits.END_AFTER_HEADERS) !== 0;
  }

  get sentHeaders() {
    const headers = this[kSentHeaders];
    return Array.isArray(headers) ? this[kSentHeaders] = rawToObject(headers) : headers;
  }

  get sentTrailers() {
    return this[kSentTrailers];
  }

  get sentInfoHeaders() {
    return this[kInfoHeaders];
  }

  get pending() {
    return this[kId] === undefined;
  }

  /** @returns {number|undefined} */
  get id() {
    return this[kId];
  }

  get session() {
    return this[kSession];
  }

  get headersSent() {
    return (this[kFlags] & bits.HEADERS_SENT) !== 0;
  }

  get aborted() {
    return (this[kFlags] & bits.ABORTED) !== 0;
  }

  get headRequest() {
    return (this[kFlags] & bits.HEAD_REQUEST) !== 0;
  }

  /** @returns {number} of RST_STREAM: 0 while none has been sent or received */
  get rstCode() {
    return this[kState].rstCode;
  }

  get closed() {
    return (this[kFlags] & bits.CLOSED) !== 0;
  }

  get state() {
    if (this[kHandle] === undefined) return {};
    const values = this[kHandle].streamState(this[kId]) ?? idle;
    return {
      state: values[0], weight: values[1], sumDependencyWeight: values[2], localClose: values[3], remoteClose: values[4],
      localWindowSize: values[5],
    };
  }

  // ---- time-outs ---------------------------------------------------------------------------------------------

  [kUpdateTimer]() {
    if (this.destroyed) return;
    if (this[kTimeout] !== null) this[kTimeout].refresh();
    this[kSession]?.[kUpdateTimer]();
  }

  _onTimeout() {
    if (this.destroyed) return;
    if (!this[kSession]._isActive(this)) this.emit('timeout');
  }

  // ---- writing -------------------------------------------------------------------------------------------------

  [kProceed]() {
    throw new ERR_HTTP2_INVALID_STREAM();
  }

  /** `result` of C: 1 means that C calls back. The last chunk and the end of the stream leave in one frame. */
  _dispatched(result, cb) {
    if (result === 1) {
      this[kWriteCallback] = cb;
      this._endWithLast();
    } else if (result === 0 || this.closed || result === UV_EPIPE) {
      cb(); // EPIPE: the peer has ended the stream, of which JavaScript is told next
    } else {
      cb(new ErrnoException(result, 'write'));
    }
  }

  /**
   * C has not taken headers. A stream that the peer has ended in the same read as it did what JavaScript is just being
   * told of is no error of the program: 'close' comes next. Returns 0 for that, or the error.
   */
  _refused(result) {
    if (result === NGHTTP2_ERR_INVALID_STREAM_STATE) return 0;
    const { NghttpError } = require('internal/http2/errors');
    this.destroy(new NghttpError(result));
    return result;
  }

  _endWithLast() {
    const w = this._writableState;
    if (this.destroyed) return; // cut off is not ended
    if (w.ending && w.length === w.writelen && (this[kFlags] & bits.ENDED) === 0) this._tellEnd();
  }

  _ready(fn, cb) {
    if (this.pending) {
      this.once('ready', fn);
      return false;
    }
    if (this[kHandle] === undefined) {
      cb();
      return false;
    }
    if (!this.headersSent) {
      this[kProceed]();
      if (this[kHandle] === undefined) { // C knows already that the peer has ended it
        cb();
        return false;
      }
    }
    this[kUpdateTimer]();
    return true;
  }

  /** What a pipe still brings when the peer has closed the stream is no error of the program: 'close' comes next. */
  write(chunk, encoding, callback) {
    if ((this[kFlags] & bits.CUT) === 0) return super.write(chunk, encoding, callback);
    if (typeof encoding === 'function') callback = encoding;
    if (typeof callback === 'function') process.nextTick(callback, new ERR_STREAM_WRITE_AFTER_END());
    return false;
  }

  _write(chunk, encoding, cb) {
    if (!this._ready(() => this._write(chunk, encoding, cb), cb)) return;
    const timing = this[kState].timing;
    if (timing !== null) perf.sent(timing, chunk);
    const client = (this[kFlags] & bits.CLIENT) !== 0;
    if (client) this._publishChunk(false, chunk, encoding);
    const number = typeof chunk === 'string' ? encodingNumber(encoding) : 1;
    this._dispatched(this[kHandle].write(this[kId], number < 0 ? Buffer.from(chunk, encoding) : chunk, number), cb);
  }

  _writev(entries, cb) {
    if (!this._ready(() => this._writev(entries, cb), cb)) return;
    const list = [];
    const timing = this[kState].timing;
    for (const { chunk, encoding } of entries) {
      if (timing !== null) perf.sent(timing, chunk);
      const number = typeof chunk === 'string' ? encodingNumber(encoding) : 1;
      list.push(number < 0 ? Buffer.from(chunk, encoding) : chunk, number);
    }
    if ((this[kFlags] & bits.CLIENT) !== 0) this._publishChunk(true, entries, '');
    this._dispatched(this[kHandle].writev(this[kId], list), cb);
  }

  _publishChunk(writev, data, encoding) {
    const { bodyChunkSent } = channels.client;
    if (bodyChunkSent.hasSubscribers) bodyChunkSent.publish({ stream: this, writev, data, encoding });
  }

  end(chunk, encoding, cb) {
    if ((typeof chunk === 'string' || chunk instanceof Uint8Array) && this._canEndWith()) {
      return this._endWith(chunk, encoding, cb);
    }
    super.end(chunk, encoding, cb);
    if (this[kWriteCallback] !== null) this._endWithLast();
    return this;
  }

  /** A server's stream on which nothing waits: the chunk and the end can go to C at once. */
  _canEndWith() {
    const w = this._writableState;
    return (this[kFlags] & (bits.CLIENT | bits.ENDED | bits.FILE | bits.CLOSED)) === 0 && this[kHandle] !== undefined &&
      w.length === 0 && w.corked === 0 && !w.ending && !this.destroyed && this[kWriteCallback] === null &&
      this._write === Http2Stream.prototype._write;
  }

  _endWith(chunk, encoding, cb) {
    if (typeof encoding === 'function') {
      cb = encoding;
      encoding = undefined;
    }
    let number = typeof chunk === 'string' && encoding ? encodingNumber(encoding) : 1;
    if (number < 0) {
      chunk = Buffer.from(chunk, encoding);
      number = 1;
    }
    if (!this.headersSent) this[kProceed]();
    if (this[kHandle] === undefined) return super.end(cb);
    this[kUpdateTimer]();
    const timing = this[kState].timing;
    if (timing !== null) perf.sent(timing, chunk);
    const result = this[kHandle].write(this[kId], chunk, number);
    if (result === 1) this[kFlags] |= bits.WHOLE;
    this._tellEnd();
    return super.end(cb);
  }

  _final(cb) {
    if (this.pending) {
      this.once('ready', () => this._final(cb));
      return;
    }
    if ((this[kFlags] & bits.CLIENT) !== 0 && channels.client.bodySent.hasSubscribers) {
      channels.client.bodySent.publish({ stream: this });
    }
    const handle = this[kHandle];
    if ((this[kFlags] & bits.FILE) !== 0 && handle !== undefined) {
      this[kState].fileSent = cb;
      this.on('finish', onFinish);
      return;
    }
    if (handle !== undefined) {
      this.on('finish', onFinish);
      // A stream that is reset does not end as if all were well.
      const reset = this.closed && this.rstCode !== NGHTTP2_NO_ERROR;
      if ((this[kFlags] & bits.ENDED) === 0 && !reset) this._tellEnd();
      if ((this[kFlags] & bits.WHOLE) !== 0) {
        this[kWriteCallback] = cb;
        return;
      }
    }
    cb();
  }

  _tellEnd() {
    this[kFlags] |= bits.ENDED;
    this[kHandle].end(this[kId], (this[kFlags] & bits.NO_TRAILERS) !== 0);
  }

  /** Nothing will follow the body after all. */
  _noTrailers() {
    if ((this[kFlags] & bits.ENDED) === 0) {
      this[kFlags] |= bits.NO_TRAILERS;
      this[kFlags] &= ~bits.HAS_TRAILERS;
    }
  }

  /** C has sent what it had. */
  _written() {
    const cb = this[kWriteCallback];
    this[kFlags] &= ~bits.WHOLE;
    if (cb === null) return;
    this[kWriteCallback] = null;
    this[kUpdateTimer]();
    cb();
  }

  // ---- reading ---------------------------------------------------------------------------------------------------

  _read() {
    if (this.destroyed) {
      this.push(null);
      return;
    }
    if (this.pending) {
      this.once('ready', () => this._read());
      return;
    }
    if (!this[kDidRead]) {
      this[kDidRead] = true;
      this._readableState.readingMore = false;
    }
    if ((this[kFlags] & bits.READING) === 0) {
      this[kFlags] |= bits.READING;
      if (debug.enabled) debug.stream(this, this[kSession], this[kHandle], 'reading starting');
      this[kHandle]?.readStart(this[kId]);
    }
  }

  /** Bytes from C. */
  _received(bytes, last) {
    if (this.destroyed) return;
    this[kUpdateTimer]();
    if (bytes !== undefined) {
      const timing = this[kState].timing;
      if (timing !== null) perf.received(timing, bytes);
      if (!this.push(bytes) && (this[kFlags] & bits.READING) !== 0) {
        this[kFlags] &= ~bits.READING;
        this[kHandle]?.readStop(this[kId]);
      }
    }
    if (last) this._receivedEnd();
  }

  /** No data follows: who reads will see it, who does not is told when both sides have ended. */
  _headersWereLast() {
    this[kUpdateTimer]();
    if (this.readableEnded) return;
    this.on('end', onFinish);
    this.push(null);
  }

  _receivedEnd() {
    if (this.readableEnded) {
      this[kMaybeDestroy]();
      return;
    }
    this.on('end', onFinish);
    this.push(null);
    this.read(0); // 'end' even if nobody reads
  }

  // ---- trailers ------------------------------------------------------------------------------------------------------

  /** C has sent all data, and waits. */
  _wantTrailers() {
    this[kFlags] |= bits.TRAILERS_READY;
    if (this.destroyed || this.closed) return;
    if (!this.emit('wantTrailers')) this.sendTrailers({});
  }

  /** @param {object} headers without pseudo-headers */
  sendTrailers(headers) {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this[kSentTrailers]) throw new ERR_HTTP2_TRAILERS_ALREADY_SENT();
    if ((this[kFlags] & bits.TRAILERS_READY) === 0) throw new ERR_HTTP2_TRAILERS_NOT_READY();
    if (headers !== undefined && (headers === null || typeof headers !== 'object' || Array.isArray(headers))) {
      throw new ERR_INVALID_ARG_TYPE('headers', 'Object', headers);
    }
    headers = Object.assign({ __proto__: null }, headers);
    this[kUpdateTimer]();
    const block = toBlock(headers, noPseudo, this[kSession][kState].strictSingle);
    this[kSentTrailers] = headers;
    this[kFlags] &= ~bits.HAS_TRAILERS;
    const result = this[kHandle].trailers(this[kId], block);
    if (result < 0) this._refused(result);
  }

  // ---- the end -----------------------------------------------------------------------------------------------------------

  /**
   * Ends the stream with RST_STREAM; cleanly with code 0.
   * @param {number} [code] of RFC 9113 §7; default NGHTTP2_NO_ERROR
   * @param {Function} [callback] of 'close'
   */
  close(code = NGHTTP2_NO_ERROR, callback) {
    validateUint32(code, 'code');
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.closed) return;
    if (callback !== undefined) this.once('close', callback);
    closeStream(this, code, RST_AFTER_FINISH);
  }

  /** C: the stream is closed on both sides, or reset. What it had to write counts as written after that. */
  _closedByPeer(code) {
    if (this.destroyed) return;
    if (!this.closed) closeStream(this, code, RST_NONE);
    if (this.destroyed) return;
    if (!this.readable || code !== NGHTTP2_NO_ERROR) this[kMaybeDestroy](code);
    else if (!this._unwatched()) {
      this._endReading();
      if (this[kWriteCallback] !== null) process.nextTick(() => this._written()); // 'finish' after 'end'
      return;
    } else if (this.writableFinished) this._destroyUnread();
    // else 'finish' is on its way, and [kMaybeDestroy] with it
    if (!this.destroyed) this._written();
  }

  /** The stream has closed: what has come can still be read, then it is destroyed. */
  _endReading() {
    if ((this[kFlags] & bits.ENDING_READ) !== 0) return;
    this[kFlags] |= bits.ENDING_READ;
    this.on('end', onFinish);
    this.push(null);
    // A server that has answered without looking at the request does not want its body.
    if ((this[kFlags] & bits.CLIENT) === 0 && !this[kDidRead] && this.readableFlowing === null) this.resume();
    else this.read(0);
  }

  /** As if 'end' had been emitted, to nobody. */
  _destroyUnread() {
    const state = this._readableState;
    state.ended = true;
    state.endEmitted = true;
    this.destroy();
  }

  /** Nobody has read, and nobody would notice an 'end'. */
  _unwatched() {
    const events = this._events;
    return (this[kFlags] & bits.CLIENT) === 0 && !this[kDidRead] && this.readableFlowing === null &&
      this._readableState.length === 0 && this.writableEnded && events.data === undefined && events.readable === undefined &&
      (events.end === undefined || events.end === this[kRequest]?.streamEnd);
  }

  [kMaybeDestroy](code = NGHTTP2_NO_ERROR) {
    if (code !== NGHTTP2_NO_ERROR) {
      this.destroy();
      return;
    }
    if (!this.writableFinished) return;
    if (this.closed) {
      if (!this.readable) this.destroy();
      else if (this.rstCode !== NGHTTP2_NO_ERROR) return; // it ends when C says so, and not with 'end'
      else if (this._unwatched()) this._destroyUnread();
      else this._endReading();
      return;
    }
    const session = this[kSession];
    if (session !== undefined && this.headersSent && (this[kFlags] & (bits.CLIENT | bits.HAS_TRAILERS)) === 0 &&
        !this[kDidRead] && this.readableFlowing === null) {
      // Pushes may still follow; or the response could not be sent at all.
      setImmediate(() => this.close(this[kState].frameError));
    }
  }

  _destroy(err, callback) {
    const session = this[kSession], handle = this[kHandle];
    const sessionState = session[kState];
    if (debug.enabled) debug.stream(this, session, handle, 'tearing down stream');
    const sessionCode = sessionState.goawayCode || sessionState.destroyCode;
    let code = this.closed ? this.rstCode : sessionCode;
    if (!this.closed) {
      if (err != null) {
        if (sessionCode) code = sessionCode;
        else if (err.code === 'ABORT_ERR') code = NGHTTP2_CANCEL;
        else code = NGHTTP2_INTERNAL_ERROR;
      }
      // With the session all its streams go; GOAWAY says so.
      const reset = handle !== undefined && (!session.destroyed || sessionState.resets);
      closeStream(this, code ?? NGHTTP2_NO_ERROR, reset ? RST_FORCE : RST_NONE);
    }
    this.push(null);
    if (handle !== undefined) sessionState.streams.delete(this[kId]);
    else sessionState.pendingStreams.delete(this);
    // CANCEL is what clients do when they have had enough: no error.
    if (err == null && code !== undefined && code !== NGHTTP2_NO_ERROR && code !== NGHTTP2_CANCEL) {
      err = new ERR_HTTP2_STREAM_ERROR(errorCodeName(code));
    }
    if (this[kState].timing !== null) perf.streamEnd(this);
    this[kHandle] = undefined;
    const cb = this[kWriteCallback];
    this[kWriteCallback] = null;
    const side = (this[kFlags] & bits.CLIENT) !== 0 ? channels.client : channels.server;
    if (err != null && side.error.hasSubscribers) side.error.publish({ stream: this, error: err });
    this[kSession] = undefined;
    callback(err);
    if (cb !== null) cb();
    session[kMaybeDestroy]();
  }

  /** @deprecated RFC 9113 has no priorities */
  priority() {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_STREAM();
    require('internal/http2/deprecations').priority();
  }
}

Object.defineProperty(Http2Stream.prototype, 'setTimeout', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  writable: true,
  value: setStreamTimeout,
});
module.exports = { Http2Stream, closeStream, RST_FORCE, RST_NONE };

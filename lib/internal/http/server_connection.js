// SPDX-License-Identifier: MIT
// A connection of a server whose bytes C reads and writes (src/http/connection.c), TLS included. JavaScript hears
// once of each request. A real socket over the same handle comes into being when somebody asks for it.
'use strict';

const { Connection } = require('internal/http/parser_callbacks');
const { methods, parseError } = require('_http_common');
const {
  kFlagComplete, kFlagExpectContinue, kFlagExpectOther, kFlagHost, kFlagMayKeepAlive, kFlagUpgrade,
  methodOf, minorOf, majorOf, kGoOn, kUpgraded, kBodyRead,
} = require('internal/http/bits');
const { kBlock, kBody, kEof, kConnection, kState } = require('_http_incoming');
const { onFinish, kNeedDrain, kLast, kEnd, kUniqueHeaders } = require('_http_outgoing');
const {
  kAddBody, kAnswered, kDestroyAborted, kDispatchRequest, kEmitClientError, kEndBody, kErrorAnswer, kIncomingMessage, kResponseOptions, kServerResponse,
} = require('internal/http/hidden');
const { emitClose, abortWaiting } = require('internal/http/response');
const { ErrnoException, codes: { ERR_HTTP_REQUEST_TIMEOUT } } = require('internal/errors');
const { corkForTick, writeToSocket } = require('internal/http/send');
const { Buffer } = require('buffer');
const { UV_ECANCELED } = internalBinding('uv');
const { enqueueMicrotask } = internalBinding('process');
const onResponseFinish = require('internal/diagnostics').lazyChannel('http.server.response.finish');

const { initHooksExist } = require('internal/async_hooks');

const { nextTick } = process;
const METHOD_CONNECT = methods.indexOf('CONNECT');
const HIGH_WATER_MARK = 65536;
const kIdle = 8; // for Connection.send: no other answer waits
const noop = () => {};

class ServerConnection extends Connection {
  /** @param {TCP|Pipe|TLSWrap} handle @param {boolean} secure it is a TLSWrap */
  constructor(server, handle, secure, maxHeaderSize, leniency, maxHeaders) {
    super(0, maxHeaderSize, leniency, maxHeaders);
    this.server = server;
    this.handle = handle;
    this.secure = secure;
    this.netSocket = null;
    this.incoming = null;     // the request whose body is arriving
    this.current = null;      // the answer whose turn it is
    this.waiting = null;      // answers to pipelined requests, in order
    this.callbacks = null;    // of writes that the kernel has not taken yet
    this.upgrading = null;
    this.requests = 0;
    this.reading = true;
    this.detached = false;    // the socket is no longer ours
    this.ended = false;       // no more requests will come
    this.finishing = false;   // but those that have come are answered
    this.lastBegun = false;   // the client has said close: RFC 9112 §9.6 forbids to process what comes after
    this.closed = false;
    this.idling = false;      // as soon as what has been read is worked on: C sees to it
    this.waitingBytes = 0;
    this.counted = false;     // among the server's connections, by us and not by a socket
    this.context = initHooksExist() ? require('internal/http/async_context').ofConnection(this) : null;
  }

  // ---- requests ------------------------------------------------------------------------------------

  onHead(bits, url, head, body) {
    const { server } = this;
    if (this.ended || this.lastBegun || (this.current !== null && lastAnswer(this)._last)) return kGoOn;
    const req = new server[kIncomingMessage](undefined);
    req[kConnection] = this;
    req[kBlock] = head;
    const minor = minorOf(bits);
    const major = majorOf(bits);
    req.httpVersionMajor = major;
    req.httpVersionMinor = minor;
    req.httpVersion = major === 1 ? (minor === 1 ? '1.1' : '1.0') : `${major}.${minor}`;
    const method = methodOf(bits);
    req.method = methods[method];
    req.url = url;
    req.joinDuplicateHeaders = server.joinDuplicateHeaders;
    req.upgrade = (bits & kFlagUpgrade) !== 0;
    const whole = (bits & kFlagComplete) !== 0;
    this.incoming = req;
    if (this.netSocket !== null) this.touch();
    if (req.upgrade) {
      const event = method === METHOD_CONNECT ? 'connect' : 'upgrade';
      if (event === 'connect' || server.shouldUpgradeCallback(req)) {
        req.upgrade = true;
        this.upgrading = { req, event };
        if (whole) {
          this.incoming = null;
          keepWhole(req, body);
        }
        return kUpgraded;
      }
      req.upgrade = false;
    }
    if (!whole) {
      this.answer(req, bits);
      return kGoOn;
    }
    let answered = false;
    try {
      this.answer(req, bits);
      answered = true;
    } finally {
      if (!answered) endWhole(this, req, body);
    }
    if (req[kState] === undefined && (body === undefined || req._eventsCount === 0)) {
      this.incoming = null;
      keepWhole(req, body);
    } else if (body === undefined) {
      this.incoming = null;
      req[kEndBody](undefined);
    } else { // somebody reads, or will soon: the end comes after the ticks and microtasks that this makes
      if (!req[kAddBody](body)) this.pauseReading();
      return kBodyRead;
    }
    return kGoOn;
  }

  // By itself: what a closure sees is one object more for each call of the function that it stands in.
  wait(res) {
    (this.waiting ??= []).push(res);
    res._onPendingData = (n) => this.onPendingData(n);
  }

  answer(req, bits) {
    const { server } = this;
    const res = new server[kServerResponse](req, server[kResponseOptions]);
    res[kConnection] = this;
    res._keepAliveTimeout = server.keepAliveTimeout;
    res._maxRequestsPerSocket = server.maxRequestsPerSocket;
    res.shouldKeepAlive = (bits & kFlagMayKeepAlive) !== 0;
    if (!res.shouldKeepAlive && !server.insecureHTTPParser) this.lastBegun = true;
    if (server[kUniqueHeaders] !== null) res[kUniqueHeaders] = server[kUniqueHeaders];
    this.requests++;
    if (this.current === null) {
      this.current = res;
    } else {
      this.wait(res);
    }
    if (this.netSocket !== null && this.current === res) this.netSocket._httpMessage = res;
    const { context } = this;
    if (context === null) server[kDispatchRequest](this, req, res, bits, kFlagHost, kFlagExpectContinue, kFlagExpectOther);
    else context.run(server, server[kDispatchRequest], this, req, res, bits, kFlagHost, kFlagExpectContinue, kFlagExpectOther);
  }

  onBody(chunk) {
    const req = this.incoming;
    if (this.netSocket !== null) this.touch();
    if (req === null) return;
    if (!req[kAddBody](chunk)) this.pauseReading();
  }

  onComplete(trailers) {
    const req = this.incoming;
    this.incoming = null;
    if (req !== null) req[kEndBody](trailers);
    if (this.closed) return;
    // Its reader was slow, and asks for nothing more: what comes now is the next request, or the end of the connection.
    if (!this.reading) this.resumeReading();
    if (this.current === null) {
      if (this.ended) this.closeSoon();
      else this.idle();
    }
  }

  onUpgrade(rest) {
    const { req, event } = this.upgrading;
    this.upgrading = null;
    const { server } = this;
    const socket = this.socket;
    if (!req.complete) req[kEndBody](undefined);
    this.detach();
    req.socket = socket;
    if (server.listenerCount(event) === 0) {
      socket.destroy();
      return;
    }
    socket.readableFlowing = null;
    socket.server = server;
    server.emit(event, req, socket, rest);
  }

  // Gives the stream back to the socket; C has nothing to do with it any more.
  detach() {
    this.context?.end();
    this.detached = true;
    this.ended = true;
    this.unconsume();
    const socket = this.netSocket;
    for (const event in this.socketListeners) socket.removeListener(event, this.socketListeners[event]);
    socket.removeListener('close', this.freeListener);
    // `on` that takes notice of raw readers has no more to do then. Deleting it would make the socket a dictionary.
    socket.parser = null;
    if (socket._handle) socket._handle.reading = true;
    this.incoming = null;
    this.handOver(socket);
    this.free();
  }

  // Answers that were still to come when another protocol began: from now on they go through the socket.
  handOver(socket) {
    const { current, callbacks } = this;
    socket._httpMessage = null;
    this.callbacks = null;
    if (callbacks !== null) for (const callback of callbacks) nextTick(callback);
    if (current === null) return;
    for (const res of [current, ...this.waiting ?? []]) {
      res[kConnection] = null;
      res._onPendingData = noop;
    }
    this.current = null;
    current.assignSocket(socket);
  }

  // One of those has been sent.
  detachedDone(req, res) {
    const socket = this.netSocket;
    req[kAnswered]();
    res.detachSocket(socket);
    nextTick(emitClose, res);
    const next = this.waiting?.shift();
    if (res._last) socket.destroySoon();
    else if (next !== undefined) next.assignSocket(socket);
  }

  // ---- reading -----------------------------------------------------------------------------------------

  pauseReading() {
    if (!this.reading) return;
    this.reading = false;
    if (this.rawReaders) this.netSocket.pause();
    else this.readStop();
  }

  resumeReading() {
    if (this.reading || this.closed || this.detached || this.waitingBytes >= HIGH_WATER_MARK) return;
    this.reading = true;
    if (this.rawReaders) {
      this.netSocket.resume();
      return;
    }
    this.readStart();
    if (this.held()) setImmediate(goOn, this); // requests that had been read already
  }

  // A client that pipelines without reading the answers does not get to fill our memory.
  onPendingData(n) {
    this.waitingBytes += n;
    if (this.waitingBytes >= HIGH_WATER_MARK) this.pauseReading();
    else if (n < 0) this.resumeReading();
  }

  // ---- writing --------------------------------------------------------------------------------------------

  write(res, head, data, encoding, flags, callback) {
    if (typeof data === 'string' && encoding && encoding !== 'utf8' && encoding !== 'utf-8' && data !== '') {
      data = Buffer.from(data, encoding);
    }
    if (callback === onFinish) {
      if (this.callbacks !== null || this.rawReaders) callback = onFinish.bind(undefined, res);
    } else if (typeof callback !== 'function') {
      callback = undefined;
    }
    if (this.closed || this.closeAfterDrain) return false;
    if ((flags & kEnd) !== 0) {
      this.unsent = false;
      if (this.told !== null) tell(this);
    }
    if (this.rawReaders) return writeToSocket(this.netSocket, head, data, encoding, flags, callback);
    let result = this.send(head, data, (flags & kEnd) !== 0 && this.waiting === null ? flags | kIdle : flags);
    if (result === 2) {
      this.idling = true;
      result = 0;
    }
    if (this.netSocket !== null) {
      if (!this.unsent) {
        const flushed = this.flush();
        if (result === 0) result = flushed;
      }
      this.touch();
    }
    if (result === 0) {
      if (callback !== undefined) {
        if (callback === onFinish) nextTick(onFinish, res, null);
        else if (this.callbacks !== null) this.callbacks.push(callback);
        else if ((flags & kEnd) !== 0) nextTick(callback, null);
        else this.tellLater(callback);
      }
      // As with any Writable: so much in a tick is more than one should write before 'drain', though the system may take it.
      if ((flags & kLast) !== 0 || (this.writtenInTick += data.length) < HIGH_WATER_MARK) return true;
      if (!this.drainSoon) {
        this.drainSoon = true;
        nextTick(drainLater, this);
      }
      return false;
    }
    if (callback === onFinish) callback = onFinish.bind(undefined, res);
    if (result === 1) {
      (this.callbacks ??= []).push(callback ?? noop);
      return this.queued() < HIGH_WATER_MARK;
    }
    if (callback !== undefined) nextTick(callback, new ErrnoException(result, 'write'));
    this.fail(new ErrnoException(result, 'write'));
    return false;
  }

  /** Sends what takeFile() has read. @returns {boolean} whether it went at once; else written(error) will be called */
  writeTaken(head, flags, written) {
    const result = this.sendTaken(head, flags);
    if (this.netSocket !== null) this.touch();
    if (result === 0) return true;
    (this.callbacks ??= []).push(written);
    if (result < 0) this.fail(new ErrnoException(result, 'write'));
    return false;
  }

  // A write ends, to the program, when its tick does: what a program writes in one go leaves together.
  tellLater(callback) {
    if (this.told !== null) {
      this.told.push(callback);
      return;
    }
    this.told = [callback];
    nextTick(tell, this);
  }

  // What a handler writes in one go leaves in one write, or before what the program writes to the socket (flushAnswer() in net).
  corkForTick() {
    if (this.rawReaders) {
      corkForTick(this.netSocket);
      return;
    }
    if (!this.cork()) return;
    this.unsent = true;
    nextTick(uncork, this);
  }

  // Destroyed before that: then it does not leave.
  dropUnsent() {
    if (!this.unsent) return;
    this.unsent = false;
    this.drop();
  }

  // Answers that have waited for their turn leave in one write: each begins in a tick of the one before it, and microtasks run when
  // there are no more ticks.
  corkForTicks() {
    if (this.netSocket === null && this.cork()) enqueueMicrotask(() => nextTick(uncork, this));
  }

  isOpen() {
    return !this.closed && this.netSocket?.destroyed !== true;
  }

  afterFlush(callback) {
    if (this.told !== null) tell(this);
    if (this.callbacks !== null) this.callbacks.push(callback);
    else nextTick(callback, null);
  }

  onDrain(status) {
    const { callbacks } = this;
    this.callbacks = null;
    const error = status < 0 ? new ErrnoException(status, 'write') : null;
    if (callbacks !== null) for (let i = 0; i < callbacks.length; i++) callbacks[i](error);
    if (error !== null) {
      this.fail(error);
      return;
    }
    if (this.closeAfterDrain) {
      this.closeSoon();
      return;
    }
    const res = this.current;
    if (res !== null && res[kNeedDrain] && !res.destroyed) {
      res[kNeedDrain] = false;
      res.emit('drain');
    }
    if (this.netSocket !== null && !this.rawReaders && this.netSocket.listenerCount('drain') > 0) this.netSocket.emit('drain');
  }

  /** The answer `res` has been sent, and 'finish' emitted. */
  responseDone(req, res) {
    const { server } = this;
    if (onResponseFinish.active !== undefined) {
      onResponseFinish.publish({ request: req, response: res, socket: this.socket, server });
    }
    if (this.detached) return this.detachedDone(req, res);
    if (this.netSocket !== null && this.netSocket._httpMessage === res) this.netSocket._httpMessage = null;
    req[kAnswered]();
    nextTick(emitClose, res);
    this.current = null;
    const { idling } = this; // of this answer, whatever comes behind it
    this.idling = false;
    if (res._last || (this.ended && !this.finishing)) {
      this.closeSoon();
      return;
    }
    const next = this.waiting !== null ? this.waiting.shift() : undefined;
    if (next !== undefined) {
      if (this.waiting.length === 0) this.waiting = null;
      this.current = next;
      if (this.netSocket !== null) this.netSocket._httpMessage = next;
      next._onPendingData = noop;
      if (next.destroyed) {
        this.destroyFor(next, next.errored);
        return;
      }
      this.waitingBytes -= next.outputSize;
      next.outputSize = 0;
      if (next.listenerCount('socket') > 0) next.emit('socket', this.socket); // setTimeout() waits for it
      if (this.waiting !== null) this.corkForTicks();
      next._flush();
      if (this.waitingBytes < HIGH_WATER_MARK) this.resumeReading();
    } else if (this.finishing) {
      nextTick(closeFinished, this); // behind 'close' of the answer, for which a listener of 'clientError' may wait to write
    } else {
      if (!idling) this.idle();
      if (this.incoming === null && this.netSocket !== null && server.timeout > 0) this.netSocket.setTimeout(server.timeout);
    }
  }

  // ---- the end --------------------------------------------------------------------------------------------

  onEnd(status) {
    if (this.secure && this.handshaking()) {
      this.handshakeSocket()?.destroy(status < 0 ? new ErrnoException(status, 'read') : undefined);
      return;
    }
    if (status < 0) {
      this.fail(new ErrnoException(status, 'read'));
      return;
    }
    this.reading = false;
    if (this.netSocket !== null) { // whose 'end' comes first
      this.netSocket.push(null);
      this.netSocket.read(0);
    } else {
      this.eof = true;
      this.onLast();
    }
  }

  // The client has no more to say.
  onLast() {
    if (this.detached || this.closed || !this.finish()) return; // in the middle of a message: the error callback has dealt with it
    this.ended = true;
    if (!this.server.httpAllowHalfOpen) {
      if (this.netSocket !== null && this.current === null) this.netSocket.end();
      this.closeSoon();
    } else if (this.current !== null) {
      this.finishing = true;
      (this.waiting?.at(-1) ?? this.current)._last = true;
    } else {
      this.closeSoon();
    }
  }

  /** Closes behind the last answer, if that has ended and only has to be sent: then the connection is idle to the program. */
  closeAfterAnswer() {
    if (this.current !== null && this.current.finished && this.waiting === null && this.incoming === null) this.current._last = true;
  }

  /** Closes when everything has been written. */
  closeSoon() {
    if (this.closed) return;
    this.ended = true;
    if (this.netSocket !== null) {
      this.flush();
      if (this.callbacks !== null) this.closeAfterDrain = true;
      else this.netSocket.destroySoon();
      return;
    }
    this.flush();
    if (this.callbacks !== null || this.queued() > 0) {
      this.closeAfterDrain = true;
      return;
    }
    if (this.secure) this.handle.sslShutdown();
    this.close(this.current === null);
  }

  /** @param {boolean} [done] nobody waits: the server's 'close' comes behind all that the last answer has led to */
  close(done) {
    if (this.closed) return;
    if (this.netSocket !== null) {
      this.netSocket.destroy();
      return;
    }
    this.gone(done);
    this.handle.close(() => this.leave());
  }

  // The stream is closed or about to be: nothing more comes from it or goes to it.
  gone(done) {
    if (this.closed) return;
    this.context?.end();
    this.closed = true;
    this.ended = true;
    this.closeAfterDrain = false;
    this.flush();
    if (this.counted && done !== true) {
      this.counted = false;
      uncount(this.server);
    }
  }

  // It is closed now: who waits hears of it. The answer stays where it is, for who goes on writing.
  leave() {
    if (this.left) return;
    this.left = true;
    if (this.counted) {
      this.counted = false;
      uncount(this.server);
    }
    this.incoming = null; // not before: what has been read already may hold its end
    const { callbacks, current, waiting } = this;
    this.callbacks = this.waiting = null;
    if (callbacks !== null) {
      const error = new ErrnoException(UV_ECANCELED, 'write');
      for (const callback of callbacks) callback(error);
    }
    if (current === null) return;
    current.req[kDestroyAborted]();
    if (waiting !== null) for (const res of waiting) res.req[kDestroyAborted]();
    emitClose(current);
    if (waiting !== null) for (const res of waiting) abortWaiting(res);
  }

  fail(error) {
    const { server } = this;
    if (this.closed) return;
    if (this.netSocket !== null) {
      this.netSocket.destroy(error);
      return;
    }
    if (server.listenerCount('clientError') > 0) this.socket.destroy(error); // whose 'error' tells
    else this.close();
  }

  onParseError(code, reason, bytesParsed, rawPacket) {
    const closing = this.incoming === null && lastAnswer(this)?.shouldKeepAlive === false;
    this.clientError(closing ?
      parseError('HPE_CLOSED_CONNECTION', 'Data after `Connection: close`', bytesParsed + 1, rawPacket) :
      parseError(code, reason, bytesParsed, rawPacket));
  }

  onExpired(kind) {
    if (this.closed) return;
    if (kind === 4) {
      this.handshakeSocket()?._handleTimeout();
      return;
    }
    if (kind === 3) {
      if (this.netSocket !== null && this.server.emit('timeout', this.netSocket)) return;
      this.close();
      return;
    }
    this.clientError(new ERR_HTTP_REQUEST_TIMEOUT());
  }

  clientError(error) {
    this.ended = true;
    if (this.tellClientError(error)) return; // goes on reading, to see the end
    this.pauseReading();
    if (this.current === null || !this.current._headerSent) {
      const answer = this.server[kErrorAnswer](error);
      if (this.rawReaders) this.netSocket.write(answer, 'latin1');
      else this.send(answer, undefined, 0);
    }
    this.flush();
    if (this.netSocket !== null) {
      this.netSocket.destroy(error);
      return;
    }
    if (this.secure) this.handle.sslShutdown();
    this.close();
  }

  // Once: what else becomes of the socket is not told, nor thrown.
  tellClientError(error) {
    if (this.server.listenerCount('clientError') === 0) return false;
    const { socket } = this;
    socket.removeListener('error', this.socketListeners.error);
    if (socket.listenerCount('error') === 0) socket.on('error', noop);
    this.finishing = this.server[kEmitClientError](error, this);
    return this.finishing;
  }

  destroyFor(res, error) {
    // An answer that waits for others takes them not along.
    if (res !== this.current && this.waiting !== null && this.waiting.includes(res)) return;
    this.dropUnsent();
    if (this.netSocket !== null) this.netSocket.destroy(error);
    else if (error) this.fail(error);
    else this.close();
  }

  // ---- the real socket ----------------------------------------------------------------------------------------

  get socket() {
    return this.netSocket ?? this.makeSocket();
  }

  socketFor(res) {
    const socket = this.socket;
    // Only the answer whose turn it is has the socket; the others get theirs later.
    return res === this.current || this.closed ? socket : null;
  }

  makeSocket() {
    const { server } = this;
    if (!this.unsent) this.flush();
    let socket;
    if (this.secure) {
      socket = require('internal/tls/server').lateSocket(server, this.handle, true);
    } else {
      const { Socket } = require('net');
      socket = new Socket({
        handle: this.handle,
        allowHalfOpen: true,
        readable: true,
        writable: true,
        manualStart: true,
        readableHighWaterMark: server.highWaterMark,
        writableHighWaterMark: server.highWaterMark,
      });
      socket.server = server;
    }
    socket._server = this.counted ? server : null; // which counts it from now on
    this.counted = false;
    this.adopt(socket);
    if (this.eof) { // nobody has listened to its 'end'
      const state = socket._readableState;
      state.ended = state.endEmitted = true;
    }
    if (this.closed) socket.destroy();
    return socket;
  }

  /** Its socket from now on, over the same handle. */
  adopt(socket) {
    const { server } = this;
    this.netSocket = socket;
    this.handle.reading = true;
    socket.parser = this;
    socket.on = socketOn;
    socket.addListener = socketOn;
    socket.prependListener = socketPrepend;
    socket._httpMessage = this.current;
    this.socketListeners = {
      __proto__: null,
      close: () => {
        if (!socket.destroyed) return;
        this.gone();
        this.leave();
      },
      end: () => this.onLast(),
      error: (error) => this.onSocketError(error),
      timeout: () => this.onSocketTimeout(),
    };
    for (const event in this.socketListeners) socket.on(event, this.socketListeners[event]);
    this.freeListener = () => { if (socket.destroyed) this.free(); };
    socket.on('close', this.freeListener);
    if (server.timeout > 0) socket.setTimeout(server.timeout);
  }

  // ---- the TLS handshake --------------------------------------------------------------------------------------

  /** What went wrong below, for TLSWrap. @returns {TLSSocket|undefined} who is to hear of it */
  onTLSError(error) {
    if (this.handshaking()) return this.handshakeSocket();
    this.fail(error);
    return undefined;
  }

  /** The handshake fails: somebody may want to see the socket ('tlsClientError'); we have no more to do with it. */
  handshakeSocket() {
    const { server } = this;
    if (server.listenerCount('tlsClientError') < 2 && server.listenerCount('clientError') === 0) {
      this.close();
      return undefined;
    }
    this.unconsume();
    this.closed = this.ended = this.detached = true;
    this.counted = false; // by the socket from now on
    const socket = require('internal/tls/server').lateSocket(server, this.handle, false);
    this.free();
    return socket;
  }

  touch() {
    this.netSocket._unrefTimer?.();
  }

  onSocketError(error) {
    if (!this.tellClientError(error)) this.netSocket.destroy(error);
  }

  onSocketTimeout() {
    const socket = this.netSocket;
    const res = this.current;
    const req = this.incoming ?? res?.req;
    const heard = req && !req.complete && req.emit('timeout', socket);
    const answered = res?.emit('timeout', socket);
    const told = this.server.emit('timeout', socket);
    if (!heard && !answered && !told) socket.destroy();
  }
}
ServerConnection.prototype.closeAfterDrain = false;
ServerConnection.prototype.eof = false;
ServerConnection.prototype.left = false;
ServerConnection.prototype.writtenInTick = 0; // what the system has taken of this tick's, about
ServerConnection.prototype.drainSoon = false; // 'drain' comes in a tick
ServerConnection.prototype.unsent = false; // corked, by an answer that has not ended since
ServerConnection.prototype.told = null; // callbacks of what was written in this tick
ServerConnection.prototype.rawReaders = false; // the program reads the socket as well
ServerConnection.prototype.socketListeners = null;

// After one that says close nothing more is processed (RFC 9112, section 9.6).
function lastAnswer({ waiting, current }) {
  return waiting !== null ? waiting[waiting.length - 1] : current;
}

// A message that is there as a whole: for who may look at it later,
function keepWhole(req, body) {
  req.complete = true;
  if (body !== undefined) req[kBody] = body;
  req[kEof] = true;
}
// and for who may have begun to look.
function endWhole(connection, req, body) {
  connection.incoming = null;
  if (req[kState] === undefined) {
    keepWhole(req, body);
  } else {
    if (body !== undefined) req[kAddBody](body);
    req[kEndBody](undefined);
  }
}

function closeFinished(connection) {
  connection.closeSoon();
}

function goOn(connection) {
  try {
    if (!connection.closed && !connection.detached) connection.goOn();
  } catch (error) {
    if (connection.held()) setImmediate(goOn, connection); // the rest is not this handler's fault
    throw error;
  }
}

/** Callbacks of what has been written since the last tick. */
function tell(connection) {
  const { told } = connection;
  connection.told = null;
  if (told !== null) for (const callback of told) nextTick(callback, null);
}

function uncork(connection) {
  connection.unsent = false;
  connection.writtenInTick = 0;
  const result = connection.uncork();
  if (result < 0) connection.fail(new ErrnoException(result, 'write'));
}

function drainLater(connection) {
  connection.drainSoon = false;
  connection.writtenInTick = 0;
  const res = connection.current;
  if (connection.callbacks === null && res !== null && res[kNeedDrain] && !res.destroyed) {
    res[kNeedDrain] = false;
    res.emit('drain');
  }
}

// Somebody wants the raw bytes: the parser lets go of the stream.
function socketOn(event, fn) {
  letGo(this, event);
  return require('net').Socket.prototype.on.call(this, event, fn);
}
function socketPrepend(event, fn) {
  letGo(this, event);
  return require('net').Socket.prototype.prependListener.call(this, event, fn);
}
function letGo(socket, event) {
  const connection = socket.parser;
  if ((event === 'data' || event === 'readable') && connection !== null && connection.rawReaders === false &&
      !connection.detached && !connection.closed) {
    connection.rawReaders = true;
    const rest = connection.unconsume();
    socket.on('data', (chunk) => {
      if (!connection.detached && !connection.closed) connection.execute(chunk);
    });
    socket.on('drain', () => {
      if (!connection.detached && !connection.closed) connection.onDrain(0);
    });
    if (rest !== undefined) nextTick(() => socket.push(rest)); // read, but held back
  }
}

function uncount(server) {
  server._connections--;
  server._emitCloseIfDrained();
}

module.exports = { ServerConnection };

// SPDX-License-Identifier: MIT
// A connection of a server over any Duplex that JavaScript reads and writes: TLS, or what a program gives to
// server.emit('connection', stream). The parser is the same; the bytes pass through JavaScript.
'use strict';

const { Connection } = require('internal/http/parser_callbacks');
const { methods, parseError } = require('_http_common');
const {
  kFlagComplete, kFlagExpectContinue, kFlagExpectOther, kFlagHost, kFlagMayKeepAlive, kFlagUpgrade,
  methodOf, minorOf, majorOf, kGoOn, kUpgraded,
} = require('internal/http/bits');
const { kBlock, kConnection } = require('_http_incoming');
const { kNeedDrain, kUniqueHeaders } = require('_http_outgoing');
const {
  kAddBody, kAnswered, kDestroyAborted, kDispatchRequest, kEmitClientError, kEndBody, kErrorAnswer, kIncomingMessage, kResponseOptions, kServerResponse,
} = require('internal/http/hidden');
const { emitClose, abortWaiting } = require('internal/http/response');
const { initHooksExist } = require('internal/async_hooks');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT } } = require('internal/errors');

const onResponseFinish = require('internal/diagnostics').lazyChannel('http.server.response.finish');

const { nextTick } = process;
const noop = () => {};
const METHOD_CONNECT = methods.indexOf('CONNECT');

class StreamConnection extends Connection {
  constructor(server, socket, maxHeaderSize, leniency, maxHeaders) {
    super(0, maxHeaderSize, leniency, maxHeaders);
    this.server = server;
    this.socket = socket;
    this.incoming = null;
    this.pendingRequests = []; // whose answers are not finished
    this.outgoing = [];
    this.upgrading = null;
    this.requests = 0;
    this.ended = false;
    this.lastBegun = false; // as in server_connection.js
    this.paused = false;
    this.waitingBytes = 0;
    this.keepAliveSet = false;
    this.closeHeard = false;
    this.failure = null; // the parse error that ended it
    this.context = initHooksExist() ? require('internal/http/async_context').ofConnection(this) : null;

    socket.server ??= server;
    socket.parser = this;
    socket._httpMessage ??= null;
    this.listeners = {
      __proto__: null,
      data: (chunk) => this.onData(chunk),
      end: () => this.onSocketEnd(),
      close: () => this.onSocketClose(),
      drain: () => this.onSocketDrain(),
      error: (error) => this.onSocketError(error),
      timeout: () => this.onSocketTimeout(),
    };
    for (const event in this.listeners) socket.on(event, this.listeners[event]);
    if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  }

  onData(chunk) {
    if (this.failure !== null) {
      // What else arrives cannot be understood either.
      const { code, reason } = this.failure;
      this.server[kEmitClientError](parseError(code, reason, 0, chunk), this);
      return;
    }
    if (this.ended && this.upgrading === null) return;
    const used = this.execute(chunk);
    if (this.upgrading !== null) {
      const { req, event } = this.upgrading;
      this.upgrading = null;
      if (!req.complete) req[kEndBody](undefined);
      this.release();
      if (this.server.listenerCount(event) > 0) {
        this.socket.readableFlowing = null;
        this.server.emit(event, req, this.socket, chunk.subarray(used));
      } else {
        this.socket.destroy();
      }
    }
  }

  release() {
    this.context?.end();
    this.ended = true;
    for (const event in this.listeners) this.socket.removeListener(event, this.listeners[event]);
    this.socket.parser = null;
    this.free();
  }

  onHead(bits, url, head, body) {
    const { server, socket } = this;
    if (this.lastBegun) return kGoOn;
    const req = new server[kIncomingMessage](socket);
    req[kConnection] = this;
    req[kBlock] = head;
    req.httpVersionMajor = majorOf(bits);
    req.httpVersionMinor = minorOf(bits);
    req.httpVersion = `${req.httpVersionMajor}.${req.httpVersionMinor}`;
    const method = methodOf(bits);
    req.method = methods[method];
    req.url = url;
    req.joinDuplicateHeaders = server.joinDuplicateHeaders;
    if ((bits & kFlagUpgrade) !== 0) {
      const event = method === METHOD_CONNECT ? 'connect' : 'upgrade';
      if (event === 'connect' || server.shouldUpgradeCallback(req)) {
        req.upgrade = true;
        this.upgrading = { req, event };
        return kUpgraded;
      }
    }
    req.upgrade = false;
    const whole = (bits & kFlagComplete) !== 0;
    if (!whole) this.incoming = req;
    this.pendingRequests.push(req);
    if (this.keepAliveSet) {
      this.keepAliveSet = false;
      if (typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout || 0);
    }
    const res = new server[kServerResponse](req, server[kResponseOptions]);
    res._keepAliveTimeout = server.keepAliveTimeout;
    res._maxRequestsPerSocket = server.maxRequestsPerSocket;
    res.shouldKeepAlive = (bits & kFlagMayKeepAlive) !== 0;
    if (!res.shouldKeepAlive && !server.insecureHTTPParser) this.lastBegun = true;
    res._onPendingData = (n) => {
      this.waitingBytes += n;
      if (this.waitingBytes >= (socket.writableHighWaterMark ?? 65536)) this.pauseReading();
      else if (n < 0) this.resumeReading();
    };
    if (server[kUniqueHeaders] !== null) res[kUniqueHeaders] = server[kUniqueHeaders];
    this.requests++;
    if (socket._httpMessage) this.wait(res);
    else res.assignSocket(socket);
    const { context } = this;
    if (context === null) server[kDispatchRequest](this, req, res, bits, kFlagHost, kFlagExpectContinue, kFlagExpectOther);
    else context.run(server, server[kDispatchRequest], this, req, res, bits, kFlagHost, kFlagExpectContinue, kFlagExpectOther);
    if (whole) {
      if (body !== undefined && !req[kAddBody](body)) this.pauseReading();
      req[kEndBody](undefined);
    }
    return kGoOn;
  }

  // For its turn to answer. Those who wait hear of the end after the one whose turn it was.
  wait(res) {
    if (this.outgoing.push(res) > 1 || this.closeHeard) return;
    this.closeHeard = true;
    this.socket.on('close', () => {
      for (const other of this.outgoing.splice(0)) abortWaiting(other);
    });
  }

  onBody(chunk) {
    if (this.incoming !== null && !this.incoming[kAddBody](chunk)) this.pauseReading();
  }

  onComplete(trailers) {
    const req = this.incoming;
    this.incoming = null;
    if (req !== null) req[kEndBody](trailers);
    this.resumeReading(); // its reader may have been slow, and asks for nothing more
  }

  pauseReading() {
    if (this.paused) return;
    this.paused = true;
    this.socket.pause();
  }
  resumeReading() {
    if (!this.paused || this.ended) return;
    this.paused = false;
    this.socket.resume();
  }

  responseDone(req, res) {
    const { server, socket } = this;
    onResponseFinish.publish({ request: req, response: res, socket, server });
    const index = this.pendingRequests.indexOf(req);
    if (index !== -1) this.pendingRequests.splice(index, 1);
    req[kAnswered]();
    res.detachSocket(socket);
    nextTick(emitClose, res);
    if (res._last) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    } else if (this.outgoing.length === 0) {
      if (this.ended) nextTick(endSocket, socket); // behind 'close' of the answer
      else if (server.keepAliveTimeout && typeof socket.setTimeout === 'function') {
        socket.setTimeout(server.keepAliveTimeout + server.keepAliveTimeoutBuffer);
        this.keepAliveSet = true;
      }
    } else {
      const next = this.outgoing.shift();
      if (next) next.assignSocket(socket);
    }
  }

  onSocketDrain() {
    const res = this.socket._httpMessage;
    this.resumeReading();
    if (res && !res.finished && res[kNeedDrain]) {
      res[kNeedDrain] = false;
      res.emit('drain');
    }
  }

  onSocketEnd() {
    const { server, socket } = this;
    if (!this.finish()) return;
    this.ended = true;
    if (!server.httpAllowHalfOpen) {
      if (socket.writable) socket.end();
    } else if (this.outgoing.length) {
      this.outgoing.at(-1)._last = true;
    } else if (socket._httpMessage) {
      socket._httpMessage._last = true;
    } else {
      socket.end();
    }
  }

  abortIncoming() {
    for (const req of this.pendingRequests.splice(0)) {
      if (!req.complete || !req.readableEnded) req[kDestroyAborted]();
    }
  }

  onSocketClose() {
    this.context?.end();
    this.ended = true;
    this.abortIncoming();
    this.free();
  }

  onSocketError(error) {
    this.clientError(error);
  }
  onParseError(code, reason, bytesParsed, rawPacket) {
    this.failure = parseError(code, reason, bytesParsed, rawPacket);
    this.clientError(this.failure);
  }
  onExpired(kind) {
    if (kind !== 3) this.clientError(new ERR_HTTP_REQUEST_TIMEOUT());
  }

  clientError(error) {
    const { server, socket } = this;
    this.ended = true;
    socket.removeListener('error', this.listeners.error);
    if (socket.listenerCount('error') === 0) socket.on('error', noop);
    if (server[kEmitClientError](error, this)) return;
    if (socket.writable && (!socket._httpMessage || !socket._httpMessage._headerSent)) {
      socket.write(server[kErrorAnswer](error));
    }
    socket.destroy(error);
  }

  onSocketTimeout() {
    const { socket, server } = this;
    const req = this.incoming;
    const res = socket._httpMessage;
    const heard = req && !req.complete && req.emit('timeout', socket);
    const answered = res?.emit('timeout', socket);
    const told = server.emit('timeout', socket);
    if (!heard && !answered && !told) socket.destroy();
  }

  close() {
    this.socket.destroy();
  }

  /** As for a ServerConnection. */
  closeAfterAnswer() {
    const res = this.socket._httpMessage;
    if (res?.finished && this.outgoing.length === 0 && this.incoming === null) res._last = true;
  }

  get isIdle() {
    return this.socket._httpMessage === null && this.outgoing.length === 0 && this.incoming === null;
  }
}

function endSocket(socket) {
  socket.end();
}

module.exports = { StreamConnection };

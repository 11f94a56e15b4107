// SPDX-License-Identifier: MIT
// http.Server: options, requests to handlers, errors, closing. The connections are
// internal/http/server_connection (bytes stay in C) and internal/http/stream_connection (any Duplex).
'use strict';

const { MathFloor, MathMax, MathMin, ObjectDefineProperty, ObjectSetPrototypeOf } = primordials;

const net = require('net');
const { IncomingMessage } = require('_http_incoming');
const { kUniqueHeaders, parseUniqueHeadersOption } = require('_http_outgoing');
const { ServerResponse } = require('internal/http/response');
const { isLenient } = require('_http_common');
const {
  kDispatchRequest, kEmitClientError, kErrorAnswer, kIncomingMessage, kResponseOptions, kServerResponse,
} = require('internal/http/hidden');
const STATUS_CODES = require('internal/http/status');
const { ConnectionList } = require('internal/http/parser_callbacks');
const { ServerConnection } = require('internal/http/server_connection');
const { StreamConnection } = require('internal/http/stream_connection');
const { owner_symbol } = require('internal/async_hooks').symbols;
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { kEmptyObject, tablePrototype } = require('internal/util');
const { lazyChannel, startPerf, watch } = require('internal/diagnostics');
const { kPerf } = require('internal/http/response');
const EE = require('events');
const defaults = require('internal/http/server_defaults');

const onResponseCreated = lazyChannel('http.server.response.created');
const onRequestStart = lazyChannel('http.server.request.start');
// Who watches this one wants to see sockets.
const socketChannel = lazyChannel('net.server.socket');

const kConnections = Symbol('http.server.connections');
const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');
const kStreams = Symbol('http.server.streams');

function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;
  const { maxHeaderSize, insecureHTTPParser, requestTimeout, headersTimeout, connectionsCheckingInterval,
          requireHostHeader, joinDuplicateHeaders, keepAliveTimeout, keepAliveTimeoutBuffer,
          rejectNonStandardBodyWrites, shouldUpgradeCallback } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = maxHeaderSize;
  if (options.optimizeEmptyRequests !== undefined) {
    validateBoolean(options.optimizeEmptyRequests, 'options.optimizeEmptyRequests'); // all are, anyway
  }
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = insecureHTTPParser;
  if (options.noDelay === undefined) options.noDelay = true;

  const timeout = (value, name, otherwise) => {
    if (value === undefined) return otherwise;
    validateInteger(value, name, 0);
    return value;
  };
  this.requestTimeout = timeout(requestTimeout, 'requestTimeout', 300_000);
  this.headersTimeout = timeout(headersTimeout, 'headersTimeout',
                                this.requestTimeout > 0 ? MathMin(60_000, this.requestTimeout) : 60_000);
  if (this.requestTimeout > 0 && this.headersTimeout > 0 && this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', headersTimeout);
  }
  this.keepAliveTimeout = timeout(keepAliveTimeout, 'keepAliveTimeout', defaults.keepAliveTimeout);
  this.keepAliveTimeoutBuffer = timeout(keepAliveTimeoutBuffer, 'keepAliveTimeoutBuffer', 1_000);
  this.connectionsCheckingInterval = timeout(connectionsCheckingInterval, 'connectionsCheckingInterval', 30_000);
  if (requireHostHeader !== undefined) validateBoolean(requireHostHeader, 'options.requireHostHeader');
  this.requireHostHeader = requireHostHeader ?? true;
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = joinDuplicateHeaders;
  if (rejectNonStandardBodyWrites !== undefined) {
    validateBoolean(rejectNonStandardBodyWrites, 'options.rejectNonStandardBodyWrites');
  }
  this.rejectNonStandardBodyWrites = rejectNonStandardBodyWrites ?? false;
  if (shouldUpgradeCallback !== undefined) validateFunction(shouldUpgradeCallback, 'options.shouldUpgradeCallback');
  this.shouldUpgradeCallback = shouldUpgradeCallback ?? function() { return this.listenerCount('upgrade') > 0; };
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  this[kResponseOptions] = {
    highWaterMark: options.highWaterMark,
    rejectNonStandardBodyWrites: this.rejectNonStandardBodyWrites,
  };
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  options = { ...options };
  storeHTTPOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true, noDelay: options.noDelay, keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  // Similar to net.Server: an answer goes on after the client has said that it has no more to send.
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.on('listening', setupConnectionsTracking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  Server.initialize(this);
}
/** What https.Server needs as well. */
Server.initialize = function(server) {
  server[kConnections] = null;
  server[kStreams] = new Set();
};
ObjectDefineProperty(Server, 'initialize', { __proto__: null, enumerable: false });
ObjectSetPrototypeOf(Server.prototype, net.Server.prototype);
ObjectSetPrototypeOf(Server, net.Server);

// ---- connections ---------------------------------------------------------------------------------------

function configureList(server) {
  const list = server[kConnections];
  const idle = server.keepAliveTimeout > 0 ? server.keepAliveTimeout + server.keepAliveTimeoutBuffer : 0;
  let period = server.connectionsCheckingInterval || 30_000;
  if (idle > 0) period = MathMin(period, MathMax(20, MathMin(1000, MathFloor(server.keepAliveTimeout / 4))));
  list.configure(server.headersTimeout, server.requestTimeout, idle, period, server._handshakeTimeout ?? 0);
}

function setupConnectionsTracking() {
  this[kConnections] ??= new ConnectionList();
  endTracking(this);
  this[kConnectionsCheckingInterval] = { _destroyed: false };
  configureList(this);
}

// The deadlines of connections are watched by one timer in C (src/http/deadlines.c), which stops when there is
// no connection; this object stands for it.
function endTracking(server) {
  if (server[kConnectionsCheckingInterval]) server[kConnectionsCheckingInterval]._destroyed = true;
}

function leniencyOf(server) {
  return (server.insecureHTTPParser === undefined ? isLenient() : server.insecureHTTPParser) ? 1 : 0;
}

/** Requests with more header lines are refused with 431; 0 is no limit. */
function maxHeadersOf(server) {
  const { maxHeadersCount } = server;
  return typeof maxHeadersCount === 'number' ? MathMax(0, maxHeadersCount) : 2000;
}

function maxHeadOf(server) {
  if (server.maxHeaderSize) return server.maxHeaderSize;
  return require('internal/options').getOptionValue('--max-http-header-size') || 16384;
}

function acceptsAll(server) {
  return server.maxConnections == null && !server.blockList && server.pauseOnConnect !== true && server.timeout === 0;
}

// Only our own listener, no user code that wants to see sockets: they need not be made.
function nobodyWantsSockets(server) {
  return server._events.connection === connectionListener && acceptsAll(server);
}

function nobodyWantsTLSSockets(server) {
  return server._events.secureConnection === connectionListener && acceptsAll(server) &&
    require('internal/tls/server').handshakesNatively(server);
}

/** For https.Server, which is listening. */
function acceptSecurely(server) {
  acceptNatively(server, nobodyWantsTLSSockets, attachSecure);
}

Server.prototype._listen2 = function _listen2(...args) {
  net.Server.prototype._listen2.apply(this, args);
  if (this._handle) acceptNatively(this, nobodyWantsSockets, attach);
};

/** Connections go to attach(server, client) without a socket, as long as natively(server) says so. */
function acceptNatively(server, natively, attach) {
  const handle = server._handle;
  const slow = handle.onconnection;
  handle.onconnection = function onconnection(status, client) {
    const server = this[owner_symbol];
    if (status !== 0 || !natively(server) || typeof client?.readStart !== 'function' || socketChannel.active !== undefined) {
      slow.call(this, status, client);
      return;
    }
    if (server.noDelay && client.setNoDelay) client.setNoDelay(true);
    if (server.keepAlive && client.setKeepAlive) client.setKeepAlive(true, server.keepAliveInitialDelay);
    server._connections++;
    attach(server, client);
  };
}

function track(server, connection) {
  if (server[kConnections] === null) setupConnectionsTracking.call(server);
  server[kConnections].add(connection);
}

function attach(server, handle) {
  const connection = new ServerConnection(server, handle, false, maxHeadOf(server), leniencyOf(server), maxHeadersOf(server));
  connection.counted = true;
  connection.consume(handle, false);
  track(server, connection);
  connection.readStart();
}

/** A client that is to shake hands; what of that JavaScript must see is asked of connection.onTLSError. */
function attachSecure(server, client) {
  const handle = require('internal/tls/server').secureHandle(server, client);
  const connection = new ServerConnection(server, handle, true, maxHeadOf(server), leniencyOf(server), maxHeadersOf(server));
  handle.connection = connection;
  connection.counted = true;
  connection.consume(handle, true);
  track(server, connection);
  connection.readStart();
  handle.start();
}

/** A TLSSocket over a native stream which nobody reads yet: C can do that. */
function takesOver(server, socket) {
  if (socket.encrypted !== true || socket._secureEstablished !== true || socket.destroyed || socket.readableFlowing !== null ||
      socket.readableLength > 0 || socket.readableEnded || socket.listenerCount('data') > 0 ||
      !(socket._handle instanceof internalBinding('tls_wrap').TLSWrap)) {
    return false;
  }
  const connection = new ServerConnection(server, socket._handle, true, maxHeadOf(server), leniencyOf(server), maxHeadersOf(server));
  if (!connection.consume(socket._handle, false)) return false;
  socket.server ??= server;
  connection.adopt(socket);
  track(server, connection);
  connection.readStart();
  return true;
}

/** 'connection', 'secureConnection': a socket or any Duplex that speaks HTTP/1. */
function connectionListener(socket) {
  const server = this;
  if (takesOver(server, socket)) return;
  const connection = new StreamConnection(server, socket, maxHeadOf(server), leniencyOf(server), maxHeadersOf(server));
  track(server, connection);
  this[kStreams].add(connection);
  socket.on('close', () => this[kStreams].delete(connection));
}

// ---- a request ---------------------------------------------------------------------------------------------

function onFinishOf(connection, req, res) {
  return () => connection.responseDone(req, res);
}

// For node:diagnostics_channel and PerformanceObserver.
function announce(server, connection, req, res) {
  startPerf(res, kPerf, 'http', 'HttpRequest', { req: { method: req.method, url: req.url, headers: req.headers } });
  onResponseCreated.publish({ request: req, response: res });
  if (onRequestStart.active !== undefined) {
    onRequestStart.publish({ request: req, response: res, socket: connection.socket, server });
  }
}

// The listeners of a response, as nobody has added any.
function FirstListener(finish) {
  this.finish = finish;
}
FirstListener.prototype = tablePrototype;

/** Gives a request to the handlers, or answers it when it must not reach them. */
Server.prototype[kDispatchRequest] = function dispatchRequest(connection, req, res, bits, kHost, kContinue, kOther) {
  const noHost = this.requireHostHeader && (bits & kHost) === 0 && req.httpVersionMajor === 1 && req.httpVersionMinor === 1;
  const max = this.maxRequestsPerSocket;
  if (max > 0 && !noHost) {
    res.maxRequestsOnConnectionReached = connection.requests >= max;
    if (connection.requests > max) {
      res.once('finish', onFinishOf(connection, req, res));
      this.emit('dropRequest', req, connection.socket);
      res.writeHead(503);
      res.end();
      return;
    }
  }
  if (watch.channels || watch.perf !== null) announce(this, connection, req, res);
  // First of all listeners, so that the connection is free when the user's run.
  res._events = new FirstListener(onFinishOf(connection, req, res));
  res._eventsCount = 1;
  if (noHost) { // before all else
    res.writeHead(400, ['Connection', 'close']);
    res.end();
    return;
  }
  if ((bits & (kContinue | kOther)) !== 0 && req.httpVersionMajor === 1 && req.httpVersionMinor === 1) {
    if ((bits & kContinue) !== 0) {
      res._expect_continue = true;
      if (this.listenerCount('checkContinue') > 0) {
        this.emit('checkContinue', req, res);
        return;
      }
      res.writeContinue();
    } else if (this.listenerCount('checkExpectation') > 0) {
      this.emit('checkExpectation', req, res);
      return;
    } else {
      res.writeHead(417);
      res.end();
      return;
    }
  }
  this.emit('request', req, res);
};

Server.prototype[EE.captureRejectionSymbol] = function onRejection(error, event, ...args) {
  switch (event) {
    case 'request': {
      const { 1: res } = args;
      if (!res.headersSent && !res.writableEnded) {
        for (const name of res.getHeaderNames()) res.removeHeader(name);
        res.statusCode = 500;
        res.end(STATUS_CODES[500]);
      } else {
        res.destroy();
      }
      break;
    }
    default:
      net.Server.prototype[EE.captureRejectionSymbol].apply(this, arguments);
  }
};

// ---- errors ----------------------------------------------------------------------------------------------------

const answers = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The whole answer to a request that cannot be understood. */
Server.prototype[kErrorAnswer] = function errorAnswer(error) {
  const code = answers[error.code] ?? 400;
  return `HTTP/1.1 ${code} ${STATUS_CODES[code]}\r\nConnection: close\r\n\r\n`;
};

/** True when the program deals with it; the socket is only made for a program that listens. */
Server.prototype[kEmitClientError] = function emitClientError(error, connection) {
  if (this.listenerCount('clientError') === 0) return false;
  return this.emit('clientError', error, connection.socket);
};

// ---- closing ---------------------------------------------------------------------------------------------------

/** Before the listening socket goes. */
function httpServerPreClose(server) {
  if (defaults.closeGently !== null && server.listening) {
    defaults.closeGently(server);
  } else {
    server.closeIdleConnections();
  }
  endTracking(server);
}

Server.prototype.close = function close() {
  httpServerPreClose(this);
  net.Server.prototype.close.apply(this, arguments);
  return this;
};
Server.prototype[Symbol.asyncDispose] = async function asyncDispose() {
  await new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
};

Server.prototype.closeAllConnections = function closeAllConnections() {
  if (this[kConnections] === null) return;
  for (const connection of this[kConnections].all()) connection.close();
  for (const connection of this[kStreams]) connection.close();
};

Server.prototype.closeIdleConnections = function closeIdleConnections() {
  if (this[kConnections] === null) return;
  for (const connection of this[kConnections].idle()) connection.close();
  for (const connection of this[kConnections].all()) connection.closeAfterAnswer();
  for (const connection of this[kStreams]) {
    if (connection.isIdle && connection.requests > 0) connection.close();
  }
};

Server.prototype.setTimeout = function setTimeout(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

module.exports = {
  STATUS_CODES, Server, ServerResponse, storeHTTPOptions, setupConnectionsTracking,
  _connectionListener: connectionListener, kServerResponse, kIncomingMessage, kConnections,
  kConnectionsCheckingInterval,
  httpServerPreClose, acceptSecurely,
};

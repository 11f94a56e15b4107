// SPDX-License-Identifier: MIT
// ClientRequest: a request of a client, and the parsing of its response.
'use strict';

const {
  ArrayIsArray, NumberIsFinite, ObjectAssign, ObjectDefineProperty, ObjectKeys, ObjectSetPrototypeOf,
} = primordials;

const net = require('net');
const EE = require('events');
const { Buffer } = require('buffer');
const { OutgoingMessage, kNeedDrain, kOutHeaders, kUniqueHeaders, parseUniqueHeadersOption } = require('_http_outgoing');
const { kConnect, kDestroyAborted, kEndBody, kOnResponseStart, kSetHeadersFrom } = require('internal/http/hidden');
const { kContextFrame, ResponseParser } = require('internal/http/response_parser');
const { getContinuation } = internalBinding('process');
const { _checkIsHttpToken: checkIsHttpToken } = require('_http_common');
const { isURL, urlToHttpOptions } = require('internal/url');
const { getTimerDuration } = require('internal/timers');
const {
  ConnResetException,
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL, ERR_UNESCAPED_CHARACTERS,
  },
} = require('internal/errors');
const { validateBoolean, validateInteger } = require('internal/validators');

const { nextTick } = process;
let debug = require('internal/util/debuglog').debuglog('http', (fn) => { debug = fn; });
const { lazyChannel, startPerf, stopPerf, watch } = require('internal/diagnostics');
const onRequestCreated = lazyChannel('http.client.request.created');
const onRequestStart = lazyChannel('http.client.request.start');
const onRequestError = lazyChannel('http.client.request.error');
const onResponseFinish = lazyChannel('http.client.response.finish');
const kPerf = Symbol('perf');
const kIdleParser = Symbol('kIdleParser'); // on a socket between two requests
const kError = Symbol('kError');
const kPath = Symbol('kPath');
const INVALID_PATH = /[^\u0021-\u00ff]/;
const KEEP_CONTENT_METHODS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

function ClientRequest(input, options, callback) {
  OutgoingMessage.call(this);
  this[kError] = undefined; // before a signal may set it
  this[kContextFrame] = getContinuation();
  if (typeof input === 'string') {
    input = urlToHttpOptions(new URL(input));
  } else if (isURL(input)) {
    input = urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = input || {};
  } else {
    options = input ? ObjectAssign(input, options) : { ...options };
  }

  const defaultAgent = options._defaultAgent || require('_http_agent').globalAgent;
  let { agent } = options;
  if (agent === false) {
    agent = new defaultAgent.constructor();
  } else if (agent === null || agent === undefined) {
    if (typeof options.createConnection !== 'function') agent = defaultAgent;
  } else if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  this.agent = agent;

  const protocol = options.protocol || defaultAgent.protocol;
  let expectedProtocol = defaultAgent.protocol;
  if (this.agent?.protocol) expectedProtocol = this.agent.protocol;
  if (options.path) {
    const path = String(options.path);
    if (INVALID_PATH.test(path)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
  }
  if (protocol !== expectedProtocol) throw new ERR_INVALID_PROTOCOL(protocol, expectedProtocol);

  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = validateHost(options.hostname, 'hostname') || validateHost(options.host, 'host') || 'localhost';
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : options.setDefaultHeaders !== false;

  this._removedConnection = options.setDefaultHeaders === false;
  this._removedContLen = options.setDefaultHeaders === false;
  this._removedTE = options.setDefaultHeaders === false;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = getTimerDuration(options.timeout, 'timeout');
  const { signal } = options;
  if (signal) require('internal/streams/add-abort-signal').addAbortSignal(signal, this);

  let { method } = options;
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (method) {
    if (!checkIsHttpToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
    method = this.method = method.toUpperCase();
  } else {
    method = this.method = 'GET';
  }
  const { maxHeaderSize, insecureHTTPParser, joinDuplicateHeaders } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = insecureHTTPParser;
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = joinDuplicateHeaders;
  this[kPath] = options.path || '/';
  if (callback) this.once('response', callback);
  this.useChunkedEncodingByDefault = !KEEP_CONTENT_METHODS.has(method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;

  if (this.agent) {
    // Unlike the header: whether the socket may be used again.
    if (!this.agent.keepAlive && !NumberIsFinite(this.agent.maxSockets)) {
      this._last = true;
      this.shouldKeepAlive = false;
    } else {
      this._last = false;
      this.shouldKeepAlive = true;
    }
  }
  // Through a proxy: the whole URL, and what the proxy wants to know.
  const proxy = this.agent?.options?.proxyEnv && !this.socketPath ?
    require('internal/http/proxy').proxyFor(this.agent, protocol, host, port) : null;
  if (proxy !== null) options = throughProxy(this, proxy, options, hostHeader(host, port, defaultPort));
  this[kSetHeadersFrom](options, { setHost, host, port, defaultPort, method });
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
  onRequestCreated.publish({ request: this });
  this[kConnect](options);
}
ObjectSetPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
ObjectSetPrototypeOf(ClientRequest, OutgoingMessage);

function hostHeader(host, port, defaultPort) {
  let value = host;
  // A bare IPv6 address goes into brackets.
  const colon = value.indexOf(':');
  if (colon !== -1 && value.includes(':', colon + 1) && value.charCodeAt(0) !== 91) value = `[${value}]`;
  if (port && +port !== defaultPort) value += `:${port}`;
  return value;
}

function throughProxy(req, proxy, options, authority) {
  const more = require('internal/http/proxy').proxyHeaders(proxy, req.agent.keepAlive);
  req[kPath] = `http://${authority}${req[kPath]}`;
  if (!ArrayIsArray(options.headers)) {
    const headers = { __proto__: null, ...options.headers };
    for (const name of ObjectKeys(headers)) if (name.toLowerCase() in more) delete headers[name];
    return { ...options, headers: { ...headers, ...more } };
  }
  const list = options.headers.flat();
  for (const name in more) list.push(name, more[name]);
  return { ...options, headers: list };
}

ClientRequest.prototype[kSetHeadersFrom] = function(options, { setHost, host, port, defaultPort, method }) {
  const { headers } = options;
  const isArray = ArrayIsArray(headers);
  if (!isArray) {
    if (headers) {
      for (const key of ObjectKeys(headers)) this.setHeader(key, headers[key]);
    }
    if (setHost && host && !this.getHeader('host')) this.setHeader('Host', hostHeader(host, port, defaultPort));
    if (options.auth && !this.getHeader('Authorization')) {
      this.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
    }
    if (this.getHeader('expect')) {
      if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
      this._storeHeader(`${method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
    }
    return;
  }
  // A list is sent as it is, without a Host that is not in it.
  this._storeHeader(`${method} ${this.path} HTTP/1.1\r\n`, headers);
};

ClientRequest.prototype[kConnect] = function(options) {
  let optionsForConnection = options;
  if (options.signal) {
    // Aborting ends the request, which ends the socket; not both.
    optionsForConnection = { ...options };
    delete optionsForConnection.signal;
  }
  if (this.agent) {
    this.agent.addRequest(this, optionsForConnection);
    return;
  }
  if (options.path || options.socketPath) {
    optionsForConnection = { ...optionsForConnection, path: options.socketPath };
  }
  this._last = true;
  this.shouldKeepAlive = false;
  if (typeof optionsForConnection.createConnection !== 'function') {
    this.onSocket(net.createConnection(optionsForConnection));
    return;
  }
  let called = false;
  const onCreate = (error, socket) => {
    if (called) return;
    called = true;
    if (error) nextTick(() => emitErrorEvent(this, error));
    else this.onSocket(socket);
  };
  try {
    const socket = optionsForConnection.createConnection(optionsForConnection, onCreate);
    if (socket) onCreate(null, socket);
  } catch (error) {
    onCreate(error);
  }
};

ObjectDefineProperty(ClientRequest.prototype, 'path', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this[kPath];
  },
  set(value) {
    const path = String(value);
    if (INVALID_PATH.test(path)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
    this[kPath] = path;
  },
});

ClientRequest.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
  if (watch.perf !== null) {
    startPerf(this, kPerf, 'http', 'HttpClient', {
      req: { method: this.method, url: `${this.protocol}//${this.host}${this.path}`, headers: this.getHeaders() },
    });
  }
  onRequestStart.publish({ request: this });
};

ClientRequest.prototype._implicitHeader = function _implicitHeader() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
};

ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  nextTick(() => this.emit('abort'));
  this.destroy();
};

ClientRequest.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  // When the response is there it ends with the request.
  if (this.res) this.res._dump();
  this[kError] = error;
  this.socket?.destroy(error);
  return this;
};

function emitErrorEvent(request, error) {
  onRequestError.publish({ request, error });
  request.emit('error', error);
}

// ---- the response ------------------------------------------------------------------------------------------

ClientRequest.prototype[kOnResponseStart] = function(res, socket) {
  if (this[kPerf] !== undefined) {
    stopPerf(this, kPerf, { res: { statusCode: res.statusCode, statusMessage: res.statusMessage, headers: res.headers } });
  }
  onResponseFinish.publish({ request: this, response: res });
  res.on('end', responseOnEnd);
  this.on('finish', requestOnFinish);
  socket.on('timeout', responseOnTimeout);
  res.on('close', responseOnClose);
};

function responseOnClose() {
  if (!this.complete && !this.aborted && this.req.socket && !this.req.socket.destroyed) this.req.socket.resume();
}

function ondrain() {
  const msg = this._httpMessage;
  if (msg && !msg.finished && msg[kNeedDrain]) {
    msg[kNeedDrain] = false;
    msg.emit('drain');
  }
}

function responseOnEnd() {
  const { req } = this;
  const { socket } = req;
  if (socket) {
    if (req.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
    socket.removeListener('timeout', responseOnTimeout);
  }
  req._ended = true;
  if (!req.shouldKeepAlive) {
    if (socket.writable) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    }
  } else if (req.writableFinished && !this.aborted) {
    responseKeepAlive(req);
  }
}

function responseOnTimeout() {
  const req = this._httpMessage;
  req?.res?.emit('timeout');
}

function requestOnFinish() {
  if (this.shouldKeepAlive && this._ended) responseKeepAlive(this);
}

function responseKeepAlive(req) {
  const { socket } = req;
  if (req.timeoutCb) {
    socket.setTimeout(0, req.timeoutCb);
    req.timeoutCb = null;
  }
  socket.removeListener('close', socketCloseListener);
  socket.removeListener('error', socketErrorListener);
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  socket.removeListener('drain', ondrain);
  socket[kIdleParser] = socket.parser; // for the next request
  socket.parser = null;
  req.parser = null;
  req.destroyed = true;
  // Once the loop has turned: the response's 'end' listeners may still look at the socket.
  nextTick(emitFreeNT, req);
}

function emitFreeNT(req) {
  req._closed = true;
  req.emit('close');
  if (req.socket) req.socket.emit('free');
}

// ---- the socket ----------------------------------------------------------------------------------------------

function socketCloseListener() {
  const socket = this;
  const { parser } = socket;
  const req = socket._httpMessage;
  const { res } = req;
  req.destroyed = true;
  if (res) {
    if (!res.complete) res[kDestroyAborted]();
    req._closed = true;
    req.emit('close');
    if (!res.aborted && res.readable) res.push(null);
  } else {
    if (!req.socket._hadError) {
      req.socket._hadError = true;
      emitErrorEvent(req, new ConnResetException('socket hang up'));
    }
    req._closed = true;
    req.emit('close');
  }
  if (req.outputData) req.outputData.length = 0;
  if (parser) {
    if (!parser.done) parser.finish();
    parser.free();
    socket.parser = null;
  }
}

function socketErrorListener(error) {
  const req = this._httpMessage;
  if (req) {
    req.socket._hadError = true;
    emitErrorEvent(req, error);
  }
  const { parser } = this;
  if (parser) parser.finish();
  this.removeListener('data', socketOnData);
  this.removeListener('end', socketOnEnd);
  this.destroy();
}

function socketOnEnd() {
  const socket = this;
  const req = socket._httpMessage;
  const { parser } = socket;
  const complete = req.res?.complete === true;
  if (parser && req.res && !complete) parser.finish();
  if (!req.res && !req.socket._hadError) {
    req.socket._hadError = true;
    emitErrorEvent(req, new ConnResetException('socket hang up'));
  }
  if (parser) {
    if (!parser.done) parser.finish();
    parser.free();
    socket.parser = null;
  }
  if (!complete) socket.destroy();
  else if (socket.allowHalfOpen) socket.end();
}

function socketOnData(chunk) {
  const socket = this;
  const req = this._httpMessage;
  const { parser } = this;
  const used = parser.execute(chunk);
  if (parser.failed) {
    const error = parser.failed;
    parser.failed = null;
    error.rawPacket ||= chunk;
    parser.free();
    socket.parser = null;
    socket.removeListener('data', socketOnData);
    socket.removeListener('end', socketOnEnd);
    socket.destroy();
    req.socket._hadError = true;
    emitErrorEvent(req, error);
    return;
  }
  if (parser.upgraded) {
    upgrade(req, socket, parser, chunk.subarray(used));
    return;
  }
}

function upgrade(req, socket, parser, rest) {
  const { res } = req;
  if (!res.complete) res[kEndBody](undefined);
  if (req.timeoutCb) socket.removeListener('timeout', req.timeoutCb);
  socket.removeListener('timeout', responseOnTimeout);
  socket.removeListener('data', socketOnData);
  socket.removeListener('end', socketOnEnd);
  socket.removeListener('drain', ondrain);
  parser.free();
  socket.parser = null;
  req.parser = null;
  const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
  req.upgradeOrConnect = true;
  if (req.listenerCount(event) > 0) {
    socket.emit('agentRemove');
    socket.removeListener('close', socketCloseListener);
    socket.removeListener('error', socketErrorListener);
    socket._httpMessage = null;
    socket.readableFlowing = null;
    req.emit(event, res, socket, rest);
    req.destroyed = true;
    req._closed = true;
    req.emit('close');
  } else {
    socket.destroy();
  }
}

function emitRequestTimeout() {
  const req = this._httpMessage;
  if (req) req.emit('timeout');
}

ClientRequest.prototype.onSocket = function onSocket(socket, error) {
  debug('HTTP client: a socket for', this.method, this.path);
  // Later, so that the caller can add listeners.
  nextTick(onSocketNT, this, socket, error);
};

function onSocketNT(req, socket, error) {
  if (req.destroyed || error) {
    req.destroyed = true;
    const done = (reason) => {
      if (!req.aborted && !reason) reason = new ConnResetException('socket hang up');
      if (reason) emitErrorEvent(req, reason);
      req._closed = true;
      req.emit('close');
    };
    if (socket) {
      if (!error && req.agent && !socket.destroyed) {
        socket.emit('free');
      } else {
        const { eos } = require('internal/streams/end-of-stream');
        eos(socket.destroy(error || req[kError]), (reason) => {
          if (reason?.code === 'ERR_STREAM_PREMATURE_CLOSE') reason = null;
          done(reason || error);
        });
        return;
      }
    }
    done(error || req[kError]);
    return;
  }
  tickOnSocket(req, socket);
  req._flush();
}

function tickOnSocket(req, socket) {
  let parser = socket[kIdleParser];
  socket[kIdleParser] = undefined;
  if (!parser?.reuse(req)) {
    parser?.free();
    parser = new ResponseParser(req, socket);
  }
  req.socket = socket;
  req.parser = parser;
  socket.parser = parser;
  socket._httpMessage = req;
  socket.on('error', socketErrorListener);
  socket.on('data', socketOnData);
  socket.on('end', socketOnEnd);
  socket.on('close', socketCloseListener);
  socket.on('drain', ondrain);
  if (req.timeout !== undefined || req.agent?.options?.timeout) listenSocketTimeout(req);
  req.emit('socket', socket);
}

function listenSocketTimeout(req) {
  if (req.timeoutCb) return;
  req.timeoutCb = emitRequestTimeout;
  if (req.socket) req.socket.once('timeout', emitRequestTimeout);
  else req.on('socket', (socket) => socket.once('timeout', emitRequestTimeout));
}

ClientRequest.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (this._ended) return this;
  listenSocketTimeout(this);
  msecs = getTimerDuration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  if (this.socket) {
    setSocketTimeout(this.socket, msecs);
  } else {
    this.once('socket', (socket) => setSocketTimeout(socket, msecs));
  }
  return this;
};

function setSocketTimeout(socket, msecs) {
  if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
  else socket.setTimeout(msecs);
}

function deferToConnect(req, method, args) {
  const call = () => {
    if (typeof req.socket[method] === 'function') req.socket[method](...args);
  };
  const onSocket = () => {
    if (req.socket.connecting === false || req.socket.writable) call();
    else req.socket.once('connect', call);
  };
  if (req.socket) onSocket();
  else req.once('socket', onSocket);
}
ClientRequest.prototype.setNoDelay = function setNoDelay(noDelay) {
  deferToConnect(this, 'setNoDelay', [noDelay]);
};
ClientRequest.prototype.setSocketKeepAlive = function setSocketKeepAlive(enable, initialDelay) {
  deferToConnect(this, 'setKeepAlive', [enable, initialDelay]);
};
ClientRequest.prototype.clearTimeout = function clearTimeout(callback) {
  this.setTimeout(0, callback);
};
ClientRequest.prototype[EE.captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

module.exports = { ClientRequest };

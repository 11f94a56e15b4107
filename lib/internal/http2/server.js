// SPDX-License-Identifier: MIT
// ServerHttp2Session, Http2Server, Http2SecureServer.
'use strict';

const net = require('net');
const tls = require('tls');
const EventEmitter = require('events');
const { Http2Session } = require('internal/http2/session');
const { ServerHttp2Stream } = require('internal/http2/server_stream');
const { fieldOf, toHeaderObject } = require('internal/http2/fields');
const { checkOptions } = require('internal/http2/options');
const { validateSettings } = require('internal/http2/settings');
const bits = require('internal/http2/bits');
const channels = require('internal/http2/channels');
const { onCompatStream, onCompatStreamLazily } = require('internal/http2/compat');
const {
  kAuthority, kFlags, kHandle, kOptions, kProtocol, kServer, kSessions, kState,
} = require('internal/http2/symbols');
const {
  codes: {
    ERR_HTTP2_ALTSVC_INVALID_ORIGIN, ERR_HTTP2_ALTSVC_LENGTH, ERR_HTTP2_INVALID_ORIGIN, ERR_HTTP2_INVALID_SESSION,
    ERR_HTTP2_ORIGIN_LENGTH, ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validators');

const MAX_FRAME_TEXT = 16382;
const altValue = /^[\x21\x23-\x5b\x5d-\x7e\x80-\xff "]*$/;
const END_STREAM = 1;

/** A string, URL or { origin } as an ASCII origin; 'null' if it has none. */
function originOf(value, name) {
  if (typeof value === 'string') return new URL(value).origin;
  if (value !== null && typeof value === 'object') {
    const { origin } = value;
    validateString(origin, name);
    return origin;
  }
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'URL', 'Object'], value);
}

class ServerHttp2Session extends Http2Session {
  constructor(options, socket, server) {
    super(0, options, socket);
    this[kServer] = server;
    server?.[kSessions].add(this);
  }

  get server() {
    return this[kServer];
  }

  /** A client has begun a stream. */
  _beginStream(id, handle, flags, fields, sensitive) {
    const stream = new ServerHttp2Stream(this, id, handle);
    stream[kAuthority] = fieldOf(fields, ':authority');
    stream[kProtocol] = fieldOf(fields, ':scheme');
    if ((flags & END_STREAM) !== 0) {
      stream[kFlags] |= bits.END_AFTER_HEADERS;
      stream.push(null);
    }
    const head = fieldOf(fields, ':method') === 'HEAD';
    if (head) {
      stream[kFlags] |= bits.HEAD_REQUEST;
      stream.end(); // an answer to HEAD has no body
    }
    const { server } = channels;
    const watched = server.created.hasSubscribers || server.start.hasSubscribers;
    if (!watched && onlyCompat(this)) {
      onCompatStreamLazily(this[kServer], stream, flags, fields, sensitive, this[kState].strictSingle);
    } else if (head) {
      process.nextTick(() => this._tellStream(stream, flags, fields, sensitive)); // after its 'finish'
    } else {
      this._tellStream(stream, flags, fields, sensitive);
    }
  }

  _tellStream(stream, flags, fields, sensitive) {
    const { server } = channels;
    const headers = toHeaderObject(fields, sensitive, this[kState].strictSingle);
    if (server.created.hasSubscribers) server.created.publish({ stream, headers });
    if (server.start.hasSubscribers) server.start.publish({ stream, headers });
    this.emit('stream', stream, headers, flags, fields);
  }

  /**
   * @param {string} alt value of Alt-Svc
   * @param {string|number|URL|object} originOrStream
   */
  altsvc(alt, originOrStream) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    let stream = 0, origin = '';
    if (typeof originOrStream === 'number') {
      if (originOrStream > 2 ** 32 - 1 || originOrStream < 1) {
        throw new ERR_OUT_OF_RANGE('originOrStream', `> 0 && < ${2 ** 32}`, originOrStream);
      }
      stream = originOrStream;
    } else if (originOrStream !== undefined) {
      if (typeof originOrStream !== 'string' && (originOrStream === null || typeof originOrStream !== 'object' ||
          originOrStream.origin === undefined)) {
        throw new ERR_INVALID_ARG_TYPE('originOrStream', ['string', 'number', 'URL', 'Object'], originOrStream);
      }
      origin = originOf(originOrStream, 'originOrStream');
      if (origin === 'null') throw new ERR_HTTP2_ALTSVC_INVALID_ORIGIN();
    }
    validateString(alt, 'alt');
    if (!altValue.test(alt)) throw new ERR_INVALID_CHAR('alt');
    if (Buffer.byteLength(origin) + Buffer.byteLength(alt) > MAX_FRAME_TEXT) throw new ERR_HTTP2_ALTSVC_LENGTH();
    this[kHandle].altsvc(stream, origin, alt);
  }

  /** @param {...(string|URL|object)} origins that this session may be used for, too */
  origin(...origins) {
    if (this.destroyed) throw new ERR_HTTP2_INVALID_SESSION();
    if (origins.length === 0) return;
    let text = '', length = 0;
    for (const value of origins) {
      let origin;
      if (typeof value === 'string') {
        origin = new URL(value).origin;
      } else if (value != null && typeof value === 'object') {
        ({ origin } = value);
      }
      validateString(origin, 'origin');
      if (origin === 'null') throw new ERR_HTTP2_INVALID_ORIGIN();
      length += origin.length;
      text += `${origin}\0`;
    }
    if (length > MAX_FRAME_TEXT) throw new ERR_HTTP2_ORIGIN_LENGTH();
    this[kHandle].origin(text);
  }
}

// ---- from session to server --------------------------------------------------------------------------------------

function sessionOnStream(stream, headers, flags, rawHeaders) {
  this[kServer]?.emit('stream', stream, headers, flags, rawHeaders);
}

function sessionOnError(error) {
  this[kServer]?.emit('sessionError', error, this);
}

function sessionOnTimeout() {
  if (this.destroyed || this.closed) return;
  if (!this[kServer].emit('timeout', this)) this.destroy();
}

function sessionOnClose() {
  const server = this[kServer];
  server[kSessions].delete(this);
}

/** Nobody looks at streams but our own way to 'request': their header objects can wait. */
function onlyCompat(session) {
  const server = session[kServer];
  return server !== undefined && session._events.stream === sessionOnStream && server._events.stream === onCompatStream;
}

function connectionListener(socket) {
  const options = this[kOptions];
  if (socket.alpnProtocol === false || socket.alpnProtocol === 'http/1.1') {
    if (options.allowHTTP1 === true) {
      require('internal/http2/fallback').serve(this, socket, options);
      return;
    }
    refuse(this, socket, options);
    return;
  }
  if (this.noDelay !== false && typeof socket.setNoDelay === 'function') socket.setNoDelay();
  const session = new ServerHttp2Session(options, socket, this);
  session.on('stream', sessionOnStream);
  session.on('error', sessionOnError);
  session.on('close', sessionOnClose);
  if (this.timeout) {
    session.setTimeout(this.timeout);
    session.on('timeout', sessionOnTimeout);
  }
  socket[kServer] = this;
  if (Array.isArray(options.origins)) session.origin(...options.origins);
  this.emit('session', session);
}

/** A client that speaks neither HTTP/2 nor what else we would. */
function refuse(server, socket, options) {
  if (server.emit('unknownProtocol', socket)) return;
  const timer = setTimeout(() => socket.destroy(), options.unknownProtocolTimeout);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
  socket.end('HTTP/1.0 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n' +
             `${socket.alpnProtocol === false ? 'Missing' : 'Unknown'} ALPN Protocol, expected \`h2\` to be available.\n` +
             'If this is a HTTP request: The server was not configured with the `allowHTTP1` option or a listener ' +
             'for the `unknownProtocol` event.\n');
}

function setupCompat(event) {
  if (event !== 'request') return;
  this.removeListener('newListener', setupCompat);
  this.on('stream', onCompatStream);
}

function initServer(server, options, listener) {
  server[kOptions] = options;
  server[kSessions] = new Set();
  server.timeout = 0;
  server.on('newListener', setupCompat);
  if (typeof listener === 'function') server.on('request', listener);
}

/** What both kinds of servers have. */
const serverMethods = {
  setTimeout(msecs = 0, callback) {
    this.timeout = msecs;
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.on('timeout', callback);
    }
    return this;
  },
  updateSettings(settings) {
    validateObject(settings, 'settings', 0);
    validateSettings(settings);
    this[kOptions].settings = { ...this[kOptions].settings, ...settings };
  },
};

function closeSessions(server) {
  for (const session of [...server[kSessions]]) session.close();
}

async function disposeServer(server) {
  await new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}

function onRejection(server, base, error, event, args) {
  if (event === 'stream') {
    const stream = args[0];
    if (stream.sentHeaders === undefined) stream.respond({ ':status': 500 }, { endStream: true });
    else stream.destroy(error);
  } else if (event === 'request') {
    const res = args[1];
    if (!res.headersSent && !res.finished) {
      for (const name of res.getHeaderNames()) res.removeHeader(name);
      res.statusCode = 500;
      res.end(require('http').STATUS_CODES[500]);
    } else {
      res.destroy();
    }
  } else {
    base[EventEmitter.captureRejectionSymbol].call(server, error, event, ...args);
  }
}

class Http2Server extends net.Server {
  constructor(options, listener) {
    options = serverOptions(options);
    super(options, connectionListener);
    initServer(this, options, listener);
  }

  close() {
    super.close(...arguments);
    closeSessions(this);
    return this;
  }

  async [Symbol.asyncDispose]() {
    return disposeServer(this);
  }

  [EventEmitter.captureRejectionSymbol](error, event, ...args) {
    onRejection(this, net.Server.prototype, error, event, args);
  }
}

class Http2SecureServer extends tls.Server {
  constructor(options, listener) {
    options = serverOptions(options);
    if (options.ALPNCallback === undefined) {
      options.ALPNProtocols = ['h2'];
      if (options.allowHTTP1 === true) options.ALPNProtocols.push('http/1.1');
    }
    super(options, connectionListener);
    initServer(this, options, listener);
    if (options.allowHTTP1 === true) require('internal/http2/fallback').prepare(this, options);
    this.on('tlsClientError', (error, socket) => {
      if (!this.emit('clientError', error, socket)) socket.destroy(error);
    });
  }

  close() {
    if (this[kOptions].allowHTTP1 === true) require('internal/http2/fallback').closeIdle(this);
    super.close(...arguments);
    closeSessions(this);
    return this;
  }

  async [Symbol.asyncDispose]() {
    return disposeServer(this);
  }

  [EventEmitter.captureRejectionSymbol](error, event, ...args) {
    onRejection(this, tls.Server.prototype, error, event, args);
  }
}
for (const name of Object.keys(serverMethods)) {
  const descriptor = { __proto__: null, configurable: true, writable: true, value: serverMethods[name] };
  Object.defineProperty(Http2Server.prototype, name, descriptor);
  Object.defineProperty(Http2SecureServer.prototype, name, descriptor);
}

function serverOptions(options) {
  if (options !== undefined) validateObject(options, 'options');
  return checkOptions({ ...options }, true);
}

/** @param {object} [options] @param {Function} [listener] of 'request' @returns {Http2Server} */
function createServer(options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = {};
  }
  return new Http2Server(options, listener);
}

/** @param {object} options those of tls.createServer, too @param {Function} [listener] @returns {Http2SecureServer} */
function createSecureServer(options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = {};
  }
  return new Http2SecureServer(options, listener);
}

/**
 * A server's session over a socket that came some other way.
 * @param {Duplex} socket
 * @param {object} [options]
 * @returns {ServerHttp2Session}
 */
function performServerHandshake(socket, options = {}) {
  return new ServerHttp2Session(checkOptions({ ...options }, true), socket, undefined);
}

module.exports = { createSecureServer, createServer, performServerHandshake };

// SPDX-License-Identifier: MIT
// The module `https`: HTTP/1 over TLS. The server's connections are http's, over TLS.
'use strict';

const {
  ArrayIsArray, ObjectAssign, ObjectKeys, ObjectSetPrototypeOf, ReflectApply,
} = primordials;

const tls = require('tls');
const { Agent: HttpAgent, globalOptions, kGetName } = require('_http_agent');
const { ClientRequest } = require('_http_client');
const {
  Server: HttpServer, storeHTTPOptions, _connectionListener, setupConnectionsTracking, httpServerPreClose, acceptSecurely,
} = require('_http_server');
const { kDispatchRequest, kEmitClientError, kErrorAnswer } = require('internal/http/hidden');
const { urlToHttpOptions, isURL } = require('internal/url');
const { validateObject } = require('internal/validators');

/** @param {object} [options] of tls.createServer and http.createServer @param {Function} [requestListener] */
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  options = { ...options };
  let ALPNProtocols = ['http/1.1'];
  if (options.ALPNProtocols !== undefined || options.ALPNCallback !== undefined) ALPNProtocols = options.ALPNProtocols;
  options.ALPNProtocols = ALPNProtocols;
  if (options.ALPNProtocols === undefined) delete options.ALPNProtocols;
  storeHTTPOptions.call(this, options);
  ReflectApply(tls.Server, this, [options, undefined]);
  HttpServer.initialize(this);
  this.httpAllowHalfOpen = false;
  if (requestListener) this.addListener('request', requestListener);
  this.addListener('secureConnection', _connectionListener);
  this.addListener('tlsClientError', function onTlsClientError(error, conn) {
    if (!this.emit('clientError', error, conn)) conn.destroy(error);
  });
  this.on('listening', setupConnectionsTracking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
}
ObjectSetPrototypeOf(Server.prototype, tls.Server.prototype);
ObjectSetPrototypeOf(Server, tls.Server);
for (const name of [kDispatchRequest, kErrorAnswer, kEmitClientError, 'closeAllConnections', 'closeIdleConnections', 'setTimeout']) {
  Server.prototype[name] = HttpServer.prototype[name];
}
Server.prototype._listen2 = function _listen2(...args) {
  tls.Server.prototype._listen2.apply(this, args);
  if (this._handle) acceptSecurely(this);
};
Server.prototype.close = function close() {
  httpServerPreClose(this);
  ReflectApply(tls.Server.prototype.close, this, arguments);
  return this;
};
Server.prototype[Symbol.asyncDispose] = async function() {
  await new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
};

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

// ---- the client -----------------------------------------------------------------------------------------

/** A TLS socket to an origin; sessions are resumed from the agent's cache. */
function createConnection(...args) {
  const callback = args[args.length - 1];
  let [port, host, options] = args;
  if (port !== null && typeof port === 'object') options = port;
  else if (host !== null && typeof host === 'object') options = { ...host };
  else options = { ...(options ?? {}) };
  if (typeof port === 'number') options.port = port;
  if (typeof host === 'string') options.host = host;
  if (options._agentKey && this?._getSession) {
    const session = this._getSession(options._agentKey);
    if (session) options = { session, ...options };
  }
  if (this?.options?.proxyEnv && typeof callback === 'function' && !options.socket && !options.socketPath) {
    const { kProxy, openTunnel } = require('internal/http/proxy');
    const proxy = this[kProxy];
    if (proxy?.serves(options.host || 'localhost', options.port)) {
      openTunnel(proxy, options, this.keepAlive, (err, below) => {
        if (err) callback(err);
        else callback(null, secure(this, { ...options, socket: below }));
      });
      return undefined;
    }
  }
  return secure(this, options);
}

function secure(agent, options) {
  const socket = tls.connect(options);
  if (options._agentKey && agent?._cacheSession) {
    socket.on('session', (session) => agent._cacheSession(options._agentKey, session));
    socket.once('close', (hadError) => {
      if (hadError) agent._evictSession(options._agentKey);
    });
  }
  return socket;
}

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  options = { __proto__: null, ...options };
  options.defaultPort ??= 443;
  options.protocol ??= 'https:';
  HttpAgent.call(this, options);
  this.maxCachedSessions = this.options.maxCachedSessions;
  if (this.maxCachedSessions === undefined) this.maxCachedSessions = 100;
  this._sessionCache = { map: {}, list: [] };
}
ObjectSetPrototypeOf(Agent.prototype, HttpAgent.prototype);
ObjectSetPrototypeOf(Agent, HttpAgent);
Agent.prototype.createConnection = createConnection;

// Everything that makes a TLS connection another one is part of its name.
const nameParts = ['ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion',
                   'maxVersion', 'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions',
                   'sessionIdContext', 'sigalgs', 'privateKeyIdentifier', 'privateKeyEngine'];

/** One text for each value, whatever it is made of: two different ones may not share a socket. */
function nameOf(value) {
  const isPlain = (v) => typeof v !== 'object' || v === null || ArrayBuffer.isView(v);
  if (isPlain(value) || (ArrayIsArray(value) && value.every(isPlain))) return String(value);
  const parts = ArrayIsArray(value) ? value.map(nameOf) : ObjectKeys(value).sort().map((key) => `${key}=${nameOf(value[key])}`);
  return parts.map((part) => `${part.length}:${part}`).join('');
}

Agent.prototype.getName = function getName(options = {}) {
  let name = HttpAgent.prototype.getName.call(this, options);
  for (const part of nameParts) {
    name += ':';
    const value = options[part];
    if (part === 'rejectUnauthorized' || part === 'honorCipherOrder' || part === 'secureOptions') {
      if (value !== undefined) name += value;
    } else if (part === 'servername') {
      if (value && value !== options.host) name += value;
    } else if (value) {
      name += part === 'sigalgs' ? JSON.stringify(value) : nameOf(value);
    }
  }
  return name;
};

Agent.prototype[kGetName] = Agent.prototype.getName;

Agent.prototype._getSession = function _getSession(key) {
  return this._sessionCache.map[key];
};
Agent.prototype._cacheSession = function _cacheSession(key, session) {
  if (this.maxCachedSessions === 0) return;
  const cache = this._sessionCache;
  if (cache.map[key]) {
    cache.map[key] = session;
    return;
  }
  if (cache.list.length >= this.maxCachedSessions) delete cache.map[cache.list.shift()];
  cache.list.push(key);
  cache.map[key] = session;
};
Agent.prototype._evictSession = function _evictSession(key) {
  const index = this._sessionCache.list.indexOf(key);
  if (index === -1) return;
  this._sessionCache.list.splice(index, 1);
  delete this._sessionCache.map[key];
};

const globalAgent = new Agent(globalOptions());

/** request(url[, options][, callback]) or request(options[, callback]) */
function request(...args) {
  let options = {};
  if (typeof args[0] === 'string') options = urlToHttpOptions(new URL(args.shift()));
  else if (isURL(args[0])) options = urlToHttpOptions(args.shift());
  if (args[0] && typeof args[0] !== 'function') ObjectAssign(options, args.shift());
  options._defaultAgent = module.exports.globalAgent;
  args.unshift(options);
  return new ClientRequest(...args);
}

function get(input, options, cb) {
  const req = request(input, options, cb);
  req.end();
  return req;
}

module.exports = { Agent, globalAgent, Server, createServer, get, request };

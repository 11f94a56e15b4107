// SPDX-License-Identifier: MIT
// tls.Server: a net.Server whose connections become TLSSockets.
'use strict';

const net = require('net');
const { TLSSocket, kErrorEmitted, kLateHandle, kPskCallback, kPskIdentityHint, kSNICallback, verifyError } =
  require('internal/tls/wrap');
const { createSecureContext } = require('internal/tls/secure-context');
const { TLSWrap } = require('internal/tls/handle');
const { getOptionValue } = require('internal/options');
const {
  ConnResetException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_REQUIRED_SERVER_NAME },
} = require('internal/errors');
const { validateFunction, validateNumber, validateObject, validateString, validateBuffer } = require('internal/validators');

const HANDSHAKE_TIMEOUT = 120e3;

function onSocketSecure() {
  if (this._requestCert) {
    const err = verifyError(this._handle);
    if (err) {
      this.authorizationError = err.code;
      if (this._rejectUnauthorized) this.destroy();
    } else {
      this.authorized = true;
    }
  }
  if (!this.destroyed && this._releaseControl()) {
    this.secureConnecting = false;
    this._tlsOptions.server.emit('secureConnection', this);
  }
}

function onSocketTLSError(err) {
  if (this._controlReleased || this[kErrorEmitted]) return;
  this[kErrorEmitted] = true;
  this._tlsOptions.server.emit('tlsClientError', err, this);
}

function onSocketClose(err) {
  if (err || this._controlReleased || this[kErrorEmitted]) return; // told already
  this[kErrorEmitted] = true;
  this._tlsOptions.server.emit('tlsClientError', new ConnResetException('socket hang up'), this);
}

function socketOptions(server) {
  return {
    secureContext: server._sharedCreds,
    isServer: true,
    server,
    requestCert: server.requestCert,
    rejectUnauthorized: server.rejectUnauthorized,
    handshakeTimeout: server._handshakeTimeout,
    ALPNProtocols: server.ALPNProtocols,
    ALPNCallback: server.ALPNCallback,
    SNICallback: server[kSNICallback] || lookUpContext,
    pauseOnConnect: server.pauseOnConnect,
    pskCallback: server[kPskCallback],
    pskIdentityHint: server[kPskIdentityHint],
  };
}

function watch(socket) {
  socket.on('secure', onSocketSecure);
  socket[kErrorEmitted] = false;
  socket.on('close', onSocketClose);
  socket.on('_tlsError', onSocketTLSError);
}

/** this = the server */
function onConnection(rawSocket) {
  watch(new TLSSocket(rawSocket, socketOptions(this)));
}

// ---- connections without a socket: whose bytes C works on (internal/http/server_connection) --------------------------

/** Whether nothing that the program has asked for needs a socket, or JavaScript at all, during the handshake. */
function handshakesNatively(server) {
  return server._events.connection === onConnection && !server.requestCert && server.ALPNCallback === undefined &&
    !server[kSNICallback] && server._contexts.length === 0 && !server[kPskCallback] &&
    server._handshakeTimeout === HANDSHAKE_TIMEOUT && server.listenerCount('resumeSession') === 0 &&
    server.listenerCount('newSession') === 0 && server.listenerCount('OCSPRequest') === 0 &&
    server.listenerCount('keylog') === 0 && !getOptionValue('--tls-keylog') && !getOptionValue('--trace-tls');
}

/** TLS over the TCP or Pipe handle of a client. */
function secureHandle(server, handle) {
  const context = server._sharedCreds;
  const wrapped = new TLSWrap(handle, context.context, true);
  wrapped._parent = handle;
  wrapped._secureContext = context;
  wrapped.handshakes = 0;
  if (server.ALPNProtocols) wrapped.setALPNProtocols(server.ALPNProtocols);
  return wrapped;
}

/** Somebody asks for its socket. */
function lateSocket(server, wrapped, established) {
  const options = socketOptions(server);
  options[kLateHandle] = wrapped;
  options.handshakeTimeout = 0; // somebody else looks at the clock
  const socket = new TLSSocket(undefined, options);
  watch(socket);
  socket._server = server; // counts connections
  if (established) socket[kLateHandle]();
  return socket;
}

/** The default SNICallback: contexts given to addContext(). */
function lookUpContext(servername, callback) {
  const contexts = this.server._contexts;
  for (let i = contexts.length - 1; i >= 0; i--) {
    const [pattern, context] = contexts[i];
    if (pattern.test(servername)) {
      callback(null, context);
      return;
    }
  }
  callback(null, undefined);
}

/**
 * @param {object} [options] those of net.Server and createSecureContext, and requestCert, SNICallback, …
 * @param {(socket: TLSSocket) => void} [listener] of 'secureConnection'
 */
function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === 'function') {
    listener = options;
    options = {};
  } else if (options == null || typeof options === 'object') {
    options ??= {};
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  this._contexts = [];
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (this.ALPNCallback) {
    if (options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
    validateFunction(options.ALPNCallback, 'options.ALPNCallback');
  }
  if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
  if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
  if (options.ALPNProtocols) require('tls').convertALPNProtocols(options.ALPNProtocols, this);
  this.setSecureContext(options);
  this._handshakeTimeout = options.handshakeTimeout || HANDSHAKE_TIMEOUT;
  this[kSNICallback] = options.SNICallback;
  this[kPskCallback] = options.pskCallback;
  this[kPskIdentityHint] = options.pskIdentityHint;
  validateNumber(this._handshakeTimeout, 'options.handshakeTimeout');
  if (this[kSNICallback]) validateFunction(this[kSNICallback], 'options.SNICallback');
  if (this[kPskCallback]) validateFunction(this[kPskCallback], 'options.pskCallback');
  if (this[kPskIdentityHint]) validateString(this[kPskIdentityHint], 'options.pskIdentityHint');
  net.Server.call(this, options, onConnection);
  if (listener) this.on('secureConnection', listener);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

/** Keys and certificates for new connections. */
Server.prototype.setSecureContext = function(options) {
  validateObject(options, 'options');
  for (const name of ['pfx', 'key', 'passphrase', 'cert', 'clientCertEngine', 'ca', 'minVersion', 'maxVersion',
                      'secureProtocol', 'crl', 'ciphers', 'ecdhCurve', 'dhparam', 'privateKeyIdentifier',
                      'privateKeyEngine', 'sigalgs', 'sessionTimeout', 'ticketKeys', 'allowPartialTrustChain']) {
    if (options[name] || name === 'sessionTimeout' && options[name] !== undefined) this[name] = options[name];
    else if (name !== 'ticketKeys' && name !== 'sessionTimeout') this[name] = undefined;
  }
  this.ecdhCurve = options.ecdhCurve;
  // The server's order of ciphers counts, unless the user does not want that.
  this.honorCipherOrder = options.honorCipherOrder !== undefined ? Boolean(options.honorCipherOrder) : true;
  this.secureOptions = options.secureOptions || undefined;
  this.sessionIdContext = options.sessionIdContext || defaultSessionIdContext();
  this._sharedCreds = createSecureContext({
    pfx: this.pfx, key: this.key, passphrase: this.passphrase, cert: this.cert, clientCertEngine: this.clientCertEngine,
    ca: this.ca, ciphers: this.ciphers, sigalgs: this.sigalgs, ecdhCurve: this.ecdhCurve, dhparam: this.dhparam,
    minVersion: this.minVersion, maxVersion: this.maxVersion, secureProtocol: this.secureProtocol,
    secureOptions: this.secureOptions, honorCipherOrder: this.honorCipherOrder, crl: this.crl,
    sessionIdContext: this.sessionIdContext, ticketKeys: this.ticketKeys, sessionTimeout: this.sessionTimeout,
    privateKeyIdentifier: this.privateKeyIdentifier, privateKeyEngine: this.privateKeyEngine,
    allowPartialTrustChain: this.allowPartialTrustChain,
  });
};

/** The same in all workers of a cluster: made of the command line. */
function defaultSessionIdContext() {
  let h = 5381n;
  for (const c of process.argv.join(' ')) h = (h * 33n ^ BigInt(c.codePointAt(0))) & ((1n << 128n) - 1n);
  return h.toString(16).padStart(32, '0').slice(0, 32);
}

Server.prototype._getServerData = function() {
  return { ticketKeys: this.getTicketKeys().toString('hex') };
};

Server.prototype._setServerData = function(data) {
  this.setTicketKeys(Buffer.from(data.ticketKeys, 'hex'));
};

Server.prototype.getTicketKeys = function getTicketKeys() {
  return this._sharedCreds.context.getTicketKeys();
};

Server.prototype.setTicketKeys = function setTicketKeys(keys) {
  validateBuffer(keys);
  if (keys.byteLength !== 48) throw new ERR_INVALID_ARG_VALUE('keys', keys.byteLength, 'Session ticket keys must be a 48-byte buffer');
  this._sharedCreds.context.setTicketKeys(keys);
};

/** Another certificate for a host name; `*` stands for anything but dots. */
Server.prototype.addContext = function(servername, context) {
  if (!servername) throw new ERR_TLS_REQUIRED_SERVER_NAME();
  const { SecureContext } = require('internal/tls/secure-context');
  const pattern = new RegExp(`^${servername.replace(/([.^$+?\-\\[\]{}])/g, '\\$1').replaceAll('*', '[^.]*')}$`);
  const secure = context instanceof SecureContext ? context : createSecureContext(context);
  this._contexts.push([pattern, secure.context]);
};

Server.prototype[require('events').captureRejectionSymbol] = function(err, event, sock) {
  if (event === 'secureConnection') sock.destroy(err);
  else net.Server.prototype[require('events').captureRejectionSymbol].call(this, err, event, sock);
};

/** @returns {Server} */
function createServer(options, listener) {
  return new Server(options, listener);
}

module.exports = { HANDSHAKE_TIMEOUT, Server, createServer, handshakesNatively, lateSocket, secureHandle };

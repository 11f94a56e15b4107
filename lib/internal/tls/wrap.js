// SPDX-License-Identifier: MIT
// TLSSocket: a net.Socket whose handle encrypts (internal/tls/handle). Both sides use it; what only servers or
// only clients do is in internal/tls/{server,client}.
'use strict';

const net = require('net');
const { owner_symbol } = require('internal/async_hooks').symbols;
const { DuplexHandle, TLSWrap } = require('internal/tls/handle');
const { createSecureContext } = require('internal/tls/secure-context');
const { getOptionValue } = require('internal/options');
const { kReinitializeHandle } = require('internal/net');
const { kWriteCallback, onStreamWrite } = require('internal/stream_base_commons');
const { UV_EPROTO } = internalBinding('uv');
const { initSocketHandle } = require('internal/net/socket');
const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MULTIPLE_CALLBACK,
    ERR_SOCKET_CLOSED,
    ERR_TLS_ALPN_CALLBACK_INVALID_RESULT,
    ERR_TLS_HANDSHAKE_TIMEOUT,
    ERR_TLS_INVALID_CONTEXT,
    ERR_TLS_INVALID_STATE,
    ERR_TLS_PSK_SET_IDENTITY_HINT_FAILED,
    ERR_TLS_RENEGOTIATION_DISABLED,
    ERR_TLS_SESSION_ATTACK,
    ERR_TLS_SNI_FROM_SERVER,
  },
} = require('internal/errors');
const { validateBoolean, validateBuffer, validateFunction, validateInt32, validateObject, validateString, validateUint32 } =
  require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');

const kIsVerified = Symbol('verified');
const kPendingSession = Symbol('pendingSession');
const kDisableRenegotiation = Symbol('disable-renegotiation');
const kErrorEmitted = Symbol('error-emitted');
const kConnectOptions = Symbol('connect-options');
const kPskCallback = Symbol('pskcallback');
const kPskIdentityHint = Symbol('pskidentityhint');
const kSNICallback = Symbol('snicallback');
const kALPNCallback = Symbol('alpncallback');
const kLateHandle = Symbol('late handle');

// enum tls_feature of src/bindings/tls_wrap.c
const SESSIONS = 0, KEYLOG = 1, HELLO = 2, CERT = 3, ALPN = 4, PSK = 5, OCSP = 6;
const MAX_RENEGOTIATIONS = 3, RENEGOTIATION_WINDOW = 600;

// ---- what TLSWrap tells: `this` is the handle ---------------------------------------------------------------------

const callbacks = {
  /** Not told of the first. @param {number} since ms since the one before */
  onhandshakestart(since) {
    const owner = this[owner_symbol] ?? this.connection?.socket;
    if (!owner?.server) return; // counting protects servers
    const tls = require('tls');
    const { limit, window } = tls.renegotiation ?? {};
    if (since >= (tls.CLIENT_RENEG_WINDOW ?? window ?? RENEGOTIATION_WINDOW) * 1000) this.handshakes = 0;
    if (++this.handshakes > (tls.CLIENT_RENEG_LIMIT ?? limit ?? MAX_RENEGOTIATIONS)) {
      owner._emitTLSError(new ERR_TLS_SESSION_ATTACK());
      return;
    }
    if (owner[kDisableRenegotiation]) owner._emitTLSError(new ERR_TLS_RENEGOTIATION_DISABLED());
  },

  onhandshakedone() {
    const owner = this[owner_symbol];
    if (owner?._handle) owner._finishInit(); // not after destroy()
  },

  onerror(err) {
    const owner = this[owner_symbol] ?? this.connection?.onTLSError(err);
    if (!owner || owner._hadError) return;
    owner._hadError = true;
    if (!owner._secureEstablished) {
      if (this[kWriteCallback] !== undefined && !owner._tlsOptions?.isServer) {
        this.error = err.message; // who has written already hears that the write failed
        onStreamWrite.call(this, UV_EPROTO);
        return;
      }
      // 'tlsClientError' wants to look at the socket.
      owner._closeAfterHandlingError = true;
      owner.destroy(err);
    } else if (owner._tlsOptions?.isServer && owner._rejectUnauthorized &&
               /peer did not return a certificate/.test(err.message)) {
      owner.destroy(); // it was told
    } else {
      owner._emitTLSError(err);
    }
  },

  onkeylog(line) {
    this[owner_symbol]?.emit('keylog', line);
  },

  onnewsession(id, session) {
    const owner = this[owner_symbol];
    if (!owner) return;
    if (owner._tlsOptions.isServer) {
      const { server } = owner;
      server?.emit('newSession', id, session, () => {});
    } else if (owner[kIsVerified]) {
      owner.emit('session', session);
    } else {
      owner[kPendingSession] = session;
    }
  },

  onocspresponse(response) {
    const owner = this[owner_symbol];
    if (owner && !owner._tlsOptions.isServer) owner.emit('OCSPResponse', response);
  },

  /** A session id from a client: the application may know it ('resumeSession'). */
  onclienthello(sessionId, hasTicket) {
    const owner = this[owner_symbol], server = owner?.server;
    const done = () => this.helloDone();
    if (!server || sessionId.length === 0 || hasTicket[0] || server.listenerCount('resumeSession') === 0) {
      done();
      return;
    }
    let once = false;
    server.emit('resumeSession', sessionId, (err, session) => {
      if (once) {
        owner.destroy(new ERR_MULTIPLE_CALLBACK());
        return;
      }
      once = true;
      if (err) {
        owner.destroy(err);
        return;
      }
      if (owner._handle === null) {
        owner.destroy(new ERR_SOCKET_CLOSED());
        return;
      }
      if (session) this.loadSession(session);
      done();
    });
  },

  /** Which certificate? Asked of SNICallback, then 'OCSPRequest'. */
  oncertcb(servername, wantsOCSP) {
    const owner = this[owner_symbol];
    loadSNI(owner, this, servername, (err, context) => {
      if (err) return owner.destroy(err);
      requestOCSP(owner, this, wantsOCSP, context, (error, response) => {
        if (error) return owner.destroy(error);
        if (!owner._handle) return owner.destroy(new ERR_SOCKET_CLOSED());
        this.certCbDone(context, response ?? undefined);
      });
    });
  },

  /** @returns {number | undefined} where in `protocols` the chosen one begins */
  onalpn(servername, protocols) {
    const owner = this[owner_symbol], list = [];
    for (let at = 0; at < protocols.length; at += 1 + protocols[at]) {
      list.push(protocols.latin1Slice(at + 1, at + 1 + protocols[at]));
    }
    let chosen;
    try {
      chosen = owner[kALPNCallback]({ servername, protocols: list });
      if (chosen === undefined) return undefined;
      if (!list.includes(chosen)) throw new ERR_TLS_ALPN_CALLBACK_INVALID_RESULT(chosen, list);
    } catch (err) {
      // An error of this connection ('tlsClientError'): a client must not be able to end the server's process.
      owner.destroy(err);
      return undefined;
    }
    let offset = 0;
    for (const name of list) {
      if (name === chosen) break;
      offset += name.length + 1;
    }
    return offset;
  },

  onpsk(text, maxIdentity, maxPsk) {
    const owner = this[owner_symbol], { isServer } = owner._tlsOptions;
    let result;
    try {
      result = isServer ? owner[kPskCallback](owner, text) : owner[kPskCallback](text);
      if (result === null || result === undefined) return undefined;
      return isServer ? { psk: checkPsk(result, maxPsk) } : checkClientPsk(result, maxIdentity, maxPsk);
    } catch (err) {
      owner.destroy(err);
      return undefined;
    }
  },
};

Object.assign(TLSWrap.prototype, callbacks);

function checkPsk(value, max) {
  const psk = isArrayBufferView(value) ? value : value?.psk;
  if (!isArrayBufferView(psk)) {
    throw new ERR_INVALID_ARG_TYPE('ret', ['Object', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  if (psk.byteLength > max) throw new ERR_INVALID_ARG_VALUE('psk', psk, `Pre-shared key exceeds ${max} bytes`);
  return psk;
}

function checkClientPsk(result, maxIdentity, maxPsk) {
  validateObject(result, 'ret');
  const { identity, psk } = result;
  if (!isArrayBufferView(psk)) throw new ERR_INVALID_ARG_TYPE('ret.psk', ['Buffer', 'TypedArray', 'DataView'], psk);
  if (psk.byteLength > maxPsk) throw new ERR_INVALID_ARG_VALUE('psk', psk, `Pre-shared key exceeds ${maxPsk} bytes`);
  validateString(identity, 'ret.identity');
  if (Buffer.byteLength(identity) > maxIdentity) {
    throw new ERR_INVALID_ARG_VALUE('identity', identity, `PSK identity exceeds ${maxIdentity} bytes`);
  }
  return result;
}

function loadSNI(owner, handle, servername, done) {
  const callback = owner._SNICallback;
  if (!servername || !callback) return done(null, undefined);
  owner.servername = servername;
  let once = false;
  const answer = (err, context) => {
    if (once) return owner.destroy(new ERR_MULTIPLE_CALLBACK());
    once = true;
    if (err) return owner.destroy(err);
    if (owner._handle === null) return owner.destroy(new ERR_SOCKET_CLOSED());
    if (!context) return done(null, undefined);
    const native = context.context ?? context;
    if (!(native instanceof internalBinding('tls_wrap').SecureContext)) {
      return owner.destroy(new TypeError('Invalid SNI context'));
    }
    handle._sniContext = native;
    done(null, native);
  };
  try {
    callback.call(owner, servername, answer);
  } catch (err) {
    owner.destroy(err); // of this connection only, as in onalpn
  }
}

function requestOCSP(owner, handle, wantsOCSP, context, done) {
  const { server } = owner;
  if (!wantsOCSP || !server || server.listenerCount('OCSPRequest') === 0) return done(null);
  const ctx = context ?? server._sharedCreds.context;
  let once = false;
  server.emit('OCSPRequest', ctx.getCertificate(), ctx.getIssuer(), (err, response) => {
    if (once) return owner.destroy(new ERR_MULTIPLE_CALLBACK());
    once = true;
    done(err, response);
  });
}

// ---- the class --------------------------------------------------------------------------------------------------------

/**
 * @param {net.Socket | Duplex} [socket]
 * @param {object} [opts]
 */
function TLSSocket(socket, opts) {
  if (!(this instanceof TLSSocket)) return new TLSSocket(socket, opts);
  const tlsOptions = { ...opts };
  if (tlsOptions.enableTrace != null) validateBoolean(tlsOptions.enableTrace, 'options.enableTrace');
  if (tlsOptions.ALPNProtocols) require('tls').convertALPNProtocols(tlsOptions.ALPNProtocols, tlsOptions);
  this._tlsOptions = tlsOptions;
  this._secureEstablished = false;
  this._securePending = false;
  this._newSessionPending = false;
  this._controlReleased = false;
  this.secureConnecting = true;
  this._SNICallback = null;
  this.servername = null;
  this.alpnProtocol = null;
  this.authorized = false;
  this.authorizationError = null;
  this[kIsVerified] = false;
  this[kPendingSession] = null;
  this[kErrorEmitted] = false;
  this[kPskCallback] = tlsOptions.pskCallback;
  this[kALPNCallback] = tlsOptions.ALPNCallback;

  const late = tlsOptions[kLateHandle]; // it has been at work, without a socket
  // Somebody else's Duplex is carried over in JavaScript.
  const below = socket;
  let parentHandle = late?._parent ?? null;
  if (socket) {
    if (typeof socket.write !== 'function' || typeof socket.on !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('socket', 'Duplex', socket);
    }
    const native = socket._handle && (socket instanceof net.Socket) && !(socket._handle instanceof TLSWrap);
    parentHandle = native ? socket._handle : new DuplexHandle(socket);
  }
  this._parentWrap = parentHandle instanceof DuplexHandle ? parentHandle : null;
  const handle = parentHandle ?? newHandle(tlsOptions, socket);
  const wrapped = late ?? wrapHandle(this, handle, tlsOptions, socket);
  if (late) handle[owner_symbol] = this;
  net.Socket.call(this, {
    handle: wrapped,
    allowHalfOpen: socket ? socket.allowHalfOpen : tlsOptions.allowHalfOpen,
    pauseOnCreate: tlsOptions.pauseOnConnect,
    manualStart: true,
    highWaterMark: tlsOptions.highWaterMark,
    onread: socket ? undefined : tlsOptions.onread,
    signal: tlsOptions.signal,
  });
  this._tlsErrorHandler = (err) => this._tlsError(err);
  this.on('error', this._tlsErrorHandler);
  this.encrypted = true;
  this.ssl = wrapped;
  initTLS(this, wrapped, socket);
  if (below) takeOver(this, below, handle);
  // Bytes may have come already: start to read when the handshake needs it.
  if (!late) this.read(0);
}
Object.setPrototypeOf(TLSSocket.prototype, net.Socket.prototype);
Object.setPrototypeOf(TLSSocket, net.Socket);

function newHandle(options, socket) {
  if (socket?._handle) return socket._handle;
  return options.pipe ? new Pipe(PipeConstants.SOCKET) : new TCP(TCPConstants.SOCKET);
}

function wrapHandle(owner, handle, options, below) {
  const context = options.secureContext || createSecureContext(options);
  const native = context.context ?? context;
  if (!(native instanceof internalBinding('tls_wrap').SecureContext)) throw new ERR_TLS_INVALID_CONTEXT('context');
  const wrapped = new TLSWrap(handle, native, Boolean(options.isServer));
  wrapped._parent = handle;
  wrapped._secureContext = context;
  wrapped.handshakes = 0;
  if (!below) handle[owner_symbol] = owner; // else it stays with the socket below, which is closed for it
  else if (below instanceof net.Socket && below._handle === handle) wrapped._below = below;
  if (handle instanceof DuplexHandle) handle.attach(wrapped);
  return wrapped;
}

/** The TLSSocket stands in for the socket below from now on. */
function takeOver(tlsSocket, below, handle) {
  tlsSocket._parent = below;
  tlsSocket._connecting_ = below.connecting;
  if (below instanceof net.Socket) {
    tlsSocket.connecting = below.connecting || !below._handle;
    if (tlsSocket.connecting) {
      below.once('connect', () => {
        if (!below._handle || tlsSocket.destroyed) return;
        tlsSocket.connecting = false;
        tlsSocket.emit('connect');
      });
    }
    below.on('close', () => {
      if (tlsSocket._handle && handle === tlsSocket._handle._parent) tlsSocket._handle._parent = null; // closed already
      tlsSocket.destroy();
    });
    // Errors of the plain socket belong to this one.
    below.on('error', (err) => tlsSocket.destroyed || tlsSocket._emitTLSError?.(err));
  }
}

function initTLS(socket, ssl, below) {
  const options = socket._tlsOptions, { isServer, server } = options;
  socket.server = server ?? null;
  socket._requestCert = Boolean(options.requestCert) || !isServer;
  socket._rejectUnauthorized = options.rejectUnauthorized !== false;
  if (socket._requestCert || socket._rejectUnauthorized) ssl.setVerifyMode(socket._requestCert, socket._rejectUnauthorized);
  if (isServer) {
    if (server) {
      if (server.listenerCount('resumeSession') > 0) ssl.enable(HELLO);
      if (server.listenerCount('newSession') > 0) ssl.enable(SESSIONS);
      if (options.SNICallback || server.listenerCount('OCSPRequest') > 0) ssl.enable(CERT);
      if (server.listenerCount('keylog') > 0) watchKeylog(socket, server, ssl);
    } else if (options.SNICallback) {
      ssl.enable(CERT);
    }
    if (options.SNICallback) validateFunction(options.SNICallback, 'options.SNICallback');
    socket._SNICallback = options.SNICallback ?? null;
  } else {
    ssl.enable(SESSIONS);
  }
  if (getOptionValue('--tls-keylog')) logKeys(socket);
  if (options.enableTrace || getOptionValue('--trace-tls')) socket.enableTrace();
  if (socket.listenerCount('keylog') > 0) ssl.enable(KEYLOG);
  socket.on('newListener', function enableKeylog(event) {
    if (event !== 'keylog') return;
    socket._handle?.enable?.(KEYLOG);
    socket.removeListener('newListener', enableKeylog);
  });
  if (options.ALPNCallback) {
    validateFunction(options.ALPNCallback, 'options.ALPNCallback');
    ssl.enable(ALPN);
  }
  if (options.ALPNProtocols) {
    if (!isArrayBufferView(options.ALPNProtocols)) throw new TypeError('Must give a Buffer as first argument');
    ssl.setALPNProtocols(options.ALPNProtocols);
  }
  if (options.pskCallback && ssl.enable) {
    validateFunction(options.pskCallback, 'pskCallback');
    ssl.enable(PSK);
    if (options.pskIdentityHint) {
      validateString(options.pskIdentityHint, 'pskIdentityHint');
      if (!ssl.setPskIdentityHint(options.pskIdentityHint)) throw new ERR_TLS_PSK_SET_IDENTITY_HINT_FAILED();
    }
  }
  if (options.session) socket.setSession(options.session);
  if (options.requestOCSP && !isServer) ssl.enable(OCSP);
  if (options.handshakeTimeout > 0) socket.setTimeout(options.handshakeTimeout, socket._handleTimeout);
  if (below && !socket._parentWrap) process.nextTick(readBuffered, socket, below);
  if (isServer && below) queueStart(socket, below);
}

let keylogWarned = false;

/** --tls-keylog=file */
function logKeys(socket) {
  const file = getOptionValue('--tls-keylog');
  if (!keylogWarned) {
    keylogWarned = true;
    process.emitWarning(`Using --tls-keylog makes TLS connections insecure by writing secret key material to file ${file}`);
  }
  socket.on('keylog', (line) => {
    require('fs').appendFile(file, line, { mode: 0o600 }, (err) => {
      if (!err || logKeys.failed) return;
      logKeys.failed = true;
      process.emitWarning(`Failed to write TLS keylog (this warning will not be repeated): ${err}`);
    });
  });
}

function watchKeylog(socket, server, ssl) {
  ssl.enable(KEYLOG);
  socket.on('keylog', (line) => server.emit('keylog', line, socket));
}

/** A server's handshake begins by itself. */
function queueStart(socket, below) {
  if (below.connecting) {
    below.once('connect', () => socket._handle?.start());
    return;
  }
  process.nextTick(() => socket._handle?.start());
}

/** What the plain socket has read already belongs to the handshake. */
function readBuffered(socket, below) {
  if (socket.destroyed || !socket._handle || !below.readableLength) return;
  for (let chunk; (chunk = below.read()) !== null;) socket._handle?.receive(chunk);
}

function method(name, fn) {
  Object.defineProperty(TLSSocket.prototype, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value: fn });
}

method('_init', function() {});

method('_destroySSL', function() {
  this._handle?.destroySSL();
  this.ssl = null;
});

/** Begins the handshake, as soon as there is a connection. */
method('_start', function() {
  if (this.connecting) {
    this.once('connect', this._start);
    return;
  }
  if (!this._handle) return;
  this._handle.start();
});

/** Racing several addresses has given another handle than the first. */
method(kReinitializeHandle, function(handle) {
  const before = this.ssl, { servername } = this;
  this._handle = wrapHandle(this, handle, this._tlsOptions);
  this.ssl = this._handle;
  before.destroySSL();
  initSocketHandle(this);
  initTLS(this, this._handle, null);
  if (servername) this._handle.setServername(servername);
  const session = this[kConnectOptions]?.session;
  if (session) this.setSession(session);
});

/** What the handshake has brought, of a handle that had one before it had a socket. */
method(kLateHandle, function() {
  this.alpnProtocol = this._handle.getALPNNegotiatedProtocol();
  this.servername = this._handle.getServername();
  this._secureEstablished = true;
  this.secureConnecting = false;
  this._releaseControl();
});

method('_finishInit', function() {
  if (!this._handle) return;
  this.alpnProtocol = this._handle.getALPNNegotiatedProtocol();
  // A client knows what it asked for.
  if (this.servername === null) this.servername = this._handle.getServername();
  this._secureEstablished = true;
  if (this._tlsOptions.handshakeTimeout > 0) this.setTimeout(0, this._handleTimeout);
  this.emit('secure');
});

method('_handleTimeout', function() {
  this._emitTLSError(new ERR_TLS_HANDSHAKE_TIMEOUT());
});

method('_emitTLSError', function(err) {
  const e = this._tlsError(err);
  if (e) this.destroy(e);
});

/** Before control is released the error goes to whoever is in charge ('_tlsError'). */
method('_tlsError', function(err) {
  this.emit('_tlsError', err);
  return this._controlReleased ? err : null;
});

method('_releaseControl', function() {
  if (this._controlReleased) return false;
  this._controlReleased = true;
  this.removeListener('error', this._tlsErrorHandler);
  return true;
});

method('disableRenegotiation', function disableRenegotiation() {
  this[kDisableRenegotiation] = true;
});

/** TLS 1.2 and older. */
method('renegotiate', function(options, callback) {
  if (options === null || typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (this.destroyed) return;
  const { requestCert = this._requestCert, rejectUnauthorized = this._rejectUnauthorized } = options;
  if (requestCert !== this._requestCert || rejectUnauthorized !== this._rejectUnauthorized) {
    this._handle.setVerifyMode(requestCert, rejectUnauthorized);
    this._requestCert = requestCert;
    this._rejectUnauthorized = rejectUnauthorized;
  }
  try {
    this._handle.renegotiate();
  } catch (err) {
    if (callback) process.nextTick(callback, err);
    return false;
  }
  this._handle.cycle();
  if (callback) this.once('secure', () => callback(null));
  return true;
});

method('setMaxSendFragment', function setMaxSendFragment(size) {
  validateInt32(size, 'size');
  return this._handle.setMaxSendFragment(size);
});

/** Writes what the TLS layer does to stderr. */
method('enableTrace', function() {
  this._handle?.enableTrace?.();
});

method('setServername', function(name) {
  validateString(name, 'name');
  if (this._tlsOptions.isServer) throw new ERR_TLS_SNI_FROM_SERVER();
  this.servername = name;
  this._handle.setServername(name);
});

method('setSession', function(session) {
  if (typeof session === 'string') session = Buffer.from(session, 'latin1');
  if (!isArrayBufferView(session)) throw invalidSession();
  this._handle.setSession(session);
});

/** @param {boolean} [detailed] with issuerCertificate */
method('getPeerCertificate', function(detailed) {
  if (!this._handle) return null;
  return translate(this._handle.getPeerCertificate(!detailed)) || {};
});

method('getCertificate', function() {
  if (!this._handle) return null;
  return translate(this._handle.getCertificate()) || {};
});

function translate(cert) {
  return cert ?? null;
}

function x509(der) {
  if (der === undefined) return undefined;
  const { X509Certificate } = require('crypto');
  return new X509Certificate(der);
}

method('getPeerX509Certificate', function() {
  return x509(this._handle?.getPeerX509Certificate());
});

method('getX509Certificate', function() {
  return x509(this._handle?.getX509Certificate());
});

method('exportKeyingMaterial', function(length, label, context) {
  validateUint32(length, 'length', true);
  validateString(label, 'label');
  if (context !== undefined) validateBuffer(context, 'context');
  if (!this._secureEstablished) throw new ERR_TLS_INVALID_STATE();
  return this._handle.exportKeyingMaterial(length, label, context);
});

method('setKeyCert', function(context) {
  if (!this._handle) return;
  const { SecureContext } = require('internal/tls/secure-context');
  const native = context instanceof SecureContext ? context.context : createSecureContext(context).context;
  this._handle.certCbDone(native);
});

method('isSessionReused', function() {
  return this._handle ? this._handle.isSessionReused() : null;
});

for (const name of ['getFinished', 'getPeerFinished', 'getProtocol', 'getSession', 'getTLSTicket', 'getCipher',
                    'getSharedSigalgs', 'getEphemeralKeyInfo']) {
  method(name, function() {
    return this._handle ? this._handle[name]() : null;
  });
}

function invalidSession() {
  const err = new TypeError('Session must be a buffer');
  err.code = 'ERR_INVALID_ARG_TYPE';
  return err;
}

/** The verification's result as an Error. */
function verifyError(handle) {
  const result = handle.verifyError();
  if (result === null) return null;
  const { code } = result;
  let { reason } = result;
  // An issuer that the system may know: Node's hint, word for word.
  if ((code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' || code === 'DEPTH_ZERO_SELF_SIGNED_CERT') && !getOptionValue('--use-system-ca')) {
    reason += '; if the root CA is installed locally, try running Node.js with --use-system-ca';
  }
  const err = new Error(reason);
  err.code = code;
  return err;
}

module.exports = {
  TLSSocket, kConnectOptions, kErrorEmitted, kIsVerified, kLateHandle, kPendingSession, kPskCallback, kPskIdentityHint,
  kSNICallback, verifyError,
};

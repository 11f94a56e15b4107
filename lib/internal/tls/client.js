// SPDX-License-Identifier: MIT
// tls.connect.
'use strict';

const net = require('net');
const { TLSSocket, kConnectOptions, kIsVerified, kPendingSession, verifyError } = require('internal/tls/wrap');
const { ConnResetException, codes: { ERR_TLS_DH_PARAM_SIZE } } = require('internal/errors');
const { validateFunction, validateNumber } = require('internal/validators');

let warnedUnauthorized = false, warnedIP = false;

/** NODE_TLS_REJECT_UNAUTHORIZED=0: dangerous, and said so. */
function allowUnauthorized() {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return false;
  if (!warnedUnauthorized) {
    warnedUnauthorized = true;
    process.emitWarning("Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0' makes TLS connections and " +
                        'HTTPS requests insecure by disabling certificate verification.');
  }
  return true;
}

/** (port, host, options, cb), (path, options, cb), (options, cb) → [options, cb]. */
function normalize(args) {
  const [first, cb] = net._normalizeArgs(args);
  let options = first;
  if (args[1] !== null && typeof args[1] === 'object') options = { ...options, ...args[1] };
  else if (args[2] !== null && typeof args[2] === 'object') options = { ...options, ...args[2] };
  return [options, cb];
}

function onConnectSecure() {
  const options = this[kConnectOptions];
  const key = this.getEphemeralKeyInfo();
  if (key?.type === 'DH' && key.size < options.minDHSize) {
    this.destroy(new ERR_TLS_DH_PARAM_SIZE(key.size));
    return;
  }
  let err = verifyError(this._handle);
  // A resumed session was checked when it was made.
  if (!err && !this.isSessionReused()) {
    const cert = this.getPeerCertificate(true);
    const hostname = options.servername || options.host || options.socket?._host || 'localhost';
    err = options.checkServerIdentity(hostname, cert);
  }
  if (err) {
    this.authorized = false;
    this.authorizationError = err.code || err.message;
    if (options.rejectUnauthorized !== false) {
      this.destroy(err);
      return;
    }
  } else {
    this.authorized = true;
  }
  this.secureConnecting = false;
  this.emit('secureConnect');
  this[kIsVerified] = true;
  const session = this[kPendingSession];
  this[kPendingSession] = null;
  if (session) this.emit('session', session);
  this.removeListener('end', onConnectEnd);
}

function onConnectEnd() {
  if (this._hadError) return;
  const options = this[kConnectOptions];
  this._hadError = true;
  const err = new ConnResetException('Client network socket disconnected before secure TLS connection was established');
  err.path = options.path;
  err.host = options.host;
  err.port = options.port;
  err.localAddress = options.localAddress;
  this.destroy(err);
}

/**
 * connect(port, host, options, callback) or connect(options, callback).
 * @returns {TLSSocket}
 */
function connect(...args) {
  const [given, cb] = normalize(args), tls = require('tls');
  const unauthorized = allowUnauthorized();
  const options = {
    rejectUnauthorized: !unauthorized,
    ciphers: tls.DEFAULT_CIPHERS,
    checkServerIdentity: tls.checkServerIdentity,
    minDHSize: 1024,
    ...given,
  };
  if (!options.keepAlive) options.singleUse = true;
  validateFunction(options.checkServerIdentity, 'options.checkServerIdentity');
  validateNumber(options.minDHSize, 'options.minDHSize', 1);
  const socket = new TLSSocket(options.socket, {
    allowHalfOpen: options.socket ? options.socket.allowHalfOpen : options.allowHalfOpen,
    pipe: Boolean(options.path),
    secureContext: options.secureContext || tls.createSecureContext(options),
    isServer: false,
    requestCert: true,
    rejectUnauthorized: options.rejectUnauthorized !== false,
    session: options.session,
    ALPNProtocols: options.ALPNProtocols,
    requestOCSP: options.requestOCSP,
    enableTrace: options.enableTrace,
    pskCallback: options.pskCallback,
    highWaterMark: options.highWaterMark,
    onread: options.onread,
    signal: options.signal,
  });
  options.rejectUnauthorized = options.rejectUnauthorized !== false;
  socket[kConnectOptions] = options;
  if (cb) socket.once('secureConnect', cb);
  if (!options.socket) {
    if (options.timeout) socket.setTimeout(options.timeout);
    socket.connect(options, socket._start);
  }
  socket._releaseControl();
  if (options.servername) {
    if (!warnedIP && net.isIP(options.servername)) {
      warnedIP = true;
      process.emitWarning('Setting the TLS ServerName to an IP address is not permitted by RFC 6066. This will be ' +
                          'ignored in a future version.', 'DeprecationWarning', 'DEP0123');
    }
    socket.setServername(options.servername);
  }
  if (options.socket) socket._start();
  socket.on('secure', onConnectSecure);
  socket.prependListener('end', onConnectEnd);
  return socket;
}

module.exports = { connect };

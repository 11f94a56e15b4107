// SPDX-License-Identifier: MIT
// socket.connect(): arguments, name look-up, connecting to one address or racing several
// ("happy eyeballs", RFC 8305: a slow attempt is not given up, the next one just starts beside it).
'use strict';

const { ArrayIsArray, MathMax } = primordials;

const { owner_symbol } = require('internal/async_hooks').symbols;
const { lazyChannel, startPerf, stopPerf } = require('internal/diagnostics');
const clientChannel = lazyChannel('net.client.socket');
const kPerf = Symbol('perf');
const {
  ExceptionWithHostPort,
  NodeAggregateError,
  codes: {
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_IP_ADDRESS,
    ERR_IP_BLOCKED,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { isIP, kReinitializeHandle, normalizedArgsSymbol } = require('internal/net');
const { Socket, initSocketHandle, kSetKeepAlive, kSetKeepAliveInitialDelay, kSetNoDelay } =
  require('internal/net/socket');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { UV_ECANCELED } = internalBinding('uv');
const {
  validateBoolean,
  validateFunction,
  validateInt32,
  validateNumber,
  validatePort,
  validateString,
  validateStringWithoutNullBytes,
} = require('internal/validators');
const { clearTimeout, setTimeout } = require('timers');
const { getOptionValue } = require('internal/options');

const MIN_ATTEMPT_TIMEOUT = 10;
let autoSelectFamilyDefault, attemptTimeoutDefault;

function getDefaultAutoSelectFamily() {
  return autoSelectFamilyDefault ??= getOptionValue('--network-family-autoselection') ?? true;
}

function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  autoSelectFamilyDefault = value;
}

function getDefaultAutoSelectFamilyAttemptTimeout() {
  return attemptTimeoutDefault ??= getOptionValue('--network-family-autoselection-attempt-timeout') ?? 250;
}

function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  attemptTimeoutDefault = MathMax(value, MIN_ATTEMPT_TIMEOUT);
}

/** On an error of connect(): the host that was looked up, which the error itself does not name. Read by fetch(). */
const kConnectHost = Symbol('kConnectHost');

function withHost(err, host) {
  if (host) Object.defineProperty(err, kConnectHost, { __proto__: null, value: host, configurable: true });
  return err;
}

const isPipeName = (s) => typeof s === 'string' && toNumber(s) === false;

function toNumber(x) {
  return (x = Number(x)) >= 0 ? x : false;
}

/** connect/listen(options, cb), (port, host, cb), (path, cb) → [options, cb | null]. */
function normalizeArgs(args) {
  let result;
  if (args.length === 0) {
    result = [{}, null];
  } else {
    const first = args[0];
    let options = {};
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
    }
    const cb = args[args.length - 1];
    result = [options, typeof cb === 'function' ? cb : null];
  }
  result[normalizedArgsSymbol] = true;
  return result;
}

/**
 * connect(options | port, host | path, listener).
 * @this {Socket}
 */
function connect(...args) {
  clientChannel.publish({ socket: this });
  const normalized = ArrayIsArray(args[0]) && args[0][normalizedArgsSymbol] ? args[0] : normalizeArgs(args);
  const [options, cb] = normalized;
  // The options of the http agent and createConnection arrive here too.
  if (options.port === undefined && options.path == null) throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  if (cb !== null) this.once('connect', cb);
  if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
  if (this.destroyed) { // used again
    this._handle = null;
    this._peername = undefined;
    this._sockname = undefined;
  }
  const { path } = options, isPipe = Boolean(path);
  if (!this._handle) {
    this._handle = isPipe ? new Pipe(PipeConstants.SOCKET) : new TCP(TCPConstants.SOCKET);
    initSocketHandle(this);
  }
  this._unrefTimer();
  this.connecting = true;
  if (isPipe) {
    validateString(path, 'options.path');
    connectTo(this, path);
  } else {
    lookupAndConnect(this, options);
  }
  return this;
}

// ---- one address -------------------------------------------------------------------------------------

function connectErrorNT(socket, err) {
  socket.destroy(err);
}

/** The error of binding to a local address or port; undefined if there is none. */
function bindLocal(handle, address, port, family) {
  address ||= family === 4 ? '0.0.0.0' : '::';
  const err = family === 4 ? handle.bind(address, port | 0, 0) : handle.bind6(address, port | 0, 0);
  if (err) return new ExceptionWithHostPort(err, 'bind', address, port);
}

/** Why connecting to address failed, with the local end in the message. */
function connectError(req, err, handle) {
  let details;
  if (req.localAddress && req.localPort) details = `${req.localAddress}:${req.localPort}`;
  else if (req.local) details = req.local;
  const ex = new ExceptionWithHostPort(err, 'connect', req.address, req.port, details);
  if (details && req.localAddress) ex.localAddress = req.localAddress;
  if (details && req.localPort) ex.localPort = req.localPort;
  return ex;
}

/** address is a path when no family is given. */
function connectTo(socket, address, port, family, localAddress, localPort, flags) {
  if (localAddress || localPort) {
    const err = bindLocal(socket._handle, localAddress, localPort, family);
    if (err) {
      socket.destroy(err);
      return;
    }
  }
  const req = { oncomplete: afterConnect, address, port, localAddress, localPort, addressType: family };
  let err;
  if (family === 4 || family === 6) {
    socket.emit('connectionAttempt', address, port, family);
    if (!socket._handle) return;
    if (socket.blockList?.check(address, `ipv${family}`)) {
      socket.destroy(new ERR_IP_BLOCKED(address));
      return;
    }
    startPerf(socket, kPerf, 'net', 'connect', { host: address, port });
    err = family === 4 ? socket._handle.connect(req, address, port) : socket._handle.connect6(req, address, port);
  } else {
    err = socket._handle.connect(req, address);
  }
  if (err) {
    const name = socket._getsockname();
    if (name.address) req.local = `${name.address}:${name.port}`;
    socket.destroy(connectError(req, err));
  }
}

/** Called by C; this = req. */
function afterConnect(status, handle, req, readable, writable) {
  const socket = handle[owner_symbol];
  if (socket.destroyed || !socket.connecting) return;
  socket.connecting = false;
  socket._sockname = null;
  if (status !== 0) {
    if (req.addressType) {
      const ex = withHost(connectError(req, status), socket._host);
      socket.emit('connectionAttemptFailed', req.address, req.port, req.addressType, ex);
      socket.destroy(ex);
    } else {
      socket.destroy(connectError(req, status));
    }
    return;
  }
  established(socket, readable, writable);
}

function established(socket, readable, writable) {
  const handle = socket._handle;
  stopPerf(socket, kPerf);
  if (socket.readable && !readable) {
    socket.push(null);
    socket.read();
  }
  if (socket.writable && !writable) socket.end();
  socket._unrefTimer();
  if (socket[kSetNoDelay] && handle.setNoDelay) handle.setNoDelay(true);
  if (socket[kSetKeepAlive] && handle.setKeepAlive) handle.setKeepAlive(true, socket[kSetKeepAliveInitialDelay]);
  socket.emit('connect');
  socket.emit('ready');
  // Deliver what waits, unless someone has paused or put it elsewhere.
  if (readable && !socket.isPaused()) socket.read(0);
}

// ---- names -----------------------------------------------------------------------------------------

function socketToDnsFamily(family) {
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  return family;
}

function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  let { port, autoSelectFamilyAttemptTimeout: attemptTimeout, autoSelectFamily } = options;
  if (options.host != null) validateStringWithoutNullBytes(options.host, 'options.host');
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  port |= 0;
  if (autoSelectFamily != null) validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  else autoSelectFamily = getDefaultAutoSelectFamily();
  if (attemptTimeout != null) {
    validateInt32(attemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    attemptTimeout = MathMax(attemptTimeout, MIN_ATTEMPT_TIMEOUT);
  } else {
    attemptTimeout = getDefaultAutoSelectFamilyAttemptTimeout();
  }
  const family = isIP(host);
  if (family) {
    process.nextTick(() => {
      if (socket.connecting) connectTo(socket, host, port, family, localAddress, localPort);
    });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  const dns = require('dns');
  const dnsOptions = { family: socketToDnsFamily(options.family), hints: options.hints || 0 };
  if (dnsOptions.family !== 4 && dnsOptions.family !== 6 && dnsOptions.hints === 0) dnsOptions.hints = dns.ADDRCONFIG;
  socket._host = host;
  const lookup = options.lookup || dns.lookup;
  const target = { host, port, localAddress, localPort, attemptTimeout };
  if (autoSelectFamily && dnsOptions.family !== 4 && dnsOptions.family !== 6 && !localAddress) {
    lookupAll(socket, lookup, dnsOptions, target);
  } else {
    lookupOne(socket, lookup, dnsOptions, target);
  }
}

/** What is wrong with a look-up's answer; undefined if nothing. */
function addressError(ip, family, target) {
  if (typeof ip !== 'string' || !isIP(ip)) return new ERR_INVALID_IP_ADDRESS(ip);
  if (family !== 4 && family !== 6) return new ERR_INVALID_ADDRESS_FAMILY(family, target.host, target.port);
}

function lookupOne(socket, lookup, dnsOptions, target) {
  lookup(target.host, dnsOptions, function emitLookup(err, ip, family) {
    socket.emit('lookup', err, ip, family, target.host);
    if (!socket.connecting) return; // destroyed meanwhile
    err ??= addressError(ip, family, target);
    if (err) {
      process.nextTick(connectErrorNT, socket, err);
    } else {
      socket._unrefTimer();
      connectTo(socket, ip, target.port, family, target.localAddress, target.localPort);
    }
  });
}

function lookupAll(socket, lookup, dnsOptions, target) {
  lookup(target.host, { ...dnsOptions, all: true }, function emitLookup(err, addresses) {
    if (!socket.connecting) return; // destroyed meanwhile
    if (err) {
      socket.emit('lookup', err, undefined, undefined, target.host);
      process.nextTick(connectErrorNT, socket, err);
      return;
    }
    const byFamily = { 4: [], 6: [] };
    let firstFamily = 0, problem;
    for (const { address, family } of addresses) {
      socket.emit('lookup', null, address, family, target.host);
      if (!socket.connecting) return;
      const wrong = addressError(address, family, target);
      if (wrong === undefined) {
        firstFamily ||= family;
        if (!byFamily[family].some((other) => other.address === address)) byFamily[family].push({ address, family });
      } else {
        problem ??= wrong;
      }
    }
    if (firstFamily === 0) {
      problem ??= addressError(undefined, undefined, target);
      process.nextTick(connectErrorNT, socket, problem);
      return;
    }
    const order = [], first = byFamily[firstFamily], second = byFamily[firstFamily === 4 ? 6 : 4];
    for (let i = 0; i < first.length || i < second.length; i++) {
      if (i < first.length) order.push(first[i]);
      if (i < second.length) order.push(second[i]);
    }
    socket._unrefTimer();
    if (order.length === 1) {
      connectTo(socket, order[0].address, target.port, order[0].family, target.localAddress, target.localPort);
    } else {
      new Race(socket, order, target).next();
    }
  });
}

// ---- several addresses --------------------------------------------------------------------------------

/** The handle that connects: under TLS it is the one below. */
function rawHandle(socket) {
  return socket._handle?._parent ?? socket._handle;
}

/** Attempts at all addresses, each `attemptTimeout` after the one before; the first to connect wins. */
class Race {
  constructor(socket, addresses, target) {
    this.socket = socket;
    this.addresses = addresses;
    this.target = target;
    this.at = 0;
    this.pending = 0;
    this.errors = [];
    this.timer = null;
    this.handles = [];
    socket.autoSelectFamilyAttemptedAddresses = [];
    socket.once('close', () => this.stop(null));
  }

  next() {
    const { socket, target } = this;
    if (!socket.connecting || socket.destroyed) return this.stop(null);
    if (this.at === this.addresses.length) {
      if (this.pending === 0) this.failed();
      return;
    }
    const { address, family } = this.addresses[this.at++];
    if (socket.blockList?.check(address, `ipv${family}`)) {
      const ex = new ERR_IP_BLOCKED(address);
      this.errors.push(ex);
      socket.emit('connectionAttemptFailed', address, target.port, family, ex);
      return this.next();
    }
    // The first attempt takes the handle that the socket has already.
    const handle = this.at === 1 ? rawHandle(socket) : new TCP(TCPConstants.SOCKET);
    const bindError = target.localPort && bindLocal(handle, undefined, target.localPort, family);
    if (bindError) {
      this.errors.push(bindError);
      return this.next();
    }
    const req = { oncomplete: afterAttempt, race: this, address, port: target.port, addressType: family,
                  localPort: target.localPort };
    handle[owner_symbol] = socket;
    socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${target.port}`);
    this.handles.push(handle);
    socket.emit('connectionAttempt', address, target.port, family);
    if (!socket.connecting || socket.destroyed) return this.stop(null);
    startPerf(socket, kPerf, 'net', 'connect', { host: address, port: target.port });
    const err = family === 4 ? handle.connect(req, address, target.port) : handle.connect6(req, address, target.port);
    if (err) {
      const local = {};
      handle.getsockname(local);
      req.local = `${local.address}:${local.port}`; // "undefined:undefined" too
      this.lost(req, handle, err);
      return;
    }
    this.pending++;
    if (this.at < this.addresses.length) this.timer = setTimeout(onAttemptTimeout, target.attemptTimeout, this, req);
  }

  lost(req, handle, err) {
    const ex = connectError(req, err);
    this.errors.push(ex);
    this.close(handle);
    this.socket.emit('connectionAttemptFailed', req.address, req.port, req.addressType, ex);
    this.advance();
  }

  advance() {
    clearTimeout(this.timer);
    this.next();
  }

  won(handle, readable, writable) {
    const { socket } = this;
    clearTimeout(this.timer);
    this.stop(handle);
    if (rawHandle(socket) !== handle) {
      const refed = socket._handle?.hasRef?.() !== false;
      socket._handle = handle;
      socket[kReinitializeHandle]?.(handle);
      initSocketHandle(socket);
      if (!refed) handle.unref();
    }
    socket.connecting = false;
    socket._sockname = null;
    established(socket, readable, writable);
  }

  failed() {
    const { socket, errors } = this;
    this.stop(rawHandle(socket));
    socket.destroy(withHost(errors.length === 1 ? errors[0] : new NodeAggregateError(errors), this.target.host));
  }

  close(handle) {
    const i = this.handles.indexOf(handle);
    if (i >= 0) this.handles.splice(i, 1);
    if (handle !== rawHandle(this.socket)) handle.close();
  }

  /** Ends all attempts but the one of `keep`. */
  stop(keep) {
    clearTimeout(this.timer);
    const { handles, socket } = this;
    this.handles = [];
    for (const handle of handles) {
      if (handle === keep || handle === rawHandle(socket) && !keep) continue;
      handle.close();
    }
  }
}

function onAttemptTimeout(race, req) {
  race.socket.emit('connectionAttemptTimeout', req.address, req.port, req.addressType);
  if (race.socket.connecting) race.next();
}

/** Called by C; this = req. */
function afterAttempt(status, handle, req, readable, writable) {
  const { race } = req;
  race.pending--;
  if (!race.handles.includes(handle) || !race.socket.connecting) return; // another one has won
  if (status === 0) race.won(handle, readable, writable);
  else if (status !== UV_ECANCELED) race.lost(req, handle, status);
}

Socket.prototype.connect = connect;
/** What tls and http put on a socket whose handle has changed. */
Socket.prototype[kReinitializeHandle] = function reinitializeHandle() {};

module.exports = {
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  isPipeName,
  kConnectHost,
  normalizeArgs,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
  toNumber,
};

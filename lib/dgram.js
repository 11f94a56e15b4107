// SPDX-License-Identifier: MIT
// node:dgram: UDP sockets.
'use strict';

const EventEmitter = require('events');
const { owner_symbol, async_id_symbol } = require('internal/async_hooks').symbols;
const { defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const {
  ErrnoException,
  ExceptionWithHostPort,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_IP_BLOCKED,
    ERR_MISSING_ARGS,
    ERR_SOCKET_ALREADY_BOUND,
    ERR_SOCKET_BAD_BUFFER_SIZE,
    ERR_SOCKET_BUFFER_SIZE,
    ERR_SOCKET_DGRAM_IS_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_CONNECTED,
    ERR_SOCKET_DGRAM_NOT_RUNNING,
    ERR_INVALID_FD_TYPE,
  },
} = require('internal/errors');
const { _createSocketHandle, checkBufferSizes, kStateSymbol, newHandle } = require('internal/dgram');
const {
  validateAbortSignal,
  validateNumber,
  validatePort,
  validateString,
} = require('internal/validators');
const clusterState = require('internal/cluster/state');
const { isArrayBufferView } = require('internal/util/types');
const { UDP, constants: { UV_UDP_IPV6ONLY, UV_UDP_REUSEADDR, UV_UDP_REUSEPORT } } = internalBinding('udp_wrap');
const { guessHandleType } = internalBinding('tty_wrap');
const { dispatch, fixBufferList, sliceBuffer } = require('internal/dgram_send');

const UNBOUND = 0, BINDING = 1, BOUND = 2;
const DISCONNECTED = 0, CONNECTING = 1, CONNECTED = 2;

const socketChannel = require('internal/diagnostics').lazyChannel('udp.socket');

/**
 * @param {'udp4' | 'udp6' | object} type
 * @param {(msg: Buffer, rinfo: object) => void} [listener]
 */
function Socket(type, listener) {
  EventEmitter.call(this);
  let options;
  if (type !== null && typeof type === 'object') {
    options = type;
    type = options.type;
  }
  const { lookup, recvBufferSize, sendBufferSize } = options ?? {};
  checkBufferSizes(recvBufferSize, sendBufferSize);
  checkBlockList(options, 'receiveBlockList');
  checkBlockList(options, 'sendBlockList');
  const handle = newHandle(type, lookup);
  handle[owner_symbol] = this;
  this[async_id_symbol] = handle.getAsyncId();
  this.type = type;
  if (typeof listener === 'function') this.on('message', listener);
  this[kStateSymbol] = {
    handle,
    receiving: false,
    bindState: UNBOUND,
    connectState: DISCONNECTED,
    queue: undefined, // sends that wait for bind()
    numeric: undefined, // an address that needs no look-up
    reuseAddr: options?.reuseAddr,
    reusePort: options?.reusePort,
    ipv6Only: options?.ipv6Only,
    recvBufferSize,
    sendBufferSize,
    receiveBlockList: options?.receiveBlockList,
    sendBlockList: options?.sendBlockList,
  };
  if (options?.signal !== undefined) closeOnAbort(this, options.signal);
  socketChannel.publish({ socket: this });
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

function checkBlockList(options, name) {
  const list = options?.[name];
  if (!list) return;
  const { BlockList } = require('internal/blocklist');
  if (!BlockList.isBlockList(list)) throw new ERR_INVALID_ARG_TYPE(`options.${name}`, 'net.BlockList', list);
}

function closeOnAbort(socket, signal) {
  validateAbortSignal(signal, 'options.signal');
  const onAborted = () => {
    if (socket[kStateSymbol].handle) socket.close();
  };
  if (signal.aborted) {
    onAborted();
  } else {
    const { addAbortListener } = require('internal/events/abort_listener');
    const disposable = addAbortListener(signal, onAborted);
    socket.once('close', disposable[Symbol.dispose]);
  }
}

/** @returns {Socket} */
function createSocket(type, listener) { return new Socket(type, listener); } // no arrow: `new` before it works, too

function healthCheck(socket) {
  if (!socket[kStateSymbol].handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING();
}

function emitError(socket, err) {
  socket.emit('error', err);
}

// ---- bind -----------------------------------------------------------------------------------------------------

/** Called by C; this = the handle. */
function onMessage(nread, buffer, address, family, port) {
  const socket = this[owner_symbol];
  if (nread < 0) {
    emitError(socket, new ErrnoException(nread, 'recvmsg'));
    return;
  }
  const { receiveBlockList } = socket[kStateSymbol];
  if (receiveBlockList?.check(address, family === 6 ? 'ipv6' : 'ipv4')) return;
  socket.emit('message', buffer, { address, family: family === 6 ? 'IPv6' : 'IPv4', port, size: nread });
}

function startListening(socket, later) {
  const state = socket[kStateSymbol];
  state.handle.recvStart(onMessage);
  state.receiving = true;
  state.bindState = BOUND;
  if (state.recvBufferSize) bufferSize(socket, state.recvBufferSize, true);
  if (state.sendBufferSize) bufferSize(socket, state.sendBufferSize, false);
  if (!later) socket.emit('listening');
}

function replaceHandle(socket, newHandle) {
  const state = socket[kStateSymbol], old = state.handle;
  newHandle.lookup = old.lookup;
  newHandle.family = old.family;
  if (old.family === 6) {
    newHandle.bind = newHandle.bind6;
    newHandle.connect = newHandle.connect6;
  }
  newHandle[owner_symbol] = socket;
  socket[async_id_symbol] = newHandle.getAsyncId();
  old.close();
  state.handle = newHandle;
}

/** In a worker of a cluster the primary binds. */
function bindThroughCluster(socket, query, onDone) {
  const cluster = require('cluster');
  cluster._getServer(socket, query, (err, handle) => {
    if (err) {
      emitError(socket, new ExceptionWithHostPort(err, 'bind', query.address, query.port));
      socket[kStateSymbol].bindState = UNBOUND;
      return;
    }
    if (!socket[kStateSymbol].handle) { // closed meanwhile
      handle.close();
      return;
    }
    onDone(handle);
  });
}

function bindFlags(state, type) {
  let flags = 0;
  if (state.reuseAddr) flags |= UV_UDP_REUSEADDR;
  if (state.ipv6Only) flags |= UV_UDP_IPV6ONLY;
  if (state.reusePort) flags |= UV_UDP_REUSEPORT;
  return flags;
}

function bindFd(socket, fd, exclusive) {
  const state = socket[kStateSymbol];
  if (clusterState.isWorker && !exclusive) {
    bindThroughCluster(socket, { address: null, port: null, addressType: socket.type, fd, flags: null }, (handle) => {
      replaceHandle(socket, handle);
      startListening(socket);
    });
    return;
  }
  const type = guessHandleType(fd);
  if (type !== 'UDP') throw new ERR_INVALID_FD_TYPE(type);
  const err = state.handle.open(fd);
  if (err) throw new ErrnoException(err, 'open');
  startListening(socket);
}

/**
 * bind(port, address, callback) or bind({ port, address, exclusive, fd }, callback).
 * @returns {this}
 */
Socket.prototype.bind = function(port_, address_ /* , callback */) {
  let port = port_;
  healthCheck(this);
  const state = this[kStateSymbol];
  if (state.bindState !== UNBOUND) throw new ERR_SOCKET_ALREADY_BOUND();
  state.bindState = BINDING;
  const cb = arguments.length > 0 && arguments[arguments.length - 1];
  if (typeof cb === 'function') {
    const removeListeners = () => {
      this.removeListener('error', removeListeners);
      this.removeListener('listening', onListening);
    };
    const onListening = () => {
      removeListeners();
      cb.call(this);
    };
    this.on('error', removeListeners);
    this.on('listening', onListening);
  }
  if (port !== null && typeof port === 'object' && (port instanceof UDP || typeof port.recvStart === 'function')) {
    replaceHandle(this, port);
    startListening(this);
    return this;
  }
  if (port !== null && typeof port === 'object' && Number.isInteger(port.fd) && port.fd > 0) {
    bindFd(this, port.fd, Boolean(port.exclusive));
    return this;
  }
  let address, exclusive;
  if (port !== null && typeof port === 'object') {
    address = port.address || '';
    exclusive = Boolean(port.exclusive);
    port = port.port;
  } else {
    address = typeof address_ === 'function' ? '' : address_;
    exclusive = false;
  }
  if (state.reusePort) exclusive = true;
  address ||= this.type === 'udp4' ? '0.0.0.0' : '::';
  const wanted = port;
  port = typeof port === 'function' ? 0 : port & 0xffff; // as Node: what is no number is 0, a larger one loses its upper bits
  state.handle.lookup(address, (lookupError, ip) => {
    if (!state.handle) return; // closed meanwhile
    if (lookupError) {
      state.bindState = UNBOUND;
      emitError(this, lookupError);
      return;
    }
    const flags = bindFlags(state);
    if (clusterState.isWorker && !exclusive) {
      bindThroughCluster(this, { address: ip, port, addressType: this.type, fd: -1, flags }, (handle) => {
        replaceHandle(this, handle);
        startListening(this);
      });
      return;
    }
    const err = state.handle.bind(ip, port || 0, flags);
    if (err) {
      state.bindState = UNBOUND; // the handler may try again
      emitError(this, new ExceptionWithHostPort(err, 'bind', ip, wanted));
      return;
    }
    startListening(this);
  });
  return this;
};

// ---- connect ------------------------------------------------------------------------------------------------------

/** Calls fn when the socket is bound. */
function whenBound(socket, fn) {
  const state = socket[kStateSymbol];
  if (state.bindState === UNBOUND) socket.bind({ port: 0, exclusive: true }, null);
  if (state.bindState === BOUND) {
    fn();
    return;
  }
  if (state.queue === undefined) {
    state.queue = [];
    const onError = () => {
      socket.removeListener('listening', onListening);
      socket[kStateSymbol].queue = undefined;
    };
    const onListening = () => {
      socket.removeListener(EventEmitter.errorMonitor, onError);
      const { queue } = state;
      state.queue = undefined;
      for (const job of queue ?? []) job();
    };
    socket.once(EventEmitter.errorMonitor, onError);
    socket.once('listening', onListening);
  }
  state.queue.push(fn);
}

/** All later send() go to this address; only messages from it arrive. */
Socket.prototype.connect = function(port, address, callback) {
  port = validatePort(port, 'Port', false);
  if (typeof address === 'function') {
    callback = address;
    address = '';
  } else if (address === undefined) {
    address = '';
  }
  validateString(address, 'address');
  const state = this[kStateSymbol];
  if (state.connectState !== DISCONNECTED) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = CONNECTING;
  healthCheck(this);
  whenBound(this, () => {
    state.handle?.lookup(address, (ex, ip) => connectTo(this, ex, ip, address, port, callback));
  });
};

function connectTo(socket, ex, ip, address, port, callback) {
  const state = socket[kStateSymbol];
  if (!state.handle) return;
  if (!ex && state.sendBlockList?.check(ip, `ipv${state.handle.family}`)) ex = new ERR_IP_BLOCKED(ip);
  if (!ex) {
    const err = state.handle.connect(ip, port);
    if (err) ex = new ExceptionWithHostPort(err, 'connect', address, port);
  }
  if (ex) {
    state.connectState = DISCONNECTED;
    process.nextTick(() => {
      if (callback) callback(ex);
      else emitError(socket, ex);
    });
    return;
  }
  state.connectState = CONNECTED;
  if (callback) socket.once('connect', callback);
  process.nextTick(() => socket.emit('connect'));
}

Socket.prototype.disconnect = function() {
  const state = this[kStateSymbol];
  if (state.connectState !== CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const err = state.handle.disconnect();
  if (err) throw new ErrnoException(err, 'connect');
  state.connectState = DISCONNECTED;
};

// ---- send ---------------------------------------------------------------------------------------------------------------

/**
 * send(msg, port, address, cb), send(msg, offset, length, port, address, cb); without port and address on a
 * connected socket. msg: string, view, or a list of them.
 */
Socket.prototype.send = function(buffer, offset, length, port, address, callback) {
  let list;
  const state = this[kStateSymbol], connected = state.connectState === CONNECTED;
  if (!connected) {
    if (address || (port && typeof port !== 'function')) {
      buffer = sliceBuffer(buffer, offset, length);
    } else {
      callback = port;
      port = offset;
      address = length;
    }
  } else {
    if (typeof length === 'number') {
      buffer = sliceBuffer(buffer, offset, length);
      if (typeof port === 'function') {
        callback = port;
        port = null;
      }
    } else {
      callback = offset;
    }
    if (port || address) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  }
  if (!Array.isArray(buffer)) {
    if (typeof buffer === 'string') list = [Buffer.from(buffer)];
    else if (!isArrayBufferView(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer);
    } else list = [buffer];
  } else if (!(list = fixBufferList(buffer))) {
    throw new ERR_INVALID_ARG_TYPE('buffer list arguments', ['Buffer', 'TypedArray', 'DataView', 'string'], buffer);
  }
  if (!connected) port = validatePort(port, 'Port', false);
  if (typeof callback !== 'function') callback = undefined;
  if (typeof address === 'function') {
    callback = address;
    address = undefined;
  } else if (address != null) {
    validateString(address, 'address');
  }
  healthCheck(this);
  if (list.length === 0) list.push(Buffer.alloc(0));
  if (state.bindState === BOUND) dispatch(this, list, port, address, callback);
  else whenBound(this, () => dispatch(this, list, port, address, callback));
};

/** The old form of send(), all arguments given. */
Socket.prototype.sendto = function(buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset');
  validateNumber(length, 'length');
  validateNumber(port, 'port');
  validateString(address, 'address');
  this.send(buffer, offset, length, port, address, callback);
};

// ---- close -----------------------------------------------------------------------------------------------------------------

Socket.prototype.close = function(callback) {
  const state = this[kStateSymbol];
  if (typeof callback === 'function') this.on('close', callback);
  if (state.queue !== undefined) {
    state.queue.push(() => this.close());
    return this;
  }
  healthCheck(this);
  state.receiving = false;
  state.handle.close();
  state.handle = null;
  defaultTriggerAsyncIdScope(this[async_id_symbol], process.nextTick, (socket) => socket.emit('close'), this);
  return this;
};

Socket.prototype[Symbol.asyncDispose] = async function() {
  if (!this[kStateSymbol].handle) return;
  await new Promise((resolve) => this.close(resolve));
};

// ---- names and options ---------------------------------------------------------------------------------------------------------

Socket.prototype.address = function() {
  healthCheck(this);
  const out = {}, err = this[kStateSymbol].handle.getsockname(out);
  if (err) throw new ErrnoException(err, 'getsockname');
  return out;
};

Socket.prototype.remoteAddress = function() {
  healthCheck(this);
  const state = this[kStateSymbol];
  if (state.connectState !== CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const out = {}, err = state.handle.getpeername(out);
  if (err) throw new ErrnoException(err, 'getpeername');
  return out;
};

/** A setter that passes one number or flag to C. */
function setter(name, check, give) {
  Socket.prototype[name] = function(value) {
    check?.call(this, value);
    healthCheck(this);
    const err = this[kStateSymbol].handle[name](value);
    if (err) throw new ErrnoException(err, name);
    return give ? value : undefined;
  };
}
setter('setBroadcast');
setter('setTTL', (ttl) => validateNumber(ttl, 'ttl'), true);
setter('setMulticastTTL', (ttl) => validateNumber(ttl, 'ttl'), true);
setter('setMulticastLoopback', undefined, true);
setter('setMulticastInterface', function(address) {
  healthCheck(this); // before the argument
  validateString(address, 'interfaceAddress');
});

function membership(name, args) {
  Socket.prototype[name] = function(...values) {
    healthCheck(this);
    for (let i = 0; i < args.length; i++) {
      if (!values[i] && args.length === 1) throw new ERR_MISSING_ARGS(args[0]);
      if (args.length > 1) validateString(values[i], args[i]);
    }
    const err = this[kStateSymbol].handle[name](...values); // which binds to any port what is not bound
    if (err) throw new ErrnoException(err, name);
  };
  Object.defineProperty(Socket.prototype[name], 'length', { __proto__: null, value: args.length + 1 });
}
membership('addMembership', ['multicastAddress']);
membership('dropMembership', ['multicastAddress']);
membership('addSourceSpecificMembership', ['sourceAddress', 'groupAddress']);
membership('dropSourceSpecificMembership', ['sourceAddress', 'groupAddress']);

function bufferSize(socket, size, isReceive) {
  if (size >>> 0 !== size) throw new ERR_SOCKET_BAD_BUFFER_SIZE();
  const { handle } = socket[kStateSymbol];
  healthCheck(socket);
  const result = handle.bufferSize(size, isReceive);
  if (result >= 0) return result;
  const ex = new ErrnoException(result, isReceive ? 'uv_recv_buffer_size' : 'uv_send_buffer_size');
  throw new ERR_SOCKET_BUFFER_SIZE({
    errno: ex.errno, code: ex.code, message: internalBinding('uv').getErrorMessage?.(result) ?? ex.message, syscall: ex.syscall,
  });
}
Socket.prototype.setRecvBufferSize = function(size) { bufferSize(this, size, true); };
Socket.prototype.setSendBufferSize = function(size) { bufferSize(this, size, false); };
Socket.prototype.getRecvBufferSize = function() { return bufferSize(this, 0, true); };
Socket.prototype.getSendBufferSize = function() { return bufferSize(this, 0, false); };
Socket.prototype.getSendQueueSize = function() { return this[kStateSymbol].handle?.getSendQueueSize() ?? 0; };
Socket.prototype.getSendQueueCount = function() { return this[kStateSymbol].handle?.getSendQueueCount() ?? 0; };

Socket.prototype.ref = function() {
  this[kStateSymbol].handle?.ref();
  return this;
};

Socket.prototype.unref = function() {
  this[kStateSymbol].handle?.unref();
  return this;
};

// ---- deprecated, yet used ----------------------------------------------------------------------------------------------------------

const { deprecate } = require('internal/util');
const hidden = 'is deprecated';
for (const [name, key] of [['_handle', 'handle'], ['_receiving', 'receiving'], ['_bindState', 'bindState'],
                           ['_queue', 'queue'], ['_reuseAddr', 'reuseAddr']]) {
  Object.defineProperty(Socket.prototype, name, {
    __proto__: null,
    get: deprecate(function() { return this[kStateSymbol][key]; }, `Socket.prototype.${name} ${hidden}`, 'DEP0112'),
    set: deprecate(function(value) { this[kStateSymbol][key] = value; }, `Socket.prototype.${name} ${hidden}`, 'DEP0112'),
  });
}
Socket.prototype._healthCheck = deprecate(function() { healthCheck(this); },
                                          `Socket.prototype._healthCheck() ${hidden}`, 'DEP0112');
Socket.prototype._stopReceiving = deprecate(function() { this[kStateSymbol].receiving = false; },
                                            `Socket.prototype._stopReceiving() ${hidden}`, 'DEP0112');
Object.defineProperty(UDP.prototype, 'owner', {
  __proto__: null,
  get() { return this[owner_symbol]; },
  set(value) { this[owner_symbol] = value; },
});

require('internal/dgram_sync')(Socket, { UNBOUND, BOUND, DISCONNECTED, CONNECTED, bindFlags, healthCheck, startListening });

module.exports = {
  _createSocketHandle: deprecate(_createSocketHandle, 'dgram._createSocketHandle() is deprecated', 'DEP0112'),
  createSocket,
  Socket,
};

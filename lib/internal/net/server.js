// SPDX-License-Identifier: MIT
// net.Server: listening on TCP ports, pipes, descriptors and handles; accepting connections.
'use strict';

const EventEmitter = require('events');
const { owner_symbol, async_id_symbol } = require('internal/async_hooks').symbols;
const { defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const {
  ErrnoException,
  ExceptionWithHostPort,
  UVExceptionWithHostPort,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_SERVER_ALREADY_LISTEN,
    ERR_SERVER_NOT_RUNNING,
  },
} = require('internal/errors');
const { lazyChannel, lazyTracingChannel } = require('internal/diagnostics');
const clusterState = require('internal/cluster/state');
const { isIP } = require('internal/net');
const { isPipeName, normalizeArgs, toNumber } = require('internal/net/connect');
const {
  Socket,
  createHandle,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
} = require('internal/net/socket');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { UV_EADDRINUSE, UV_EINVAL } = internalBinding('uv');
const {
  validateAbortSignal,
  validateBoolean,
  validateNumber,
  validatePort,
} = require('internal/validators');
const { getDefaultHighWaterMark } = require('internal/streams/state');

const DEFAULT_BACKLOG = 511;

const serverSocketChannel = lazyChannel('net.server.socket');
const listenChannel = lazyTracingChannel('net.server.listen');

/**
 * @param {{ allowHalfOpen?: boolean, pauseOnConnect?: boolean, noDelay?: boolean, keepAlive?: boolean,
 *   keepAliveInitialDelay?: number, highWaterMark?: number, blockList?: BlockList }} [options]
 * @param {(socket: Socket) => void} [connectionListener]
 */
function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = getDefaultHighWaterMark();
  }
  if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  this._connections = 0;
  this[async_id_symbol] = -1;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? getDefaultHighWaterMark();
  if (options.blockList) {
    const { BlockList } = require('internal/blocklist');
    if (!BlockList.isBlockList(options.blockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    }
    this.blockList = options.blockList;
  }
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// ---- making the handle -----------------------------------------------------------------------------

/** A bound handle, or a negative error code. address may be a path: port and addressType are -1. */
function createServerHandle(address, port, addressType, fd, flags) {
  let handle, isTCP = false;
  if (typeof fd === 'number' && fd >= 0) {
    try {
      handle = createHandle(fd, true);
    } catch {
      return UV_EINVAL;
    }
    const err = handle.open(fd);
    return err ? err : handle;
  }
  if (port === -1 && addressType === -1) {
    handle = new Pipe(PipeConstants.SERVER);
  } else {
    handle = new TCP(TCPConstants.SERVER);
    isTCP = true;
  }
  let err = 0;
  if (address || isTCP) {
    if (!address) {
      err = handle.bind6('::', port, flags);
      if (err) {
        handle.close();
        return createServerHandle('0.0.0.0', port, 4, null, flags);
      }
    } else if (addressType === 6) {
      err = handle.bind6(address, port, flags);
    } else if (isTCP) {
      err = handle.bind(address, port, flags);
    } else {
      err = handle.bind(address);
    }
  }
  if (err) {
    handle.close();
    return err;
  }
  return handle;
}

function emitErrorNT(server, err) {
  server.emit('error', err);
}

function emitListeningNT(server) {
  if (server._handle) server.emit('listening');
}

function listenFailed(server, err, address, port) {
  const ex = new UVExceptionWithHostPort(err, 'listen', address, port);
  listenChannel.active?.error.publish({ server, error: ex });
  defaultTriggerAsyncIdScope(server[async_id_symbol], process.nextTick, emitErrorNT, server, ex);
}

/** Creates the handle if there is none, and listens. The cluster's primary hands one in. */
Server.prototype._listen2 = function setupListenHandle(address, port, addressType, backlog, fd, flags) {
  if (!this._handle) {
    let handle = null;
    if (!address && typeof fd !== 'number') { // everywhere: IPv6 if there is, else IPv4
      handle = createServerHandle('::', port, 6, fd, flags);
      if (typeof handle === 'number') {
        handle = null;
        address = '0.0.0.0';
        addressType = 4;
      } else {
        address = '::';
        addressType = 6;
      }
    }
    handle ??= createServerHandle(address, port, addressType, fd, flags);
    if (typeof handle === 'number') return listenFailed(this, handle, address, port);
    this._handle = handle;
  }
  this[async_id_symbol] = this._handle.getAsyncId?.();
  this._handle.onconnection = onconnection;
  this._handle[owner_symbol] = this;
  const err = this._handle.listen(backlog || DEFAULT_BACKLOG);
  if (err) {
    this._handle.close();
    this._handle = null;
    return listenFailed(this, err, address, port);
  }
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) this.unref();
  listenChannel.active?.asyncEnd.publish({ server: this });
  defaultTriggerAsyncIdScope(this[async_id_symbol], process.nextTick, emitListeningNT, this);
};

function listenInCluster(server, address, port, addressType, backlog, fd, exclusive, flags, options) {
  exclusive = Boolean(exclusive);
  listenChannel.active?.asyncStart.publish({ server, options });
  // A worker of a cluster was made one before any user code ran.
  if (exclusive || !clusterState.isWorker) {
    server._listen2(address, port, addressType, backlog, fd, flags);
    return;
  }
  const cluster = require('cluster');
  const query = { address, port, addressType, fd, flags, backlog, ...options };
  const listeningId = server._listeningId;
  cluster._getServer(server, query, function listenOnPrimaryHandle(err, handle) {
    if (listeningId !== server._listeningId || server._handle) { // closed, or listening already
      handle?.close();
      return;
    }
    err = checkBindError(err, port, handle);
    if (err) {
      const ex = new ExceptionWithHostPort(err, 'bind', address, port);
      return server.emit('error', ex);
    }
    server._handle = handle;
    server._listen2(address, port, addressType, backlog, fd, flags);
  });
}

/** bind() of a shared handle may have failed late: the port it got is not the one that was wanted. */
function checkBindError(err, port, handle) {
  if (err === 0 && port > 0 && handle.getsockname) {
    const out = {};
    err = handle.getsockname(out);
    if (err === 0 && port !== out.port) err = UV_EADDRINUSE;
  }
  return err;
}

// ---- listen() ----------------------------------------------------------------------------------------

function getFlags(options) {
  let flags = 0;
  if (options.ipv6Only === true) flags |= TCPConstants.UV_TCP_IPV6ONLY;
  if (options.reusePort === true) flags |= TCPConstants.UV_TCP_REUSEPORT;
  return flags;
}

function addAbortSignal(server, options) {
  if (options?.signal === undefined) return;
  validateAbortSignal(options.signal, 'options.signal');
  const { signal } = options;
  const onAborted = () => server.close();
  if (signal.aborted) {
    process.nextTick(onAborted);
  } else {
    const { addAbortListener } = require('internal/events/abort_listener');
    const disposable = addAbortListener(signal, onAborted);
    server.once('close', disposable[Symbol.dispose]);
  }
}

/**
 * listen(port, host, backlog, cb), listen(path, …), listen(handle | server, …), listen(options, cb).
 * @returns {this}
 */
Server.prototype.listen = function listen(...args) {
  const [first, cb] = normalizeArgs(args);
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (cb !== null) this.once('listening', cb);
  const backlogFromArgs = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);
  // An object that is neither a handle nor plain options may be an address taken before.
  const bound = 'isPipe' in first ? require('internal/net/bound_socket').adopt(first) : undefined;
  const options = bound || first._handle || first.handle || first;
  const flags = getFlags(options);
  if (options.reusePort === true) options.exclusive = true;

  if (options instanceof TCP || options instanceof Pipe) {
    this._handle = options;
    this[async_id_symbol] = this._handle.getAsyncId();
    listenInCluster(this, null, -1, -1, backlogFromArgs, undefined, true, undefined, options);
    return this;
  }
  addAbortSignal(this, options);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenInCluster(this, null, null, null, backlogFromArgs, options.fd, undefined, undefined, options);
    return this;
  }
  // listen(), listen(cb), listen({ port: undefined }), listen(null): any free port.
  if (args.length === 0 || typeof args[0] === 'function' ||
      (options.port === undefined && 'port' in options) || options.port === null) {
    options.port = 0;
  }
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    validatePort(options.port, 'options.port');
    const backlog = options.backlog || backlogFromArgs;
    if (options.host) {
      lookupAndListen(this, options, backlog, flags);
    } else {
      listenInCluster(this, null, options.port | 0, 4, backlog, undefined, options.exclusive, flags, options);
    }
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    listenOnPipe(this, options, options.backlog || backlogFromArgs);
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

function listenOnPipe(server, options, backlog) {
  server._pipeName = options.path;
  if (options.readableAll !== undefined) validateBoolean(options.readableAll, 'options.readableAll');
  if (options.writableAll !== undefined) validateBoolean(options.writableAll, 'options.writableAll');
  if (options.path[0] === '\0' && (options.readableAll === true || options.writableAll === true)) {
    throw new ERR_INVALID_ARG_VALUE('options', options,
                                    'can not set readableAll or writableAllt to true when path is abstract unix socket');
  }
  listenInCluster(server, options.path, -1, -1, backlog, undefined, options.exclusive, 0,
                  { readableAll: options.readableAll, writableAll: options.writableAll });
  if (!server._handle) return; // an 'error' follows
  let mode = 0;
  if (options.readableAll === true) mode |= PipeConstants.UV_READABLE;
  if (options.writableAll === true) mode |= PipeConstants.UV_WRITABLE;
  if (mode === 0 || !server._handle.fchmod) return;
  const err = server._handle.fchmod(mode);
  if (err) {
    server._handle.close();
    server._handle = null;
    throw new ErrnoException(err, 'uv_pipe_chmod');
  }
}

function lookupAndListen(server, options, backlog, flags) {
  const { host } = options;
  const port = options.port | 0;
  const listeningId = server._listeningId;
  require('dns').lookup(host, { all: true }, function doListen(err, addresses) {
    if (listeningId !== server._listeningId) return; // closed meanwhile
    if (err) {
      server.emit('error', err);
      return;
    }
    const isLinkLocal = ({ address, family }) => family === 6 && /^fe[89ab]/i.test(address);
    const { address, family } = addresses.find((a) => !isLinkLocal(a)) ?? addresses[0];
    listenInCluster(server, address, port, family === 6 ? 6 : 4, backlog, undefined, options.exclusive, flags, options);
  });
}

// ---- accepting -----------------------------------------------------------------------------------------

/** Both ends of a connection that will not be kept; undefined for a pipe. */
function endpoints(handle) {
  if (!handle.getpeername) return;
  const local = {}, remote = {};
  handle.getsockname(local);
  handle.getpeername(remote);
  return {
    localAddress: local.address, localPort: local.port, localFamily: local.family,
    remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
  };
}

/** Called by C, and by the round robin of the cluster; this = the server's handle. */
function onconnection(status, clientHandle) {
  const self = this[owner_symbol];
  if (status) {
    // Out of descriptors: libuv has refused what was waiting, and goes on with what comes next.
    self.emit('error', new ErrnoException(status, 'accept'));
    return;
  }
  if (self.maxConnections != null && self._connections >= self.maxConnections) {
    const data = endpoints(clientHandle);
    clientHandle.close();
    if (data) self.emit('drop', data);
    else self.emit('drop');
    return;
  }
  if (self.blockList && typeof clientHandle.getpeername === 'function') {
    const remote = {};
    clientHandle.getpeername(remote);
    const family = isIP(remote.address);
    if (family && self.blockList.check(remote.address, `ipv${family}`)) {
      clientHandle.close();
      return;
    }
  }
  const socket = new Socket({
    handle: clientHandle,
    allowHalfOpen: self.allowHalfOpen,
    pauseOnCreate: self.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: self.highWaterMark,
    writableHighWaterMark: self.highWaterMark,
  });
  if (self.noDelay && clientHandle.setNoDelay) {
    socket[kSetNoDelay] = true;
    clientHandle.setNoDelay(true);
  }
  if (self.keepAlive && clientHandle.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kSetKeepAliveInitialDelay] = self.keepAliveInitialDelay;
    clientHandle.setKeepAlive(true, self.keepAliveInitialDelay);
  }
  self._connections++;
  socket.server = self;
  socket._server = self;
  self.emit('connection', socket);
  serverSocketChannel.publish({ socket });
}

// ---- the rest --------------------------------------------------------------------------------------------

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return Boolean(this._handle); },
});

/** @returns {{ address: string, family: string, port: number } | string | null} the string for a pipe */
Server.prototype.address = function address() {
  if (this._handle?.getsockname) {
    const out = {};
    const err = this._handle.getsockname(out);
    if (err) throw new ErrnoException(err, 'address');
    return out;
  }
  if (this._pipeName) return this._pipeName;
  return null;
};

/** @param {(err: Error | null, count: number) => void} cb counts the workers' connections too */
Server.prototype.getConnections = function getConnections(cb) {
  const self = this;
  const end = (err, connections) =>
    defaultTriggerAsyncIdScope(self[async_id_symbol], process.nextTick, cb, err, connections);
  if (!this._usingWorkers) {
    end(null, this._connections);
    return this;
  }
  let left = this._workers.length, total = this._connections;
  for (const worker of this._workers) {
    worker.getConnections((err, count) => {
      if (err) {
        left = -1;
        return end(err);
      }
      total += count;
      if (--left === 0) return end(null, total);
    });
  }
  return this;
};

/** Stops accepting; 'close' follows when the last connection has ended. */
Server.prototype.close = function close(cb) {
  this._listeningId++;
  if (typeof cb === 'function') {
    if (!this._handle) {
      this.once('close', () => cb(new ERR_SERVER_NOT_RUNNING()));
    } else {
      this.once('close', cb);
    }
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  if (this._usingWorkers) {
    let left = this._workers.length;
    const onWorkerClose = () => {
      if (--left !== 0) return;
      this._connections = 0;
      this._emitCloseIfDrained();
    };
    // Counts the workers as one connection until all have closed.
    this._connections++;
    for (const worker of this._workers) worker.close(onWorkerClose);
  } else {
    this._emitCloseIfDrained();
  }
  return this;
};

Server.prototype[Symbol.asyncDispose] = async function() {
  if (!this._handle) return;
  await new Promise((resolve, reject) => this.close((err) => (err ? reject(err) : resolve())));
};

function emitCloseNT(server) {
  server.emit('close');
}

Server.prototype._emitCloseIfDrained = function _emitCloseIfDrained() {
  if (this._handle || this._connections > 0) return;
  defaultTriggerAsyncIdScope(this[async_id_symbol], process.nextTick, emitCloseNT, this);
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(err, event, sock) {
  if (event === 'connection') sock.destroy(err);
  else this.emit('error', err);
};

Server.prototype._setupWorker = function setupWorker(socketList) {
  this._usingWorkers = true;
  this._workers.push(socketList);
  socketList.once('exit', () => {
    const i = this._workers.indexOf(socketList);
    this._workers.splice(i, 1);
  });
};

Server.prototype.ref = function ref() {
  this._unref = false;
  if (this._handle) this._handle.ref();
  return this;
};

Server.prototype.unref = function unref() {
  this._unref = true;
  if (this._handle) this._handle.unref();
  return this;
};

module.exports = { Server, createServerHandle };

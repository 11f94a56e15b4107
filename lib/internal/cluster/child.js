// SPDX-License-Identifier: MIT
// node:cluster in a worker: listening goes through the primary.
'use strict';

const EventEmitter = require('events');
const path = require('path');
const Worker = require('internal/cluster/worker');
const { internal, sendHelper } = require('internal/cluster/messages');
const { owner_symbol } = require('internal/async_hooks').symbols;
const { TIMEOUT_MAX } = require('internal/timers');

const cluster = new EventEmitter();
const handles = new Map();
const indexes = new Map(); // how often the same address was asked for

cluster.isWorker = true;
cluster.isMaster = false; // deprecated name
cluster.isPrimary = false;
cluster.worker = null;
cluster.Worker = Worker;

const noop = () => {};

function send(message, cb) {
  return sendHelper(process, message, null, cb);
}

cluster._setupWorker = function() {
  const worker = new Worker({ id: +process.env.NODE_UNIQUE_ID | 0, process, state: 'online' });
  cluster.worker = worker;
  process.once('disconnect', () => {
    process.channel = null;
    worker.emit('disconnect');
    // The primary has gone, or has dropped us: there is nothing to do here any more.
    if (!worker.exitedAfterDisconnect) process.exit(0);
  });
  process.on('internalMessage', internal(worker, function(message, handle) {
    if (message.act === 'newconn') onConnection(message, handle);
    else if (message.act === 'disconnect') worker._disconnect(true);
    else if (message.act === 'drain') require('internal/serve/worker').drain(message, handles);
  }));
  send({ act: 'online' });
};

/** Called by net.Server and dgram.Socket: cb(errno, handle). */
cluster._getServer = function(obj, options, cb) {
  let { address } = options;
  if (options.port < 0 && typeof address === 'string') address = path.resolve(address);
  const indexesKey = [address, options.port, options.addressType, options.fd].join(':');
  const taken = indexes.get(indexesKey) ?? { next: 0, set: new Set() };
  indexes.set(indexesKey, taken);
  const index = taken.next++;
  taken.set.add(index);

  const message = { act: 'queryServer', index, data: null, ...options, address };
  if (obj._getServerData) message.data = obj._getServerData();
  // Until the answer is here there is something to wait for, whoever else does not listen to the channel.
  process.channel?.refCounted?.();
  send(message, (reply, handle) => {
    process.channel?.unrefCounted?.();
    if (typeof obj._setServerData === 'function') obj._setServerData(reply.data);
    if (handle) shared(reply, handle, indexesKey, index, cb);
    else roundRobin(reply, indexesKey, index, cb);
  });
  obj.once('listening', () => {
    // It may have been closed again already.
    if (!indexes.has(indexesKey)) return;
    cluster.worker.state = 'listening';
    const bound = obj.address();
    message.act = 'listening';
    message.port = bound?.port || options.port;
    send(message);
  });
};

function releaseIndex(indexesKey, index) {
  const taken = indexes.get(indexesKey);
  if (taken === undefined) return;
  taken.set.delete(index);
  if (taken.set.size === 0) indexes.delete(indexesKey);
}

/** The listening socket itself has come. */
function shared({ key, errno }, handle, indexesKey, index, cb) {
  const { close } = handle;
  handle.close = function(...args) {
    send({ act: 'close', key });
    handles.delete(key);
    releaseIndex(indexesKey, index);
    return close.apply(handle, args);
  };
  handles.set(key, handle);
  cb(errno, handle);
}

/** The primary will send connections: what net.Server gets only looks like a handle. */
function roundRobin(message, indexesKey, index, cb) {
  if (message.errno) return cb(message.errno, null);
  let { key } = message;
  let alive = null; // keeps the worker running while it listens

  function ref() {
    alive ??= setInterval(noop, TIMEOUT_MAX);
  }

  function unref() {
    if (alive === null) return;
    clearInterval(alive);
    alive = null;
  }

  const handle = {
    listen() { return 0; },
    close(callback) {
      // Connections that are on the way go back to the primary, see onConnection.
      if (key === undefined) return;
      unref();
      send({ act: 'close', key });
      handles.delete(key);
      releaseIndex(indexesKey, index);
      key = undefined;
      if (typeof callback === 'function') process.nextTick(callback);
    },
    ref,
    unref,
    hasRef: () => alive !== null,
    getAsyncId: () => 0,
  };
  handle.key = key;
  if (message.scheduling === 'least-loaded') reportLoad(handle);
  if (message.sockname) {
    handle.getsockname = (out) => {
      if (key) Object.assign(out, message.sockname);
      return 0;
    };
  }
  ref();
  handles.set(key, handle);
  cb(0, handle);
}

const LOAD_INTERVAL = 100;

/** Tells the primary now and then how many connections are open. */
function reportLoad(handle) {
  let told = 0;
  const timer = setInterval(() => {
    const load = handle[owner_symbol]?._connections ?? 0;
    if (load !== told) send({ act: 'load', key: handle.key, load });
    told = load;
  }, LOAD_INTERVAL).unref();
  const { close } = handle;
  handle.close = function(...args) {
    clearInterval(timer);
    return close.apply(handle, args);
  };
}

/** A connection from the primary. */
function onConnection(message, handle) {
  const server = handles.get(message.key);
  let accepted = server !== undefined && handle !== undefined;
  const self = server?.[owner_symbol];
  if (accepted && self && self.maxConnections != null && self._connections >= self.maxConnections) {
    accepted = Boolean(self.dropMaxConnection);
  }
  send({ ack: message.seq, accepted, load: (self?._connections ?? 0) + (accepted ? 1 : 0) });
  if (accepted) server.onconnection(0, handle);
  else handle?.close();
}

/** Closes all servers, then leaves the cluster. */
Worker.prototype._disconnect = function(primaryInitiated) {
  this.exitedAfterDisconnect = true;
  let waiting = 1;
  const done = () => {
    if (--waiting !== 0) return;
    // The primary has to know first that this is no accident.
    if (primaryInitiated) process.disconnect();
    else send({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  };
  for (const handle of handles.values()) {
    waiting++;
    if (handle[owner_symbol]) handle[owner_symbol].close(done);
    else handle.close(done);
  }
  handles.clear();
  done();
};

Worker.prototype.disconnect = function() {
  if (this.state !== 'disconnecting' && this.state !== 'destroying') {
    this.state = 'disconnecting';
    this._disconnect();
  }
  return this;
};

Worker.prototype.destroy = function() {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  if (!this.isConnected()) process.exit(0);
  this.state = 'destroying';
  send({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  process.once('disconnect', () => process.exit(0));
};

module.exports = cluster;

// SPDX-License-Identifier: MIT
// node:cluster in the primary process.
'use strict';

const EventEmitter = require('events');
const path = require('path');
const Worker = require('internal/cluster/worker');
const { internal, sendHelper } = require('internal/cluster/messages');
const { getOptionValue } = require('internal/options');

const SCHED_NONE = 1, SCHED_RR = 2;

const cluster = new EventEmitter();
const intercom = new EventEmitter();
const handles = new Map();
const schedulings = require('internal/cluster/scheduling').names;
let ids = 0, initialized = false, schedulingPolicy = 0;

cluster.isWorker = false;
cluster.isMaster = true; // deprecated name
cluster.isPrimary = true;
cluster.Worker = Worker;
cluster.workers = {};
cluster.settings = {};
cluster.SCHED_NONE = SCHED_NONE;
cluster.SCHED_RR = SCHED_RR;
cluster.schedulingPolicy = { none: SCHED_NONE, rr: SCHED_RR }[process.env?.NODE_CLUSTER_SCHED_POLICY] ?? SCHED_RR;

function checkPolicy(policy) {
  if (policy === SCHED_NONE || policy === SCHED_RR) return;
  const assert = require('assert');
  assert(false, `Bad cluster.schedulingPolicy: ${policy}`);
}

/**
 * @param {object} [options] what all later fork() use: those of Node, and scheduling: 'round-robin' (default),
 *   'least-loaded' (the fewest open connections) or 'sticky' (the same client address, the same worker)
 */
cluster.setupPrimary = function(options) {
  if (options?.scheduling !== undefined) {
    const { validateOneOf } = require('internal/validators');
    validateOneOf(options.scheduling, 'options.scheduling', schedulings);
  }
  const settings = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...options,
  };
  cluster.settings = settings;
  if (!initialized) {
    initialized = true;
    schedulingPolicy = cluster.schedulingPolicy; // from now on it stays
    checkPolicy(schedulingPolicy);
  }
  process.nextTick(() => cluster.emit('setup', settings));
};
cluster.setupMaster = cluster.setupPrimary; // deprecated name

let inspectPort = 1;

/** Each worker gets its own port for the inspector. */
function inspectArgs(settings) {
  const pattern = /^(--inspect(?:-brk|-port|)|--debug-port)(?:=.*)?$/;
  const inspects = settings.execArgv.some((arg) => pattern.test(arg)) ||
    Boolean(getOptionValue('--inspect')) || process.env.NODE_OPTIONS?.includes('--inspect');
  if (!inspects) return [];
  let port;
  if ('inspectPort' in settings) {
    port = typeof settings.inspectPort === 'function' ? settings.inspectPort() : settings.inspectPort;
    if (port == null) port = process.debugPort + inspectPort++;
    const { validatePort } = require('internal/validators');
    validatePort(port);
  } else {
    port = process.debugPort + inspectPort++;
    if (port > 65535) port -= 65535 - 1024;
  }
  return [`--inspect-port=${port}`];
}

function createWorkerProcess(id, env) {
  const { settings } = cluster;
  const { fork } = require('child_process');
  return fork(settings.exec, settings.args, {
    cwd: settings.cwd,
    env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` },
    serialization: settings.serialization,
    silent: settings.silent,
    windowsHide: settings.windowsHide,
    execArgv: [...settings.execArgv, ...inspectArgs(settings)],
    stdio: settings.stdio,
    gid: settings.gid,
    uid: settings.uid,
  });
}

function removeWorker(worker) {
  delete cluster.workers[worker.id];
  if (Object.keys(cluster.workers).length === 0) intercom.emit('disconnect');
}

/** @param {boolean} [dead] it cannot confirm any more what it was sent */
function removeHandlesForWorker(worker, dead) {
  for (const [key, handle] of handles) if (handle.remove(worker, dead)) handles.delete(key);
}

/** Starts a worker. @returns {Worker} */
cluster.fork = function(env) {
  cluster.setupPrimary();
  const id = ++ids;
  const worker = new Worker({ id, process: createWorkerProcess(id, env) });
  worker.on('message', function(message, handle) {
    cluster.emit('message', this, message, handle);
  });
  worker.process.once('exit', (exitCode, signalCode) => {
    // While it is connected its messages still come: it stays in the list.
    if (!worker.isConnected()) {
      removeHandlesForWorker(worker, true);
      removeWorker(worker);
    }
    worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
    worker.state = 'dead';
    worker.emit('exit', exitCode, signalCode);
    cluster.emit('exit', worker, exitCode, signalCode);
  });
  worker.process.once('disconnect', () => {
    removeHandlesForWorker(worker, true);
    if (worker.isDead()) removeWorker(worker);
    worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
    worker.state = 'disconnected';
    worker.emit('disconnect');
    cluster.emit('disconnect', worker);
  });
  worker.process.on('internalMessage', internal(worker, onMessage));
  process.nextTick(() => cluster.emit('fork', worker));
  cluster.workers[worker.id] = worker;
  return worker;
};

/** Disconnects all workers; cb when the last has gone. */
cluster.disconnect = function(cb) {
  const workers = Object.values(cluster.workers);
  if (workers.length === 0) {
    process.nextTick(() => intercom.emit('disconnect'));
  } else {
    for (const worker of workers) if (worker.isConnected()) worker.disconnect();
  }
  if (typeof cb === 'function') intercom.once('disconnect', cb);
};

const actions = {
  __proto__: null,
  online(worker) {
    worker.state = 'online';
    worker.emit('online');
    cluster.emit('online', worker);
  },
  queryServer,
  listening(worker, { addressType, address, port, fd }) {
    const info = { addressType, address, port, fd };
    worker.state = 'listening';
    worker.emit('listening', info);
    cluster.emit('listening', worker, info);
  },
  exitedAfterDisconnect(worker, message) {
    worker.exitedAfterDisconnect = true;
    send(worker, { ack: message.seq });
  },
  close(worker, { key }) {
    if (handles.get(key)?.remove(worker)) handles.delete(key);
  },
  relay(worker, message) {
    require('internal/cluster/relay').onWorkerMessage(cluster.workers, worker, message);
  },
  /** A worker that is leaving gives an idle connection to the others. */
  handback(worker, message, connection) {
    send(worker, { ack: message.seq });
    const handle = handles.get(message.key);
    if (handle === undefined) connection?.close();
    else handle.distribute(0, connection);
  },
  load(worker, { key, load }) {
    handles.get(key)?.setLoad?.(worker, load);
  },
};

/** For internal/serve: no new connections for a worker; the sockets that nobody uses are closed. */
cluster._retire = function(worker) {
  removeHandlesForWorker(worker);
};
cluster._closeUnused = function() {
  for (const [key, handle] of handles) {
    if ((handle.seats ?? handle.workers).size > 0) continue;
    handle.close();
    handles.delete(key);
  }
};
Object.defineProperties(cluster, {
  _retire: { __proto__: null, enumerable: false },
  _closeUnused: { __proto__: null, enumerable: false },
});

/** this = the worker */
function onMessage(message, handle) {
  actions[message.act]?.(this, message, handle);
}

function queryServer(worker, message) {
  if (worker.exitedAfterDisconnect) return; // it is leaving
  const key = `${message.address}:${message.port}:${message.addressType}:${message.fd}:${message.index}`;
  let handle = handles.get(key);
  if (handle === undefined) {
    let { address } = message;
    // The path of a socket may have about a hundred bytes: take the shorter way to say it.
    if (message.port < 0 && typeof address === 'string') {
      const relative = path.relative(process.cwd(), address);
      if (relative.length < address.length) address = relative;
    }
    const { RoundRobinHandle, SharedHandle } = require('internal/cluster/handles');
    const udp = message.addressType === 'udp4' || message.addressType === 'udp6';
    const Handle = schedulingPolicy !== SCHED_RR || udp ? SharedHandle : RoundRobinHandle;
    handle = new Handle(key, address, message, cluster.settings.scheduling ?? 'round-robin');
    handles.set(key, handle);
  }
  handle.data ||= message.data; // e.g. TLS ticket keys: the first one's count
  handle.add(worker, (errno, reply, nativeHandle) => {
    const { data } = handles.get(key) ?? handle;
    if (errno) handles.delete(key); // gives others the chance to try again
    send(worker, { errno, key, ack: message.seq, data, ...reply }, nativeHandle);
  });
}

function send(worker, message, handle, cb) {
  return sendHelper(worker.process, message, handle, cb);
}

Worker.prototype.disconnect = function() {
  this.exitedAfterDisconnect = true;
  send(this, { act: 'disconnect' });
  removeHandlesForWorker(this);
  removeWorker(this);
  return this;
};

Worker.prototype.destroy = function(signo) {
  this.process.kill(signo || 'SIGTERM');
};

module.exports = cluster;

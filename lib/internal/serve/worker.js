// SPDX-License-Identifier: MIT
// `eddy serve` and --workers, in a worker: defaults of a server behind a load balancer, signals, draining. The
// other side is internal/serve/supervisor.
'use strict';

const { owner_symbol } = require('internal/async_hooks').symbols;
const { sendHelper } = require('internal/cluster/messages');

const KEEP_ALIVE = 72_000; // longer than the 60 s that load balancers keep idle connections
const IDLE = 5_000;        // ms for which an idle connection stays that a server wants to close
const GRACE = 1_000;       // ms for what runs on after the servers have closed
const TERM = 15;

const signals = [];
let draining = false;

/** Without the program seeing it: a listener of its own goes before, and counts as the only one. */
function onSignal(name, fn) {
  const { Signal } = internalBinding('signal_wrap');
  const { signals: numbers } = internalBinding('constants').os;
  const handle = new Signal();
  handle.unref();
  handle.onsignal = () => {
    if (process.listenerCount(name) === 0) fn();
  };
  handle.start(numbers[name]);
  signals.push(handle); // it lives as long as the process
}

/** Before the program runs. @param {{ serve: boolean, drainTimeout: number }} options */
function setup({ serve, drainTimeout }) {
  // A program that has nothing more to do ends, as it does alone: the cluster's own listeners, for
  // 'message' and 'disconnect', are no reason to stay.
  process.channel.unrefCounted();
  process.channel.unrefCounted();
  // The primary gets them as well, and says what to do.
  onSignal('SIGINT', () => {});
  onSignal('SIGHUP', () => {});
  onSignal('SIGTERM', () => {
    if (!draining && process.connected) sendHelper(process, { act: 'leave' }, null);
  });
  if (!serve) return;
  const defaults = require('internal/http/server_defaults');
  defaults.keepAliveTimeout = KEEP_ALIVE;
  defaults.closeGently = (server) => require('internal/serve/drain').closeGently(server, IDLE, drainTimeout);
}

/** The servers are closed: the program may end in its own way, which SIGTERM asks for. */
function finish() {
  if (process.listenerCount('SIGTERM') > 0) {
    process.emit('SIGTERM', 'SIGTERM', TERM);
    return;
  }
  if (process.connected) process.disconnect();
  setTimeout(() => process.exit(), GRACE).unref();
}

/**
 * The primary says that this worker has to go.
 * @param {{ timeout: number, idle: number, handBack: boolean }} message ms for all of it; ms after which idle
 *   connections are closed; are there others to take them?
 * @param {Map<string, object>} handles of internal/cluster/child
 */
function drain({ timeout, idle, handBack }, handles) {
  if (draining) return;
  draining = true;
  const { worker } = require('cluster');
  worker.exitedAfterDisconnect = true;
  const servers = new Set(), keys = new Map();
  for (const [key, handle] of handles) {
    const server = handle[owner_symbol];
    if (typeof server?.close !== 'function') {
      handle.close();
      continue;
    }
    servers.add(server);
    if (handBack && handle.key === key) keys.set(server, key);
  }
  worker.emit('drain', { timeout });
  const { drainServers } = require('internal/serve/drain');
  const what = drainServers([...servers].filter((server) => server.listening ?? true), { keys, idle }, () => {
    clearTimeout(timer);
    finish();
  });
  const timer = setTimeout(() => {
    what.abort();
    finish();
  }, timeout);
}

module.exports = { drain, setup };

// SPDX-License-Identifier: MIT
// `eddy serve` and --workers: one program in several processes behind the same sockets. Starts them, restarts what
// crashes, replaces all without losing a request (SIGHUP), ends them in order (SIGTERM). One place per worker: a
// place stays, the process in it comes and goes (slot.js).
'use strict';

const cluster = require('cluster');
const state = require('internal/cluster/state');
const { sendHelper } = require('internal/cluster/messages');
const { matchSocket, Notifier, takeSockets } = require('internal/serve/systemd');
const { forward, say } = require('internal/serve/log');
const { Slot } = require('internal/serve/slot');

const START_FAILURES = 3;   // so often in a row before anything has ever run: give up
const IDLE_RELOAD = 10_000; // ms for idle connections that cannot be handed over
const IDLE_STOP = 2_000;
const KILL_AFTER = 2_000;   // ms after the deadline that a worker has to end by itself

class Supervisor {
  /**
   * @param {{ script: string, args: string[], execArgv: string[], count: number, serve: boolean, balance: string,
   *   drainTimeout: number, startTimeout: number, log: 'prefix' | 'plain', statusSocket?: string }} options times in ms
   */
  constructor(options) {
    this.options = options;
    this.slots = [];
    this.workers = new Set(); // all that live, of all generations
    this.stopping = false;
    this.reloading = null;    // Promise of the reload under way
    this.reloadNext = null;   // and of the one after it
    this.everReady = false;
    this.startFailures = 0;
    this.reloads = 0;
    this.restarts = 0;
    this.readyTold = false;
    this.exitCode = 0;
    this.startedAt = performance.now();
  }

  start() {
    const { options } = this;
    this.notifier = new Notifier();
    this.#inheritSockets();
    state.keepsListening = true;
    state.placeOf = (worker) => worker.slot?.number ?? worker.id;
    if (options.balance === 'shared') cluster.schedulingPolicy = cluster.SCHED_NONE;
    const output = options.log === 'plain' ? 'inherit' : 'pipe';
    cluster.setupPrimary({
      exec: options.script,
      args: options.args,
      execArgv: options.execArgv,
      stdio: ['ignore', output, output, 'ipc'],
      scheduling: options.balance === 'shared' ? 'round-robin' : options.balance,
    });
    this.env = {
      EDDY_SERVE: JSON.stringify({ serve: options.serve, drainTimeout: options.drainTimeout }),
      EDDY_WORKERS: `${options.count}`,
    };
    if (options.serve && process.env.NODE_ENV === undefined) this.env.NODE_ENV = 'production';
    process.on('SIGHUP', () => this.reload());
    process.on('SIGTERM', () => this.stop('SIGTERM'));
    process.on('SIGINT', () => this.stop('SIGINT'));
    try {
      this.control = require('internal/serve/control').openControl(options.statusSocket, this);
    } catch (err) {
      this.control = null;
      say(`no status socket: ${err.message}`);
    }
    for (let number = 1; number <= options.count; number++) this.slots.push(new Slot(this, number));
    for (const slot of this.slots) slot.launch();
  }

  #inheritSockets() {
    const sockets = takeSockets();
    state.inheritedSocket = (address, port) => matchSocket(sockets, address, port);
    const first = sockets.find((socket) => socket.type === 'tcp');
    if (first !== undefined) process.env.PORT ??= `${first.port}`;
  }

  /** Called by a slot: a process for it. @returns {Worker} */
  fork(slot) {
    const worker = cluster.fork({
      ...this.env, EDDY_WORKER: `${slot.number}`, NODE_APP_INSTANCE: `${slot.number - 1}`,
    });
    worker.slot = slot;
    this.workers.add(worker);
    if (worker.process.stdout) {
      const prefix = `[worker ${slot.number}] `;
      forward(worker.process.stdout, process.stdout, prefix);
      forward(worker.process.stderr, process.stderr, prefix);
    }
    worker.process.on('internalMessage', (message) => {
      if (message.act === 'leave') slot.onLeave(worker);
    });
    return worker;
  }

  /** A worker has ended. */
  gone(worker) {
    this.workers.delete(worker);
    if (this.workers.size > 0) return;
    if (this.stopping || this.slots.every((slot) => slot.finished)) this.#end();
  }

  /** @returns {boolean} is it worth trying again? */
  startFailed(code) {
    if (this.everReady || ++this.startFailures < Math.max(START_FAILURES, this.slots.length)) return true;
    if (this.stopping) return false;
    say('the program does not start');
    this.exitCode = code || 1;
    this.stop('SIGTERM');
    return false;
  }

  /** A worker has become ready, or is not any more. */
  changed() {
    const ready = this.slots.filter((slot) => slot.ready).length;
    const status = `${ready} of ${this.slots.length} workers ready`;
    if (this.stopping || this.reloading !== null) return;
    if (ready === this.slots.length && !this.readyTold) {
      this.readyTold = true;
      this.notifier.ready(status);
    } else {
      this.notifier.status(status);
    }
  }

  /**
   * New workers first, then the old ones go. If the new program does not start, the old one goes on.
   * @returns {Promise<boolean>}
   */
  reload() {
    if (this.stopping) return Promise.resolve(false);
    if (this.reloading === null) {
      this.reloading = this.#reload();
      return this.reloading;
    }
    // What the program is now may not be what the reload under way has read.
    this.reloadNext ??= this.reloading.then(() => this.reload());
    return this.reloadNext;
  }

  async #reload() {
    this.notifier.reloading();
    let ok = true;
    const step = Math.ceil(this.slots.length / 4);
    for (let i = 0; i < this.slots.length && ok && !this.stopping; i += step) {
      const results = await Promise.all(this.slots.slice(i, i + step).map((slot) => slot.replace()));
      ok = results.every(Boolean);
    }
    if (ok) this.reloads++;
    else if (!this.stopping) say('reload failed: the old workers go on');
    this.reloading = this.reloadNext = null;
    if (this.stopping) return false;
    cluster._closeUnused();
    this.notifier.ready(ok ? 'reloaded' : 'reload failed: the old program goes on');
    return ok;
  }

  /** Ends one worker in order. `kind`: why. */
  drain(worker, kind) {
    const { drainTimeout } = this.options;
    cluster._retire(worker);
    worker.exitedAfterDisconnect = true;
    const idle = kind === 'reload' ? IDLE_RELOAD : kind === 'SIGINT' ? 0 : IDLE_STOP;
    const sent = sendHelper(worker.process, {
      act: 'drain', timeout: drainTimeout, idle: Math.min(idle, drainTimeout / 2), handBack: kind === 'reload',
    }, null);
    if (!sent && !worker.isConnected()) worker.process.kill('SIGTERM');
    const timer = setTimeout(() => {
      say(`worker ${worker.slot.number} (pid ${worker.process.pid}) does not end: killed`);
      worker.process.kill('SIGKILL');
    }, drainTimeout + KILL_AFTER);
    worker.process.once('exit', () => clearTimeout(timer));
  }

  /** @param {'SIGTERM' | 'SIGINT'} signal the second one does not wait */
  stop(signal) {
    if (this.stopping) {
      for (const worker of this.workers) worker.process.kill('SIGKILL');
      return;
    }
    this.stopping = true;
    this.notifier.stopping();
    for (const slot of this.slots) slot.stop();
    // Connections that the kernel has accepted are taken first.
    setImmediate(() => {
      state.keepsListening = false;
      for (const worker of this.workers) if (!worker.slot.isLeaving(worker)) this.drain(worker, signal);
      cluster._closeUnused();
      if (this.workers.size === 0) this.#end();
    });
  }

  #end() {
    this.control?.close();
    process.exit(this.exitCode);
  }

  /** What the status socket tells. Times in ms, memory in bytes. */
  status() {
    const now = performance.now();
    const ready = this.slots.filter((slot) => slot.ready).length;
    const rows = [];
    for (const worker of this.workers) rows.push(worker.slot.describe(worker, now));
    rows.sort((a, b) => a.worker - b.worker || a.pid - b.pid);
    return {
      pid: process.pid,
      script: this.options.script,
      state: this.stopping ? 'stopping' : this.reloading !== null ? 'reloading' : ready < this.slots.length ? 'starting' : 'running',
      ready: !this.stopping && ready > 0 && this.readyTold,
      uptime: now - this.startedAt,
      reloads: this.reloads,
      restarts: this.restarts,
      balance: this.options.balance,
      workers: rows,
    };
  }
}

module.exports = { Supervisor };

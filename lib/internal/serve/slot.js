// SPDX-License-Identifier: MIT
// The place of one worker under `eddy serve`: the process that is in it, the one that is to follow it, and when to
// try again after a crash.
'use strict';

const { say } = require('internal/serve/log');

const STABLE = 10_000;       // ms alive: what happened before is forgotten
const FIRST_DELAY = 100;     // ms before the second restart; the first is at once
const LONGEST_DELAY = 30_000;
const GROUP_DELAY = 50;

/** What is known of one process. */
class Life {
  constructor(worker, need) {
    this.worker = worker;
    this.need = need;         // what it has to reach to be ready: { listening, message }
    this.state = 'starting';  // 'ready', 'leaving'
    this.listening = new Set();
    this.message = false;     // it has said 'ready' itself
    this.startedAt = performance.now();
    this.timer = null;
    this.failure = null;      // why there is no process
    this.settled = null;      // resolves with: is it ready?
  }
}

class Slot {
  constructor(supervisor, number) {
    this.supervisor = supervisor;
    this.number = number;
    this.current = null;    // Life
    this.next = null;       // Life, during a reload
    this.lives = new Map(); // of workers
    this.restarts = 0;
    this.failures = 0;      // in a row
    this.timer = null;
    this.finished = false;  // the program has done its work here
    this.stopped = false;
  }

  get ready() {
    return this.current?.state === 'ready';
  }

  isLeaving(worker) {
    return this.lives.get(worker)?.state === 'leaving';
  }

  /** Starts a process. @returns {Promise<boolean>} when it is ready, or has failed */
  launch() {
    clearTimeout(this.timer);
    this.timer = null;
    this.finished = false;
    const old = this.current;
    let worker;
    try {
      worker = this.supervisor.fork(this);
    } catch (err) {
      say(`worker ${this.number} cannot be started: ${err.message}`);
      if (old === null) this.#later();
      return Promise.resolve(false);
    }
    const need = old?.state === 'ready' ? { listening: old.listening.size, message: old.message } : null;
    const life = new Life(worker, need);
    this.lives.set(worker, life);
    if (old === null) this.current = life;
    else this.next = life;
    worker.on('online', () => this.#check(life));
    worker.on('listening', ({ address, port, addressType }) => {
      life.listening.add(port > 0 || addressType === 4 || addressType === 6 ? `${address ?? '*'}:${port}` : `${address}`);
      this.#check(life);
    });
    worker.on('message', (message) => {
      if (message !== 'ready') return;
      life.message = true;
      this.#check(life);
    });
    worker.on('error', (err) => {
      if (worker.process.pid === undefined) this.#onNoProcess(life, err); // else 'exit' tells
    });
    worker.on('exit', (code, signal) => this.#onExit(life, code, signal));
    life.timer = setTimeout(() => this.#onSlow(life), this.supervisor.options.startTimeout);
    return new Promise((resolve) => { life.settled = resolve; });
  }

  /** A new process for the one that is here. @returns {Promise<boolean>} */
  replace() {
    if (this.stopped || this.finished) return Promise.resolve(true);
    return this.launch();
  }

  #check(life) {
    if (life.state !== 'starting') return;
    const { need, listening, message } = life;
    const enough = need === null ? listening.size > 0 || message :
      listening.size >= need.listening && (message || !need.message);
    if (enough) this.#onReady(life);
  }

  #onReady(life) {
    life.state = 'ready';
    clearTimeout(life.timer);
    this.supervisor.everReady = true;
    if (life === this.next) {
      const old = this.current;
      this.current = life;
      this.next = null;
      if (old !== null) this.#leave(old, 'reload');
    }
    this.supervisor.changed();
    life.settled(true);
  }

  /** It runs, but has not said that it is ready. */
  #onSlow(life) {
    if (life.state !== 'starting') return;
    if (life.need === null) { // some programs never listen to anything
      this.#onReady(life);
      return;
    }
    say(`worker ${this.number} (pid ${life.worker.process.pid}) is not ready in time: killed`);
    life.worker.process.kill('SIGKILL');
  }

  #leave(life, kind) {
    life.state = 'leaving';
    clearTimeout(life.timer);
    this.supervisor.drain(life.worker, kind);
  }

  /** Somebody has sent SIGTERM to the worker itself. */
  onLeave(worker) {
    const life = this.lives.get(worker);
    if (life === undefined || life.state === 'leaving' || this.stopped) return;
    if (life !== this.current || this.next !== null) {
      this.#leave(life, 'reload');
      return;
    }
    // Perhaps the whole group was meant, and the primary hears of it in a moment.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.stopped && this.current === life) this.launch();
    }, GROUP_DELAY);
  }

  /** The system has no process for it: the executable is being replaced, there are too many. */
  #onNoProcess(life, err) {
    if (life.state !== 'starting') return;
    life.failure = err.message;
    this.#onExit(life, 1, null);
  }

  #onExit(life, code, signal) {
    const { supervisor } = this, { worker } = life, { state } = life;
    clearTimeout(life.timer);
    life.state = 'dead';
    this.lives.delete(worker);
    if (this.next === life) this.next = null;
    if (this.current === life) {
      this.current = this.next;
      this.next = null;
    }
    if (state !== 'leaving' && !this.stopped) this.#unexpected(life, state, code, signal);
    life.settled(state === 'ready');
    supervisor.changed();
    supervisor.gone(worker);
  }

  #unexpected(life, state, code, signal) {
    const { supervisor } = this;
    if (code === 0 && life.listening.size === 0) { // no server: it has done what it had to do
      this.finished = this.current === null;
      return;
    }
    const lived = performance.now() - life.startedAt;
    if (lived >= STABLE) this.failures = 0;
    const how = signal ? `was killed by ${signal}` : `has ended with code ${code}`;
    if (life.failure !== null) say(`worker ${this.number} cannot be started: ${life.failure}`);
    else say(`worker ${this.number} (pid ${life.worker.process.pid}) ${how} after ${(lived / 1000).toFixed(1)} s`);
    if (state === 'starting' && !supervisor.startFailed(code)) return;
    if (this.current !== null) return; // another is here, or about to be
    supervisor.restarts++;
    this.restarts++;
    this.#later();
  }

  #later() {
    const { failures } = this;
    this.failures++;
    const delay = failures === 0 ? 0 : Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (failures - 1));
    this.timer = setTimeout(() => {
      if (!this.stopped && this.current === null) this.launch();
    }, delay);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const life of this.lives.values()) clearTimeout(life.timer);
  }

  /** A row of the status. */
  describe(worker, now) {
    const life = this.lives.get(worker);
    return {
      worker: this.number,
      pid: worker.process.pid,
      state: this.stopped ? 'leaving' : life.state,
      uptime: now - life.startedAt,
      restarts: this.restarts,
      rss: memoryOf(worker.process.pid),
      listening: [...life.listening],
    };
  }
}

const PAGE = 4096;

/** Resident memory in bytes, null where that cannot be read. */
function memoryOf(pid) {
  try {
    return +require('fs').readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1] * PAGE;
  } catch {
    return null;
  }
}

module.exports = { Slot };

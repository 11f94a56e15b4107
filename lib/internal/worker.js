// SPDX-License-Identifier: MIT
// class Worker: starts a thread (src/worker.c) and speaks with lib/internal/main/worker_thread.js in it over
// one private port; the user's messages have a port of their own.
'use strict';

const EventEmitter = require('events');
const path = require('path');
const { Worker: WorkerHandle, self } = internalBinding('worker');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_WORKER_INVALID_EXEC_ARGV, ERR_WORKER_NOT_RUNNING,
    ERR_WORKER_PATH, ERR_WORKER_UNSERIALIZABLE_ERROR,
  },
  genericNodeError,
} = require('internal/errors');
const { lazyChannel } = require('internal/diagnostics');
const { getOptionValue, refuseInSnapshot } = require('internal/options');
const { validateArray, validateNumber, validateObject, validateString } = require('internal/validators');
const { drainPort, MessageChannel } = require('internal/worker/io');
const { PAYLOAD, ReadableWorkerStdio, WANTS_MORE, WritableWorkerStdio } = require('internal/worker/stdio');
const { isURL, fileURLToPath, pathToFileURL } = require('internal/url');
const state = require('internal/worker/state');

const workerChannel = lazyChannel('worker_threads');

const kHandle = Symbol('kHandle');
const kPort = Symbol('kPort');
const kPublicPort = Symbol('kPublicPort');
const kStdio = Symbol('kStdio');
const kLimits = Symbol('kLimits');
const limitNames = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');

/** What the thread runs: { filename, url, type: 'file' | 'classic' | 'module' }. */
function readFilename(filename, options) {
  if (options[state.kInternalMain]) return { filename, url: null, type: 'internal' };
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new ERR_INVALID_ARG_VALUE('options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return { filename, url: null, type: 'classic' };
  }
  if (isURL(filename) && filename.protocol === 'data:') {
    return { filename: filename.href, url: filename.href, type: 'module' };
  }
  if (isURL(filename)) return { filename: fileURLToPath(filename), url: filename.href, type: 'file' };
  if (typeof filename !== 'string') throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  if (!path.isAbsolute(filename) && !/^\.\.?[\\/]/.test(filename)) throw new ERR_WORKER_PATH(filename);
  filename = path.resolve(filename);
  return { filename, url: pathToFileURL(filename).href, type: 'file' };
}

function readEnv(env) {
  if (env === SHARE_ENV) {
    if (!require('internal/process/env').isCopy()) return SHARE_ENV;
    env = undefined; // a thread's own values: they are given, later changes are not seen
  }
  if (env !== undefined && env !== null && typeof env !== 'object') {
    throw new ERR_INVALID_ARG_TYPE(
      'options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
  }
  const copy = { __proto__: null };
  const source = env ?? process.env;
  for (const key of Object.keys(source)) copy[key] = `${source[key]}`;
  return copy;
}

function readLimits(limits) {
  const array = new Float64Array(limitNames.length).fill(-1);
  if (limits === null || typeof limits !== 'object') return array;
  if (typeof limits.maxOldGenerationSizeMb === 'number') array[1] = Math.max(limits.maxOldGenerationSizeMb, 2);
  if (typeof limits.maxYoungGenerationSizeMb === 'number') array[0] = limits.maxYoungGenerationSizeMb;
  if (typeof limits.codeRangeSizeMb === 'number') array[2] = limits.codeRangeSizeMb;
  if (typeof limits.stackSizeMb === 'number') array[3] = limits.stackSizeMb;
  return array;
}

function limitsObject(array) {
  const limits = {};
  for (let i = 0; i < limitNames.length; i++) limits[limitNames[i]] = array[i];
  return limits;
}

// Options that belong to the process as a whole, and do nothing in a worker but be refused.
const processOnly = /^--(?:title|max-|expose[-_]|stack[-_]|abort-on|trace-gc|zero-fill|secure-heap|v8-|perf-|interpreted|track-heap|icu-data|openssl|test(?:$|-)|watch|eval$|print$|check$|interactive$|version$|help$|redirect-warnings$)/;

function checkExecArgv(execArgv, env) {
  const known = process.allowedNodeEnvironmentFlags;
  const bad = [];
  for (const flag of execArgv) {
    if (typeof flag !== 'string' || flag === '--' || !flag.startsWith('-')) continue;
    const name = flag.split('=', 1)[0];
    if (!known.has(name) || processOnly.test(name)) bad.push(flag);
  }
  if (bad.length > 0) throw new ERR_WORKER_INVALID_EXEC_ARGV(bad);
  const options = typeof env === 'object' && env?.NODE_OPTIONS ? `${env.NODE_OPTIONS}` : '';
  if (options === '' || options === process.env.NODE_OPTIONS) return;
  const badOptions = options.split(/\s+/).filter((option) => {
    const name = option.split('=', 1)[0];
    return name.startsWith('-') && (!known.has(name) || processOnly.test(name));
  });
  if (badOptions.length > 0) {
    const texts = badOptions.map((option) => `${option.replace(/=.*/s, '=')} is not allowed in NODE_OPTIONS`);
    throw new ERR_WORKER_INVALID_EXEC_ARGV(texts, 'invalid NODE_OPTIONS env variable');
  }
}

function checkPermission() {
  if (process.permission === undefined || getOptionValue('--allow-worker')) return;
  require('internal/process/permission').deny(
    'Access to this API has been restricted. Use --allow-worker to manage permissions.', 'WorkerThreads');
}

class Worker extends EventEmitter {
  #threadId = -1;
  #threadName = null;

  /**
   * @param {string|URL} filename
   * @param {object} [options] argv, env, eval, execArgv, stdin, stdout, stderr, workerData, transferList,
   *   resourceLimits, trackUnmanagedFds, name
   */
  constructor(filename, options = { __proto__: null }) {
    super();
    refuseInSnapshot('Worker');
    checkPermission();
    if (options.execArgv) validateArray(options.execArgv, 'options.execArgv');
    if (options.argv) validateArray(options.argv, 'options.argv');
    const source = readFilename(filename, options);
    const env = readEnv(options.env);
    checkExecArgv(options.execArgv || [], options.env);
    let name = 'WorkerThread';
    if (options.name) {
      validateString(options.name, 'options.name');
      name = options.name.trim();
    }
    const limits = readLimits(options.resourceLimits);
    require('internal/worker/messaging').openMailbox();
    this[kHandle] = new WorkerHandle(limits, name);
    this[kLimits] = limitsObject(this[kHandle].getResourceLimits());
    this.#threadId = this[kHandle].threadId;
    this.#threadName = name;
    this.#listen();
    this.#makeStdio(options);
    const { port1, port2 } = new MessageChannel();
    this[kPublicPort] = port1;
    for (const type of ['message', 'messageerror']) {
      port1.on(type, (message) => this.emit(type, message));
    }
    port1.unref();
    this.on('newListener', (type) => {
      if (type === 'message' && this.listenerCount(type) === 0) this[kPublicPort]?.ref();
    });
    this.on('removeListener', (type) => {
      if (type === 'message' && this.listenerCount(type) === 0) this[kPublicPort]?.unref();
    });
    state.threads.add(this);
    const load = {
      ...source,
      argv: options.argv ? options.argv.map((arg) => `${arg}`) : [],
      execArgv: options.execArgv ? options.execArgv.filter((flag) => flag !== '--') : null,
      env: env === SHARE_ENV ? 'share' : env,
      workerData: options.workerData,
      environmentData: state.environmentData,
      cwdChanges: require('internal/process/cwd').shareChanges(),
      publicPort: port2,
      hasStdin: !!options.stdin,
      name,
      mainExecArgv: process.execArgv,
    };
    if (state.onWorker !== null) {
      load.inspected = true;
      load.waitForDebugger = state.onWorker(this, source.url ?? '');
    }
    // No port of its own: debuggers reach it through the main thread's, or a session's domain NodeWorker.
    if (load.execArgv?.some((flag) => /^--inspect-(?:brk|wait)(?:=|$)/.test(flag))) load.inspected = load.waitForDebugger = true;
    if (env === SHARE_ENV) require('internal/process/env').shareEnv();
    const transfer = [port2];
    if (typeof options.transferList?.[Symbol.iterator] === 'function') transfer.push(...options.transferList);
    try {
      this[kPort].postMessage(load, transfer);
    } catch (error) {  // nothing may keep the process alive
      state.threads.delete(this);
      port1.close();
      this[kPort].close();
      throw error;
    }
    this[kHandle].onexit = (code, errorCode, errorText) => this.#onExit(code, errorCode, errorText);
    this.performance = {
      eventLoopUtilization: (...args) => require('internal/worker/utilization')(this[kHandle], ...args),
    };
    const failure = this[kHandle].startThread();
    if (failure !== undefined) process.nextTick(() => this.#onExit(1, 'ERR_WORKER_INIT_FAILED', failure));
    process.nextTick(() => process.emit('worker', this));
    workerChannel.publish({ worker: this });
  }

  #listen() {
    const port = this[kPort] = this[kHandle].messagePort;
    port.on('message', (message) => this.#onMessage(message));
    port.start();
    port.unref();
  }

  #makeStdio(options) {
    const stdin = options.stdin ? new WritableWorkerStdio(this[kPort], 'stdin') : null;
    const stdout = new ReadableWorkerStdio(this[kPort], 'stdout', !!options.stdout);
    const stderr = new ReadableWorkerStdio(this[kPort], 'stderr', !!options.stderr);
    if (!options.stdout) pipeTo(stdout, process.stdout);
    if (!options.stderr) pipeTo(stderr, process.stderr);
    this[kStdio] = { stdin, stdout, stderr };
  }

  #onMessage(message) {
    switch (message.type) {
      case 'online':
        return this.emit('online');
      case 'error': {
        const { deserializeError } = require('internal/error_serdes');
        return this.emit('error', deserializeError(message.error));
      }
      case 'unserializable':
        return this.emit('error', new ERR_WORKER_UNSERIALIZABLE_ERROR());
      case PAYLOAD:
        return this[kStdio][message.stream].receive(message.chunks);
      case WANTS_MORE:
        return this[kStdio][message.stream].proceed();
    }
  }

  #onExit(code, errorCode, errorText) {
    state.threads.delete(this);
    drainPort(this[kPublicPort]);
    drainPort(this[kPort]);
    const handlePort = this[kPort], publicPort = this[kPublicPort];
    this[kHandle] = null;
    this[kPort] = null;
    this[kPublicPort] = null;
    this.#threadId = -1;
    this.#threadName = null;
    handlePort.close();
    publicPort.unref(); // now, not only when it has closed
    publicPort.close();
    const { stdin, stdout, stderr } = this[kStdio];
    stdin?.destroy();
    if (!stdout.readableEnded) stdout.push(null);
    if (!stderr.readableEnded) stderr.push(null);
    if (errorCode !== null) this.emit('error', genericNodeError(errorText, { code: errorCode }));
    this.emit('exit', code);
  }

  /** @param {any} value @param {Iterable<object>} [transferList] */
  postMessage(...args) {
    if (this[kPublicPort] === null) return;
    this[kPublicPort].postMessage(...args);
  }

  /** Ends the thread, whatever it does. @returns {Promise<number>} the exit code */
  terminate(callback) {
    this.ref();
    if (typeof callback === 'function') {
      process.emitWarning('Passing a callback to worker.terminate() is deprecated. It returns a Promise instead.',
        'DeprecationWarning', 'DEP0132');
      if (this[kHandle] === null) return Promise.resolve();
      this.once('exit', (code) => callback(null, code));
    }
    if (this[kHandle] === null) return Promise.resolve();
    this[kHandle].stopThread();
    return new Promise((resolve) => this.once('exit', resolve));
  }

  async [Symbol.asyncDispose]() {
    await this.terminate();
  }

  ref() {
    if (this[kHandle] === null) return;
    this[kHandle].ref();
    this[kPublicPort].ref();
  }

  unref() {
    if (this[kHandle] === null) return;
    this[kHandle].unref();
    this[kPublicPort].unref();
  }

  /** @returns {Promise<Readable>} */
  getHeapSnapshot(options) {
    const { getHeapSnapshotOptions, streamOf } = require('internal/heap_utils');
    const flags = getHeapSnapshotOptions(options);
    return this.#ask('heapSnapshot', flags).then(streamOf);
  }

  /** Of the thread; -1 and null once it has ended. */
  get threadId() { return this.#threadId; }
  get threadName() { return this.#threadName; }

  /** @returns {Promise<{ stop(): Promise<string> }>} a CPU profile of the thread, until stop() */
  startCpuProfile() { return require('internal/worker/profile').startProfile(this, this.threadId > 0, 'cpu'); }

  /** @returns {Promise<{ stop(): Promise<string> }>} samples of the thread's allocations, until stop() */
  startHeapProfile() { return require('internal/worker/profile').startProfile(this, this.threadId > 0, 'heap'); }

  /** @returns {Promise<object>} as v8.getHeapStatistics in that thread, but for does_zap_garbage: a boolean */
  getHeapStatistics() {
    return this.#ask('heapStatistics');
  }

  /** @param {{ user: number, system: number }} [prev] @returns {Promise<object>} */
  cpuUsage(prev) {
    if (prev) {
      validateObject(prev, 'prev');
      validateNumber(prev.user, 'prev.user', 0, Number.MAX_SAFE_INTEGER);
      validateNumber(prev.system, 'prev.system', 0, Number.MAX_SAFE_INTEGER);
    }
    return this.#ask('cpuUsage', prev);
  }

  #ask(what, argument) {
    if (this[kHandle] === null) return Promise.reject(new ERR_WORKER_NOT_RUNNING());
    return require('internal/worker/messaging').ask(this[kPort], what, argument);
  }

  get resourceLimits() {
    return this[kHandle] === null ? {} : { ...this[kLimits] };
  }

  get stdin() { return this[kStdio].stdin; }
  get stdout() { return this[kStdio].stdout; }
  get stderr() { return this[kStdio].stderr; }
}

/** Forwards without counting against the target's listeners. */
function pipeTo(source, target) {
  const max = target.getMaxListeners();
  if (max !== Infinity) target.setMaxListeners(Infinity);
  source.pipe(target, { end: false });
  if (max !== Infinity) target.setMaxListeners(max);
}

module.exports = { limitsObject, self, SHARE_ENV, Worker };

// SPDX-License-Identifier: MIT
// Web Locks: navigator.locks and worker_threads.locks. Locks are shared by all threads of the process
// (src/bindings/locks.c); here requests become promises.
'use strict';

const binding = internalBinding('locks');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');
const { DOMException } = require('internal/dom_exception');
const { kEnumerableProperty } = require('internal/util');
const { validateAbortSignal, validateFunction } = require('internal/validators');
const state = require('internal/worker/state');

const kMake = Symbol('kMake');
const active = new Map(); // id -> request
let nextId = 1;
let isSetUp = false;

const abortError = (message) => new DOMException(message, 'AbortError');
const notSupported = (message) => new DOMException(message, 'NotSupportedError');

// The binding keeps names as UTF-8 text that ends with NUL: names with lone surrogates or NULs (and those that
// begin like one of them) travel as JSON behind a mark.
const kMark = '\x01';

function encodeName(name) {
  return name.isWellFormed() && name[0] !== kMark && !name.includes('\0') ? name : `${kMark}${JSON.stringify(name)}`;
}

function decodeName(name) {
  return name[0] === kMark ? JSON.parse(name.slice(1)) : name;
}

class Lock {
  #name;
  #mode;
  constructor(make, name, mode) {
    if (make !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#mode = mode;
  }

  get name() { return this.#name; }
  get mode() { return this.#mode; }
}
Object.defineProperties(Lock.prototype, {
  name: kEnumerableProperty,
  mode: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'Lock' },
});

function finish(request) {
  if (!active.delete(request.id)) return;
  request.signal?.removeEventListener('abort', request.onAbort);
  if (active.size === 0) binding.keepAlive(false);
}

/** Requests of this thread that waited for it need not wait for the loop as well. */
function giveBack(requestId) {
  for (let next = binding.release(requestId); next >= 0; next = binding.granted()) {
    const id = next;
    queueMicrotask(() => changed(id, false));
  }
}

/** The lock is ours: runs the callback, and gives the lock back when its promise settles. */
async function run(request) {
  request.signal?.removeEventListener('abort', request.onAbort);
  try {
    const result = request.callback(new Lock(kMake, request.name, request.mode));
    request.resolve(isObject(result) ? await result : result);
  } catch (error) {
    request.reject(error);
  } finally {
    giveBack(request.id);
    finish(request);
  }
}

/** Called by the binding: a lock was granted, or taken away. */
function changed(id, stolen) {
  const request = active.get(id);
  if (request === undefined) return;
  if (!stolen) {
    run(request);
    return;
  }
  request.reject(abortError('The operation was aborted'));
  finish(request);
}

function setUp() {
  if (isSetUp) return;
  isSetUp = true;
  binding.setup(changed, `node-${process.pid}-${state.threadId}`);
}

// Values are converted in the order, and refused in the words, of WebIDL as Node has it.

const refuse = (message, code = 'ERR_INVALID_ARG_TYPE') => Object.assign(new TypeError(message), { code });
const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function toText(value, what) {
  if (typeof value === 'symbol') throw refuse(`${what} is a Symbol and cannot be converted to a string.`);
  return `${value}`;
}

function convertOptions(options) {
  if (options === undefined || options === null) return { mode: 'exclusive', ifAvailable: false, steal: false };
  if (!isObject(options)) throw refuse('Value cannot be converted to a dictionary');
  const ifAvailable = Boolean(options.ifAvailable);
  let { mode } = options;
  mode = mode === undefined ? 'exclusive' : toText(mode, 'mode');
  if (mode !== 'exclusive' && mode !== 'shared') {
    throw refuse(`mode '${mode}' is not a valid enum value of type LockMode.`, 'ERR_INVALID_ARG_VALUE');
  }
  const { signal } = options;
  if (signal !== undefined && !isObject(signal)) throw refuse('signal is not an object.');
  return { mode, ifAvailable, steal: Boolean(options.steal), signal };
}

function readOptions(name, options) {
  const { mode, ifAvailable, steal, signal } = convertOptions(options);
  if (signal !== undefined) {
    validateAbortSignal(signal, 'options.signal');
    signal.throwIfAborted();
  }
  if (name.startsWith('-')) throw notSupported('Lock name may not start with hyphen');
  if (ifAvailable && steal) throw notSupported('ifAvailable and steal are mutually exclusive');
  if (steal && mode !== 'exclusive') throw notSupported('mode: "shared" and steal are mutually exclusive');
  if (signal !== undefined && (ifAvailable || steal)) throw notSupported('signal cannot be used with steal or ifAvailable');
  return { mode, ifAvailable, steal, signal };
}

class LockManager {
  constructor(make = undefined) {
    if (make !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /**
   * @param {string} name
   * @param {{ mode?: 'exclusive'|'shared', ifAvailable?: boolean, steal?: boolean, signal?: AbortSignal }} [options]
   * @param {(lock: Lock|null) => any} callback the lock is held until its promise settles
   * @returns {Promise<any>} what the callback returned
   */
  async request(name, options, callback = undefined) {
    if (!(this instanceof LockManager)) throw new ERR_INVALID_THIS('LockManager');
    if (callback === undefined) {
      callback = options;
      options = undefined;
    }
    name = toText(name, 'Value');
    validateFunction(callback, 'callback');
    const { mode, ifAvailable, steal, signal } = readOptions(name, options);
    setUp();
    const { promise, resolve, reject } = Promise.withResolvers();
    const request = { id: nextId++, name, mode, callback, resolve, reject, signal, onAbort: undefined };
    active.set(request.id, request);
    if (active.size === 1) binding.keepAlive(true);
    const held = binding.request(request.id, encodeName(name), mode === 'shared', ifAvailable, steal);
    if (!held && ifAvailable) {
      finish(request);
      return callback(null);
    }
    if (signal !== undefined) {
      // Until the callback runs, even if the lock has been granted.
      request.onAbort = () => {
        giveBack(request.id);
        finish(request);
        reject(signal.reason);
      };
      signal.addEventListener('abort', request.onAbort, { once: true });
    }
    if (held) queueMicrotask(() => { if (active.has(request.id)) run(request); });
    return promise;
  }

  /** @returns {Promise<{ held: object[], pending: object[] }>} */
  async query() {
    if (!(this instanceof LockManager)) throw new ERR_INVALID_THIS('LockManager');
    setUp();
    const { held, pending } = binding.query();
    for (const entry of held) entry.name = decodeName(entry.name);
    for (const entry of pending) entry.name = decodeName(entry.name);
    return { held, pending };
  }
}
Object.defineProperties(LockManager.prototype, {
  request: kEnumerableProperty,
  query: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'LockManager' },
});

module.exports = { Lock, LockManager, locks: new LockManager(kMake) };

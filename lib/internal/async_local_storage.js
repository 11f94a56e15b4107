// SPDX-License-Identifier: MIT
'use strict';

// AsyncLocalStorage. The engine carries one value along every asynchronous path, the frame: a list of
// (storage, value) that is never changed, only replaced. Most programs have one storage, few have
// more than five, so that the list is short.

const { ObjectDefineProperty, ObjectIs, ReflectApply, FunctionPrototypeCall } = primordials;

const { getContinuation, setContinuation } = internalBinding('process');
const { kEmptyObject } = require('internal/util');
const { validateFunction, validateObject } = require('internal/validators');

class Frame {
  constructor(storage, value, next) {
    this.storage = storage;
    this.value = value;
    this.next = next;
  }
}

function find(frame, storage) {
  for (; frame !== undefined; frame = frame.next) if (frame.storage === storage) return frame;
  return undefined;
}

/** The frames without that of `storage`. */
function without(frame, storage) {
  if (frame === undefined) return undefined;
  if (frame.storage === storage) return frame.next;
  const rest = without(frame.next, storage);
  return rest === frame.next ? frame : new Frame(frame.storage, frame.value, rest);
}

class AsyncLocalStorage {
  #defaultValue;
  #name = '';

  /** @param {{defaultValue?: any, name?: string}} [options] */
  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() { return this.#name; }

  /** Binds a function to the current context. */
  static bind(fn) {
    validateFunction(fn, 'fn');
    const frame = getContinuation();
    const bound = function(...args) {
      const before = getContinuation();
      setContinuation(frame);
      try {
        return ReflectApply(fn, this, args);
      } finally {
        setContinuation(before);
      }
    };
    if (fn.length !== 0) ObjectDefineProperty(bound, 'length', { __proto__: null, value: fn.length, configurable: true });
    return bound;
  }

  /** A function (fn, ...args) that calls fn in the context of now. */
  static snapshot() {
    return AsyncLocalStorage.bind((fn, ...args) => ReflectApply(fn, undefined, args));
  }

  /** Forgets the value in the current context; run() and enterWith() set it again. */
  disable() {
    setContinuation(without(getContinuation(), this));
  }

  /** Sets the value from here to the end of the current synchronous execution, and what follows from it. */
  enterWith(data) {
    setContinuation(new Frame(this, data, without(getContinuation(), this)));
  }

  /**
   * Calls fn with the value set to `data`; whatever it starts asynchronously sees it, too.
   * @param {any} data
   * @param {Function} fn
   * @param {...any} args
   */
  run(data, fn, ...args) {
    const otherwise = this.#defaultValue; // refuses what is no storage
    const before = getContinuation();
    const current = find(before, this);
    if (ObjectIs(current === undefined ? otherwise : current.value, data)) return ReflectApply(fn, undefined, args);
    setContinuation(new Frame(this, data, current === undefined ? before : without(before, this)));
    try {
      return args.length === 0 && typeof fn === 'function' ?
        FunctionPrototypeCall(fn, undefined) : ReflectApply(fn, undefined, args);
    } finally {
      setContinuation(before);
    }
  }

  /** Calls fn without a value. */
  exit(fn, ...args) {
    return this.run(undefined, fn, ...args);
  }

  getStore() {
    for (let frame = getContinuation(); frame !== undefined; frame = frame.next) {
      if (frame.storage === this) return frame.value;
    }
    return this.#defaultValue;
  }

  /** enterWith() until the result is disposed of: `using _ = storage.withScope(data)`. */
  withScope(data) {
    void this.#defaultValue;
    const before = getContinuation();
    this.enterWith(data);
    return {
      __proto__: null,
      [primordials.SymbolDispose]() { setContinuation(before); },
    };
  }
}

module.exports = { AsyncLocalStorage };

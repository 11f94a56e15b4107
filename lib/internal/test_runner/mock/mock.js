// SPDX-License-Identifier: MIT
// MockTracker: functions, methods, properties and modules replaced for a test (mock, t.mock).
'use strict';

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util');

const kDefault = function() {};

/** What fn.mock is: the calls, and the implementation behind them. */
class MockFunctionContext {
  #calls = [];
  #implementation;
  #restore;
  #times;
  #once = new Map();

  constructor(implementation, restore, times) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.#times = times;
  }

  get calls() {
    return this.#calls.slice();
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    const call = onCall ?? next;
    validateInteger(call, 'onCall', next);
    this.#once.set(call, implementation);
  }

  restore() {
    const restore = this.#restore;
    if (restore === undefined) return;
    if (restore.descriptor !== undefined) {
      // Null prototype: somebody may have put `get` on Object.prototype.
      Object.defineProperty(restore.object, restore.name, { __proto__: null, ...restore.descriptor });
    } else if (restore.object !== undefined) delete restore.object[restore.name];
    else this.#implementation = restore.original;
  }

  resetCalls() {
    this.#calls = [];
  }

  track(call) {
    this.#calls.push(call);
  }

  next() {
    const index = this.#calls.length;
    const once = this.#once.get(index);
    const implementation = once ?? this.#implementation;
    if (index + 1 === this.#times) this.restore();
    this.#once.delete(index);
    return implementation;
  }
}
const { track, next } = MockFunctionContext.prototype;
delete MockFunctionContext.prototype.track;
delete MockFunctionContext.prototype.next;

/** What a mocked property's `mock` is. */
class MockPropertyContext {
  #object;
  #name;
  #value;
  #original;
  #descriptor;
  #accesses = [];
  #once = new Map();

  constructor(object, name, value, hasValue) {
    this.#object = object;
    this.#name = name;
    this.#descriptor = Object.getOwnPropertyDescriptor(object, name);
    if (this.#descriptor === undefined) {
      throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'is not a property of the object');
    }
    this.#original = object[name];
    this.#value = hasValue ? value : this.#original;
    const { configurable, enumerable } = this.#descriptor;
    Object.defineProperty(object, name, {
      __proto__: null, configurable, enumerable,
      get: () => {
        const result = this.#take(this.#value);
        this.#accesses.push({ __proto__: null, type: 'get', value: result, stack: new Error() });
        return result;
      },
      set: (given) => {
        if (!this.#descriptor.writable && !this.#descriptor.set) {
          throw new ERR_INVALID_ARG_VALUE('propertyName', name, 'cannot be set');
        }
        const result = this.#take(given);
        this.#accesses.push({ __proto__: null, type: 'set', value: result, stack: new Error() });
        this.#value = result;
      },
    });
  }

  #take(otherwise) {
    const index = this.#accesses.length;
    if (!this.#once.has(index)) return otherwise;
    const value = this.#once.get(index);
    this.#once.delete(index);
    return value;
  }

  get accesses() {
    return this.#accesses.slice();
  }

  accessCount() {
    return this.#accesses.length;
  }

  mockImplementation(value) {
    if (!this.#descriptor.writable && !this.#descriptor.set) {
      throw new ERR_INVALID_ARG_VALUE('propertyName', this.#name, 'cannot be set');
    }
    this.#object[this.#name] = value;
  }

  mockImplementationOnce(value, onAccess) {
    const index = this.#accesses.length;
    const access = onAccess ?? index;
    validateInteger(access, 'onAccess', index);
    this.#once.set(access, value);
  }

  resetAccesses() {
    this.#accesses = [];
  }

  restore() {
    Object.defineProperty(this.#object, this.#name, { __proto__: null, ...this.#descriptor });
  }
}

function validateTimes(value, name) {
  if (value === Infinity) return;
  validateInteger(value, name, 1);
}

function findOnChain(object, name) {
  for (let host = object; host !== null && host !== undefined; host = Object.getPrototypeOf(host)) {
    const descriptor = Object.getOwnPropertyDescriptor(host, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

class MockTracker {
  #mocks = [];
  #timers;

  /** mock.timers */
  get timers() {
    return this.#timers ??= new (require('internal/test_runner/mock/timers').MockTimers)();
  }

  fn(original = function() {}, implementation = original, options = kEmptyObject) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = function() {};
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { times = Infinity } = options;
    validateTimes(times, 'options.times');
    const context = new MockFunctionContext(implementation, { original }, times);
    return this.#wrap(context, original);
  }

  method(object, name, implementation = kDefault, options = kEmptyObject) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) {
      throw new ERR_INVALID_ARG_TYPE('object', 'Object', object);
    }
    if (typeof name !== 'string' && typeof name !== 'symbol') throw new ERR_INVALID_ARG_TYPE('methodName', ['string', 'symbol'], name);
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = kDefault;
    }
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    validateTimes(times, 'options.times');
    if (setter && getter) {
      throw new ERR_INVALID_ARG_VALUE('options.setter', setter, 'cannot be used with \'options.getter\'');
    }
    const descriptor = findOnChain(object, name);
    const original = getter ? descriptor?.get : setter ? descriptor?.set : descriptor?.value;
    if (typeof original !== 'function') {
      throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    }
    const restore = { __proto__: null, descriptor, object, name, original };
    const run = implementation === kDefault ? original : implementation;
    const context = new MockFunctionContext(run, restore, times);
    const mock = this.#wrap(context, original);
    const replacement = { __proto__: null, configurable: descriptor.configurable, enumerable: descriptor.enumerable };
    if (getter) Object.assign(replacement, { get: mock, set: descriptor.set });
    else if (setter) Object.assign(replacement, { get: descriptor.get, set: mock });
    else Object.assign(replacement, { writable: descriptor.writable, value: mock });
    Object.defineProperty(object, name, replacement);
    return mock;
  }

  getter(object, name, implementation = kDefault, options = kEmptyObject) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = kDefault;
    } else {
      validateObject(options, 'options');
    }
    if (options.getter === false) {
      throw new ERR_INVALID_ARG_VALUE('options.getter', options.getter, 'cannot be false');
    }
    return this.method(object, name, implementation, { ...options, getter: true });
  }

  setter(object, name, implementation = kDefault, options = kEmptyObject) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = kDefault;
    } else {
      validateObject(options, 'options');
    }
    if (options.setter === false) {
      throw new ERR_INVALID_ARG_VALUE('options.setter', options.setter, 'cannot be false');
    }
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  /** Replaces a property; returns a proxy of the object with `mock`. */
  property(object, name, value) {
    validateObject(object, 'object');
    if (typeof name !== 'string' && typeof name !== 'symbol') throw new ERR_INVALID_ARG_TYPE('propertyName', ['string', 'symbol'], name);
    const context = new MockPropertyContext(object, name, value, arguments.length > 2);
    this.#mocks.push(context);
    return new Proxy(object, {
      __proto__: null,
      get(target, key, receiver) {
        return key === 'mock' ? context : Reflect.get(target, key, receiver);
      },
    });
  }

  module(specifier, options = kEmptyObject) {
    const context = require('internal/test_runner/mock/module').mockModule(specifier, options);
    this.#mocks.push(context);
    return context;
  }

  /** Restores everything and forgets it. */
  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }

  restoreAll() {
    for (const context of this.#mocks) context.restore();
  }

  #wrap(context, original) {
    this.#mocks.push(context);
    const proxy = new Proxy(original, {
      __proto__: null,
      apply(target, thisArg, args) {
        const fn = next.call(context);
        let result;
        let error;
        try {
          result = Reflect.apply(fn, thisArg, args);
        } catch (thrown) {
          error = thrown;
          throw thrown;
        } finally {
          track.call(context, { __proto__: null, arguments: args, error, result, stack: new Error(), target: undefined, this: thisArg });
        }
        return result;
      },
      construct(target, args, newTarget) {
        const fn = next.call(context);
        let result;
        let error;
        try {
          result = Reflect.construct(fn, args, newTarget);
        } catch (thrown) {
          error = thrown;
          throw thrown;
        } finally {
          track.call(context, { __proto__: null, arguments: args, error, result, stack: new Error(), target, this: result });
        }
        return result;
      },
      get(target, key, receiver) {
        return key === 'mock' ? context : Reflect.get(target, key, receiver);
      },
    });
    return proxy;
  }
}
if (!require('internal/options').getOptionValue('--experimental-test-module-mocks')) delete MockTracker.prototype.module;

module.exports = { MockTracker };

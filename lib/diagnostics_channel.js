// SPDX-License-Identifier: MIT
'use strict';

// require('diagnostics_channel'): named channels on which libraries publish what they do. Publishing
// where nobody listens costs one property read.

const {
  ArrayPrototypeAt,
  ArrayPrototypeIndexOf,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectSetPrototypeOf,
  PromisePrototypeThen,
  PromiseReject,
  ReflectApply,
  SafeFinalizationRegistry,
  SafeMap,
  SafeWeakRef,
  SymbolHasInstance,
} = primordials;

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

/** Channels by name: weakly, unless somebody listens. */
class Registry extends SafeMap {
  #collected = new SafeFinalizationRegistry((name) => {
    if (super.get(name)?.weak.deref() === undefined) this.delete(name);
  });

  set(name, channel) {
    this.#collected.register(channel, name);
    return super.set(name, { weak: new SafeWeakRef(channel), strong: undefined, users: 0 });
  }

  get(name) { return super.get(name)?.weak.deref(); }

  hold(channel) {
    const entry = super.get(channel.name);
    entry.users++;
    entry.strong = channel;
  }

  release(channel) {
    const entry = super.get(channel.name);
    if (--entry.users === 0) entry.strong = undefined;
  }
}

const registry = new Registry();

/** Errors of subscribers are not the publisher's. */
function callSubscriber(subscriber, data, name) {
  try {
    subscriber(data, name);
  } catch (error) {
    process.nextTick(() => { throw error; });
  }
}

const kFailed = {};

/** What a store gets for `data`. */
function storeValue(data, transform) {
  if (transform === undefined) return data;
  try {
    return transform(data);
  } catch (error) {
    process.nextTick(() => { throw error; });
    return kFailed;
  }
}

class ActiveChannel {
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    this._subscribers = ArrayPrototypeSlice(this._subscribers);
    ArrayPrototypePush(this._subscribers, subscription);
    registry.hold(this);
  }

  unsubscribe(subscription) {
    const index = ArrayPrototypeIndexOf(this._subscribers, subscription);
    if (index === -1) return false;
    // A copy: publish() may be going through the list.
    this._subscribers = ArrayPrototypeSlice(this._subscribers);
    ArrayPrototypeSplice(this._subscribers, index, 1);
    registry.release(this);
    deactivateIfIdle(this);
    return true;
  }

  bindStore(store, transform) {
    if (!this._stores.has(store)) registry.hold(this);
    this._stores.set(store, transform);
  }

  unbindStore(store) {
    if (!this._stores.has(store)) return false;
    this._stores.delete(store);
    registry.release(this);
    deactivateIfIdle(this);
    return true;
  }

  get hasSubscribers() { return true; }

  publish(data) {
    const subscribers = this._subscribers;
    for (let i = 0; i < subscribers.length; i++) callSubscriber(subscribers[i], data, this.name);
  }

  /** Calls fn with the bound stores set to the (transformed) data, after publishing it. */
  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return ReflectApply(fn, thisArg, args);
    };
    for (const { 0: store, 1: transform } of this._stores.entries()) {
      const value = storeValue(data, transform);
      if (value === kFailed) continue;
      const inner = run;
      run = () => store.run(value, inner);
    }
    return run();
  }
}

/** A channel nobody listens to. Its prototype changes with the first subscriber. */
class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
    registry.set(name, this);
  }

  static [SymbolHasInstance](instance) {
    const prototype = ObjectGetPrototypeOf(instance);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    activate(this);
    this.subscribe(subscription);
  }

  unsubscribe() { return false; }

  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }

  unbindStore() { return false; }
  get hasSubscribers() { return false; }
  publish() {}

  runStores(data, fn, thisArg, ...args) {
    return ReflectApply(fn, thisArg, args);
  }
}

function activate(channel) {
  ObjectSetPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new SafeMap();
}

function deactivateIfIdle(channel) {
  if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
  ObjectSetPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
}

/** @param {string|symbol} name @returns {Channel} */
function channel(name) {
  const existing = registry.get(name);
  if (existing !== undefined) return existing;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  return new Channel(name);
}

function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  return registry.get(name)?.hasSubscribers ?? false;
}

// Tracing: five channels for the life of one operation

const traceEvents = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function traceChannel(nameOrChannels, name) {
  if (typeof nameOrChannels === 'string') return channel(`tracing:${nameOrChannels}:${name}`);
  if (typeof nameOrChannels === 'object' && nameOrChannels !== null) {
    const given = nameOrChannels[name];
    if (!(given instanceof Channel)) {
      throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${name}`, ['Channel'], given);
    }
    return given;
  }
  throw new ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'object', 'TracingChannel'], nameOrChannels);
}

class TracingChannel {
  constructor(nameOrChannels) {
    for (let i = 0; i < traceEvents.length; i++) {
      ObjectDefineProperty(this, traceEvents[i],
        { __proto__: null, value: traceChannel(nameOrChannels, traceEvents[i]) });
    }
  }

  get hasSubscribers() {
    return this.start?.hasSubscribers || this.end?.hasSubscribers || this.asyncStart?.hasSubscribers ||
      this.asyncEnd?.hasSubscribers || this.error?.hasSubscribers;
  }

  /** @param {object} handlers functions by the names of the channels */
  subscribe(handlers) {
    for (let i = 0; i < traceEvents.length; i++) {
      const name = traceEvents[i];
      if (handlers[name]) this[name]?.subscribe(handlers[name]);
    }
  }

  /** @returns {boolean} whether all were subscribed */
  unsubscribe(handlers) {
    let done = true;
    for (let i = 0; i < traceEvents.length; i++) {
      const name = traceEvents[i];
      if (handlers[name] && !this[name]?.unsubscribe(handlers[name])) done = false;
    }
    return done;
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, error } = this;
    return start.runStores(context, () => {
      try {
        const result = ReflectApply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (caught) {
        context.error = caught;
        error.publish(context);
        throw caught;
      } finally {
        end.publish(context);
      }
    });
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;
    const settle = () => {
      asyncStart.publish(context);
      asyncEnd.publish(context);
    };
    const reject = (reason) => {
      context.error = reason;
      error.publish(context);
      settle();
      return PromiseReject(reason);
    };
    const resolve = (value) => {
      context.result = value;
      settle();
      return value;
    };
    return start.runStores(context, () => {
      try {
        let promise = ReflectApply(fn, thisArg, args);
        // A foreign thenable becomes a promise of this realm.
        if (!(promise instanceof primordials.Promise)) promise = primordials.PromiseResolve(promise);
        return PromisePrototypeThen(promise, resolve, reject);
      } catch (caught) {
        context.error = caught;
        error.publish(context);
        throw caught;
      } finally {
        end.publish(context);
      }
    });
  }

  /** @param {number} [position] of the callback among the arguments, from the end if negative */
  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return ReflectApply(fn, thisArg, args);
    const { start, end, asyncStart, asyncEnd, error } = this;
    function wrappedCallback(caught, result) {
      if (caught) {
        context.error = caught;
        error.publish(context);
      } else {
        context.result = result;
      }
      // The callback sees the stores of asyncStart.
      asyncStart.runStores(context, () => {
        try {
          return ReflectApply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    }
    const callback = ArrayPrototypeAt(args, position);
    validateFunction(callback, 'callback');
    ArrayPrototypeSplice(args, position, 1, wrappedCallback);
    return start.runStores(context, () => {
      try {
        return ReflectApply(fn, thisArg, args);
      } catch (caught) {
        context.error = caught;
        error.publish(context);
        throw caught;
      } finally {
        end.publish(context);
      }
    });
  }
}

/** @param {string|object} nameOrChannels a name, or the five channels */
function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };

const consoleChannels = require('internal/console/channels');
for (const name in consoleChannels) consoleChannels[name] = channel(`console.${name}`);

require('internal/diagnostics').watch.channels = true;

// SPDX-License-Identifier: MIT
'use strict';

// EventEmitter, and functions over emitters and event targets. The base of most classes of the
// library: emit(), on() and removeListener() are as short as they can be.
// `_events` maps a type to its listener, or to an array of several. While an array is being called
// (`kEmitting` > 0) it is never changed in place: whoever adds or removes puts a copy there. It is made
// by ObjectCreate, which is compiled in line; a literal with a null prototype is not.

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeUnshift,
  Boolean,
  Error,
  ErrorCaptureStackTrace,
  FunctionPrototypeBind,
  FunctionPrototypeCall,
  ObjectCreate,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ReflectApply,
  ReflectOwnKeys,
  SafeArrayIterator,
  String,
  StringPrototypeSplit,
  Symbol,
  SymbolFor,
} = primordials;

const { codes, genericNodeError, kEnhanceStackBeforeInspector } =
  require('internal/errors');
const { addAbortListener } = require('internal/events/abort_listener');
const { spliceOne } = require('internal/util');
const { validateBoolean, validateFunction, validateNumber } =
  require('internal/validators');

const functionApply = Function.prototype.apply;
const kCapture = Symbol('kCapture');
const kEmitting = Symbol('events.emitting');
const kErrorMonitor = Symbol('events.errorMonitor');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kRejection = SymbolFor('nodejs.rejection');
const kShapeMode = Symbol('shapeMode');

/**
 * @param {{captureRejections?: boolean}} [opts] captureRejections: a listener's rejected promise
 *   becomes an 'error' event, or goes to `emitter[Symbol.for('nodejs.rejection')]`
 */
function EventEmitter(opts) {
  EventEmitter.init.call(this, opts);
}
module.exports = EventEmitter;

EventEmitter.addAbortListener = addAbortListener;
EventEmitter.once = async function once(emitter, name, options = undefined) {
  return require('internal/events/iterator').once(emitter, name, options);
};
EventEmitter.on = function on(emitter, event, options = undefined) {
  return require('internal/events/iterator').on(emitter, event, options);
};
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.listenerCount = listenerCountOf;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
ObjectDefineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get() { return EventEmitter.prototype[kCapture]; },
    set(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get: () => require('internal/events/async_resource').EventEmitterAsyncResource,
    set: undefined,
  },
  errorMonitor: {
    __proto__: null, value: kErrorMonitor, writable: true, enumerable: true, configurable: true,
  },
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get: () => defaultMaxListeners,
    set(count) {
      validateNumber(count, 'defaultMaxListeners', 0);
      defaultMaxListeners = count;
    },
  },
  kMaxEventTargetListeners: { __proto__: null, value: kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: { __proto__: null, value: kMaxEventTargetListenersWarned },
});
ObjectDefineProperty(EventEmitter.prototype, kCapture,
  { __proto__: null, value: false, writable: true, enumerable: false });

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

let defaultMaxListeners = 10;

/**
 * Sets how many listeners of one type are fine; above that a warning about a leak is printed.
 * @param {number} [count]
 * @param {...(EventEmitter|EventTarget)} eventTargets the default of all, if none is given
 */
EventEmitter.setMaxListeners = function(count = defaultMaxListeners, ...eventTargets) {
  validateNumber(count, 'setMaxListeners', 0);
  if (eventTargets.length === 0) {
    defaultMaxListeners = count;
    return;
  }
  for (let i = 0; i < eventTargets.length; i++) {
    const target = eventTargets[i];
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = count;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(count);
    } else {
      throw new codes.ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
};

EventEmitter.init = function(opts) {
  if (this._events === undefined || this._events === ObjectGetPrototypeOf(this)._events) {
    this._events = ObjectCreate(null);
    this._eventsCount = 0;
    this[kShapeMode] = false;
  } else {
    this[kShapeMode] = true;
  }
  this._maxListeners ||= undefined;
  if (opts?.captureRejections) {
    validateBoolean(opts.captureRejections, 'options.captureRejections');
    this[kCapture] = Boolean(opts.captureRejections);
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
};

function isEventTarget(value) {
  return require('internal/event_target').isEventTarget(value);
}

function maxListenersOf(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

EventEmitter.prototype.setMaxListeners = function setMaxListeners(count) {
  validateNumber(count, 'setMaxListeners', 0);
  this._maxListeners = count;
  return this;
};

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

// emit

/**
 * Calls the listeners of `type`, in the order they were added, with the other arguments.
 * @param {string|symbol} type
 * @param {...any} args
 * @returns {boolean} whether there was a listener
 */
EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) {
      ReflectApply(this.emit, this, [kErrorMonitor, ...new SafeArrayIterator(args)]);
    }
    if (events === undefined || events.error === undefined) throwUnhandled(this, args[0]);
  }
  if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    // The engine remembers whom a call of `apply` has called, and compiles the listener into the caller; with Reflect.apply
    // it does not. Whoever has replaced `apply` gets the latter.
    const result = handler.apply === functionApply ? handler.apply(this, args) : ReflectApply(handler, this, args);
    if (result !== undefined && result !== null && this[kCapture]) catchRejection(this, result, type, args);
    return true;
  }
  const { length } = handler;
  if (typeof length !== 'number') return false;
  const before = handler[kEmitting];
  handler[kEmitting] = 1;
  try {
    for (let i = 0; i < length; i++) {
      const result = ReflectApply(handler[i], this, args);
      if (result !== undefined && result !== null && this[kCapture]) catchRejection(this, result, type, args);
    }
  } finally {
    handler[kEmitting] = before;
  }
  return true;
};

function catchRejection(emitter, promise, type, args) {
  // The `then` of any thenable, which may be anything.
  try {
    const { then } = promise;
    if (typeof then !== 'function') return;
    FunctionPrototypeCall(then, promise, undefined, (error) => {
      process.nextTick(emitRejection, emitter, error, type, args);
    });
  } catch (error) {
    emitter.emit('error', error);
  }
}

function emitRejection(emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...new SafeArrayIterator(args));
    return;
  }
  // The handler of 'error' must not start all over again.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

/** An 'error' event that nobody listens to. */
function throwUnhandled(emitter, error) {
  if (error instanceof Error) {
    try {
      const capture = {};
      ErrorCaptureStackTrace(capture, EventEmitter.prototype.emit);
      ObjectDefineProperty(error, kEnhanceStackBeforeInspector, {
        __proto__: null,
        value: FunctionPrototypeBind(enhanceStack, emitter, error, capture),
        configurable: true,
      });
    } catch {
      // Frozen errors are thrown as they are.
    }
    throw error; // Unhandled 'error' event
  }
  let shown;
  try {
    shown = require('internal/util/inspect').inspect(error);
  } catch {
    shown = error;
  }
  const unhandled = new codes.ERR_UNHANDLED_ERROR(shown);
  unhandled.context = error;
  throw unhandled; // Unhandled 'error' event
}

/** The stack of an uncaught error, with the place where it was emitted. */
function enhanceStack(error, capture) {
  let from = '';
  try {
    const { name } = this.constructor;
    if (name !== 'EventEmitter') from = ` on ${name} instance`;
  } catch {
    // Some objects have no constructor.
  }
  const emitted = ArrayPrototypeSlice(StringPrototypeSplit(capture.stack, '\n'), 1);
  return `${error.stack}\nEmitted 'error' event${from} at:\n${ArrayPrototypeJoin(emitted, '\n')}`;
}

// Adding

function addListenerTo(emitter, type, listener, prepend) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = ObjectCreate(null);
    emitter._eventsCount = 0;
  } else if (emitter._eventsCount !== 0 && events.newListener !== undefined) {
    // Told before it is added, so that a listener of 'newListener' never hears of itself.
    emitter.emit('newListener', type, listener.listener ?? listener);
    events = emitter._events;
  }
  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  let list;
  if (typeof existing === 'function') {
    list = events[type] = prepend ? [listener, existing] : [existing, listener];
    list[kEmitting] = 0;
  } else {
    list = existing;
    if (existing[kEmitting] > 0) {
      list = events[type] = ArrayPrototypeSlice(existing);
      list.warned = existing.warned;
      list[kEmitting] = 0;
    }
    if (prepend) ArrayPrototypeUnshift(list, listener);
    else ArrayPrototypePush(list, listener);
  }
  if (list.warned) return emitter;
  const max = maxListenersOf(emitter);
  if (max > 0 && list.length > max) warnOfLeak(emitter, type, list, max);
  return emitter;
}

function warnOfLeak(emitter, type, list, max) {
  list.warned = true;
  const { inspect } = require('internal/util/inspect');
  const warning = genericNodeError(
    `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ` +
    `${inspect(emitter, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to ` +
    'increase limit',
    { name: 'MaxListenersExceededWarning', emitter, type, count: list.length });
  process.emitWarning(warning);
}

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return addListenerTo(this, type, listener, false);
};
EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return addListenerTo(this, type, listener, true);
};

function onceWrapper(target, type, listener) {
  let fired = false;
  function wrapper(...args) {
    if (fired) return;
    fired = true;
    target.removeListener(type, wrapper);
    return ReflectApply(listener, target, args);
  }
  wrapper.listener = listener;
  return wrapper;
}

EventEmitter.prototype.once = function once(type, listener) {
  validateFunction(listener, 'listener');
  this.on(type, onceWrapper(this, type, listener));
  return this;
};

EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  validateFunction(listener, 'listener');
  this.prependListener(type, onceWrapper(this, type, listener));
  return this;
};

// Removing

/** Without a look at Array[Symbol.species]. */
function copyList(list) {
  const copy = [];
  for (let i = 0; i < list.length; i++) ArrayPrototypePush(copy, list[i]);
  return copy;
}

function dropType(emitter, events, type) {
  emitter._eventsCount -= 1;
  if (emitter[kShapeMode]) {
    events[type] = undefined;
  } else if (emitter._eventsCount === 0) {
    emitter._events = ObjectCreate(null);
  } else {
    delete events[type];
  }
}

/** Removes the most recently added instance of `listener`. */
EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  validateFunction(listener, 'listener');
  const events = this._events;
  if (events === undefined) return this;
  let list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    const original = list.listener ?? listener;
    dropType(this, events, type);
    // The last one of all was no listener of 'removeListener', unless it was that itself.
    if ((this._eventsCount !== 0 || type === 'removeListener') && events.removeListener !== undefined) {
      this.emit('removeListener', type, original);
    }
    return this;
  }
  if (typeof list === 'function') return this;
  let position = list.length - 1;
  while (position >= 0 && list[position] !== listener && list[position].listener !== listener) position--;
  if (position < 0) return this;
  const original = list[position].listener ?? listener;
  if (list[kEmitting] > 0) {
    const { warned } = list;
    list = events[type] = copyList(list);
    list[kEmitting] = 0;
    if (warned) list.warned = true;
  }
  if (position === 0) primordials.ArrayPrototypeShift(list);
  else spliceOne(list, position);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, original);
  return this;
};
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    // Nobody listens to 'removeListener': no need to tell of each.
    if (arguments.length === 0) {
      this._events = ObjectCreate(null);
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      dropType(this, events, type);
    }
    this[kShapeMode] = false;
    return this;
  }
  if (arguments.length === 0) {
    const keys = ReflectOwnKeys(events);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] !== 'removeListener') this.removeAllListeners(keys[i]);
    }
    this.removeAllListeners('removeListener');
    this._events = ObjectCreate(null);
    this._eventsCount = 0;
    this[kShapeMode] = false;
    return this;
  }
  const listeners = events[type];
  if (typeof listeners === 'function') {
    this.removeListener(type, listeners);
  } else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
  }
  return this;
};

// Looking

function listenersOf(emitter, type, unwrap) {
  const existing = emitter._events?.[type];
  if (existing === undefined) return [];
  if (typeof existing === 'function') return unwrap ? [existing.listener ?? existing] : [existing];
  const list = ArrayPrototypeSlice(existing);
  if (unwrap) {
    for (let i = 0; i < list.length; i++) {
      if (typeof list[i].listener === 'function') list[i] = list[i].listener;
    }
  }
  return list;
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

/** @returns {number} listeners of `type`, or how often `listener` is among them */
EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const existing = this._events?.[type];
  if (existing === undefined) return 0;
  if (typeof existing === 'function') {
    return listener == null || listener === existing || listener === existing.listener ? 1 : 0;
  }
  if (listener == null) return existing.length;
  let count = 0;
  for (let i = 0; i < existing.length; i++) {
    if (existing[i] === listener || existing[i].listener === listener) count++;
  }
  return count;
};

EventEmitter.prototype.eventNames = function eventNames() {
  if (this._eventsCount === 0) return [];
  const events = this._events;
  const keys = ReflectOwnKeys(events);
  if (!this[kShapeMode]) return keys;
  const names = [];
  for (let i = 0; i < keys.length; i++) {
    if (events[keys[i]] !== undefined) ArrayPrototypePush(names, keys[i]);
  }
  return names;
};

function listenerCountOf(emitter, type) {
  if (typeof emitter?.listenerCount === 'function') return emitter.listenerCount(type);
  if (isEventTarget(emitter)) {
    return getEventListeners(emitter, type).length;
  }
  throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitter);
}
ObjectDefineProperty(listenerCountOf, 'name', { __proto__: null, value: 'listenerCount', configurable: true });

function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget?.listeners === 'function') return emitterOrTarget.listeners(type);
  const { isEventTarget, kEvents } = require('internal/event_target');
  if (!isEventTarget(emitterOrTarget)) {
    throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
  }
  const listeners = [];
  let handler = emitterOrTarget[kEvents]?.get(type)?.next;
  while (handler?.listener !== undefined) {
    const listener = handler.listener?.deref ? handler.listener.deref() : handler.listener;
    ArrayPrototypePush(listeners, listener);
    handler = handler.next;
  }
  return listeners;
}

function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return maxListenersOf(emitterOrTarget);
  if (isEventTarget(emitterOrTarget)) {
    return emitterOrTarget[kMaxEventTargetListeners] ?? defaultMaxListeners;
  }
  throw new codes.ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], emitterOrTarget);
}

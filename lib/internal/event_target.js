// SPDX-License-Identifier: MIT
'use strict';

// Event, EventTarget, CustomEvent (DOM), and NodeEventTarget, which has the methods of EventEmitter
// too (MessagePort, BroadcastChannel, perf_hooks).

const {
  Boolean,
  FunctionPrototypeCall,
  ObjectAssign,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ReflectApply,
  SafeFinalizationRegistry,
  SafeMap,
  SafeWeakMap,
  SafeWeakRef,
  String,
  Symbol,
  SymbolFor,
  SymbolToStringTag,
} = primordials;

const { codes } = require('internal/errors');
const EventEmitter = require('events');
const { customInspectSymbol, kEmptyObject, kEnumerableProperty } = require('internal/util');
const {
  kValidateObjectAllowObjects, validateAbortSignal, validateObject, validateString, validateThisInternalField,
} = require('internal/validators');
const { now } = require('internal/perf/utils');

const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = EventEmitter;
const kCreateEvent = Symbol('kCreateEvent');
const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kHybridDispatch = SymbolFor('nodejs.internal.kHybridDispatch');
const kIsEventTarget = SymbolFor('nodejs.event_target');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kRemoveWeakListenerHelper = Symbol('kRemoveWeakListenerHelper');
/** Option: the listener runs although an earlier one stopped the propagation. */
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kTrustEvent = Symbol('kTrustEvent');
const kWeakHandler = Symbol('kWeak');

// Event

class Event {
  #type;
  #target = null;
  #flags = 0;
  #timestamp;

  static #BUBBLES = 1;
  static #CANCELABLE = 2;
  static #COMPOSED = 4;
  static #PREVENTED = 8;
  static #STOPPED = 16;
  static #STOPPED_NOW = 32;
  static #DISPATCHING = 64;
  static #PASSIVE = 128;
  static #TRUSTED = 256;

  /**
   * @param {string} type
   * @param {{bubbles?: boolean, cancelable?: boolean, composed?: boolean}} [options]
   */
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (options !== undefined && options !== null) {
      validateObject(options, 'options');
      this.#flags = (options.bubbles ? Event.#BUBBLES : 0) | (options.cancelable ? Event.#CANCELABLE : 0) |
        (options.composed ? Event.#COMPOSED : 0) | (options[kTrustEvent] ? Event.#TRUSTED : 0);
    }
    this.#type = `${type}`;
    this.#timestamp = now();
  }

  static #check(event) {
    if (event === null || typeof event !== 'object' || !(#type in event)) {
      throw new codes.ERR_INVALID_THIS('Event');
    }
    return event;
  }

  static #has(event, flag) {
    return (Event.#check(event).#flags & flag) !== 0;
  }

  /** For dispatching, below. */
  static internals = {
    isEvent: (value) => value !== null && typeof value === 'object' && #type in value,
    isDispatching: (event) => (event.#flags & Event.#DISPATCHING) !== 0,
    begin(event, target) {
      event.#target = target;
      event.#flags |= Event.#DISPATCHING;
    },
    end(event) { event.#flags &= ~(Event.#DISPATCHING | Event.#STOPPED | Event.#STOPPED_NOW); },
    setTarget(event, target) { event.#target = target; },
    setPassive(event, passive) {
      if (passive) event.#flags |= Event.#PASSIVE;
      else event.#flags &= ~Event.#PASSIVE;
    },
    isStopped: (event) => (event.#flags & Event.#STOPPED_NOW) !== 0,
  };

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (Event.#has(this, Event.#DISPATCHING)) return;
    this.#type = `${type}`;
    this.#flags = (this.#flags & ~(Event.#BUBBLES | Event.#CANCELABLE)) |
      (bubbles ? Event.#BUBBLES : 0) | (cancelable ? Event.#CANCELABLE : 0);
  }

  [customInspectSymbol](depth, options) {
    const { name } = Event.#check(this).constructor;
    if (depth < 0) return name;
    const opts = ObjectAssign({}, options, {
      depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth,
    });
    const { inspect } = require('internal/util/inspect');
    return `${name} ${inspect({
      type: this.#type,
      defaultPrevented: this.defaultPrevented,
      cancelable: this.cancelable,
      timeStamp: this.#timestamp,
    }, opts)}`;
  }

  stopImmediatePropagation() {
    Event.#check(this).#flags |= Event.#STOPPED | Event.#STOPPED_NOW;
  }

  preventDefault() {
    const flags = Event.#check(this).#flags;
    if ((flags & Event.#CANCELABLE) !== 0 && (flags & Event.#PASSIVE) === 0) this.#flags |= Event.#PREVENTED;
  }

  get target() { return Event.#check(this).#target; }
  get currentTarget() { return Event.#has(this, Event.#DISPATCHING) ? this.#target : null; }
  get srcElement() { return Event.#check(this).#target; }
  get type() { return Event.#check(this).#type; }
  get cancelable() { return Event.#has(this, Event.#CANCELABLE); }
  get defaultPrevented() { return Event.#has(this, Event.#PREVENTED); }
  get timeStamp() { return Event.#check(this).#timestamp; }

  // The path is at most the one target: there is no tree.
  composedPath() {
    return Event.#has(this, Event.#DISPATCHING) ? [this.#target] : [];
  }

  get returnValue() { return !Event.#has(this, Event.#PREVENTED); }
  set returnValue(value) {
    if (!value) this.preventDefault();
    else Event.#check(this);
  }

  get bubbles() { return Event.#has(this, Event.#BUBBLES); }
  get composed() { return Event.#has(this, Event.#COMPOSED); }
  get eventPhase() { return Event.#has(this, Event.#DISPATCHING) ? Event.AT_TARGET : Event.NONE; }

  get cancelBubble() { return Event.#has(this, Event.#STOPPED); }
  set cancelBubble(value) {
    if (value) Event.#check(this).#flags |= Event.#STOPPED;
    else Event.#check(this);
  }

  stopPropagation() {
    Event.#check(this).#flags |= Event.#STOPPED;
  }

  get isTrusted() { return Event.#has(this, Event.#TRUSTED); }
}
const { internals } = Event;
delete Event.internals;
for (const [name, value] of [['NONE', 0], ['CAPTURING_PHASE', 1], ['AT_TARGET', 2], ['BUBBLING_PHASE', 3]]) {
  ObjectDefineProperty(Event, name, { __proto__: null, value, enumerable: true });
}

/** Makes members enumerable, as WebIDL wants them, and sets the tag. */
function expose(Class, members) {
  const descriptors = {
    [SymbolToStringTag]: {
      __proto__: null, writable: false, enumerable: false, configurable: true, value: Class.name,
    },
  };
  for (let i = 0; i < members.length; i++) descriptors[members[i]] = kEnumerableProperty;
  ObjectDefineProperties(Class.prototype, descriptors);
}
expose(Event, ['initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement',
               'type', 'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles',
               'composed', 'eventPhase', 'cancelBubble', 'stopPropagation', 'isTrusted']);

class CustomEvent extends Event {
  #detail = null;

  /** @param {string} type @param {{detail?: any}} [options] and those of Event */
  constructor(type, options = kEmptyObject) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (this === null || typeof this !== 'object' || !(#detail in this)) throw new codes.ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}
expose(CustomEvent, ['detail']);

// Weak listeners: the target must not keep the listener's owner alive.

const weakListeners = new SafeFinalizationRegistry((listener) => listener.remove());
const weakKeepers = new SafeWeakMap();

class Listener {
  constructor(target, type, previous, listener, flags) {
    this.next = undefined;
    this.previous = previous;
    if (previous !== undefined) previous.next = this;
    this.listener = listener;
    this.once = flags.once;
    this.capture = flags.capture;
    this.passive = flags.passive;
    this.isNodeStyle = flags.isNodeStyle;
    this.resistsStop = flags.resistsStop;
    this.removed = false;
    this.weak = flags.weak !== undefined;
    this.callback = listener;
    if (this.weak) {
      this.callback = new SafeWeakRef(listener);
      weakListeners.register(listener, {
        remove: () => target[kRemoveWeakListenerHelper](type, this),
      }, this);
      // Keeps the listener alive exactly as long as its owner.
      weakKeepers.set(flags.weak, listener);
      this.listener = this.callback;
    }
  }

  same(listener, capture) {
    const own = this.weak ? this.callback.deref() : this.listener;
    return own === listener && this.capture === capture;
  }

  remove() {
    if (this.previous !== undefined) this.previous.next = this.next;
    if (this.next !== undefined) this.next.previous = this.previous;
    this.removed = true;
    if (this.weak) weakListeners.unregister(this);
  }
}

function readFlags(options) {
  if (options === undefined || options === null) return noFlags;
  if (typeof options === 'boolean') return options ? captureFlags : noFlags;
  validateObject(options, 'options', kValidateObjectAllowObjects);
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    weak: options[kWeakHandler],
    isNodeStyle: Boolean(options[kIsNodeStyleListener]),
    resistsStop: options[kResistStopPropagation] ?? false,
  };
}
const noFlags = {
  once: false, capture: false, passive: false, signal: undefined, weak: undefined, isNodeStyle: false,
  resistsStop: false,
};
const captureFlags = { ...noFlags, capture: true };

/** @returns {boolean} false if there is nothing to call, which is no error */
function isCallable(listener) {
  // The method handleEvent of an object is looked up when the event comes.
  if (typeof listener === 'function' || (typeof listener === 'object' && listener !== null)) return true;
  if (listener === null || listener === undefined) return false;
  throw new codes.ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function initEventTarget(self) {
  // Both maps are made when there is something for them: most targets are never listened to.
  self[kEvents] = undefined;
  self[kMaxEventTargetListeners] = EventEmitter.defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
  self[kHandlers] = undefined;
}

/** WebIDL's conversion. */
function toDOMString(value) {
  if (typeof value === 'symbol') {
    const error = new TypeError('Value is a Symbol and cannot be converted to a string.');
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  return `${value}`;
}

function makeEvent(target, value, type) {
  const event = target[kCreateEvent](value, type);
  internals.begin(event, target);
  return event;
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  /** Called before a listener is added: warns of leaks; subclasses start things here. */
  [kNewListener](size, type, listener, once, capture, passive, weak) {
    const max = this[kMaxEventTargetListeners];
    if (max > 0 && size > max && !this[kMaxEventTargetListenersWarned]) {
      this[kMaxEventTargetListenersWarned] = true;
      const { inspect } = require('internal/util/inspect');
      const warning = new Error(
        `Possible EventTarget memory leak detected. ${size} ${type} listeners added to ` +
        `${inspect(this, { depth: -1 })}. MaxListeners is ${max}. Use events.setMaxListeners() to increase limit`);
      warning.name = 'MaxListenersExceededWarning';
      warning.target = this;
      warning.type = type;
      warning.count = size;
      process.emitWarning(warning);
    }
  }

  [kRemoveListener](size, type, listener, capture) {}

  /**
   * @param {string} type
   * @param {Function|{handleEvent: Function}} listener
   * @param {boolean|{once?: boolean, capture?: boolean, passive?: boolean, signal?: AbortSignal}} [options]
   */
  addEventListener(type, listener, options = undefined) {
    if (!isEventTarget(this)) throw new codes.ERR_INVALID_THIS('EventTarget');
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    const flags = readFlags(options);
    validateAbortSignal(flags.signal, 'options.signal');
    if (!isCallable(listener)) {
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = type;
      process.emitWarning(warning);
      return;
    }
    type = toDOMString(type);
    const { signal } = flags;
    if (signal !== undefined) {
      if (signal.aborted) return;
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, options),
        { __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }
    const events = this[kEvents] ??= new SafeMap();
    let root = events.get(type);
    if (root === undefined) {
      root = { size: 0, next: undefined };
      events.set(type, root);
    }
    let last = root;
    for (let at = root.next; at !== undefined; at = at.next) {
      if (at.same(listener, flags.capture)) return;
      last = at;
    }
    root.size++;
    this[kNewListener](root.size, type, listener, flags.once, flags.capture, flags.passive, flags.weak);
    new Listener(this, type, last, listener, flags); // eslint-disable-line no-new
  }

  removeEventListener(type, listener, options = undefined) {
    if (!isEventTarget(this)) throw new codes.ERR_INVALID_THIS('EventTarget');
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    if (!isCallable(listener)) return;
    type = toDOMString(type);
    const capture = options?.capture === true || options === true || Boolean(options?.capture);
    const root = this[kEvents]?.get(type);
    for (let at = root?.next; at !== undefined; at = at.next) {
      if (!at.same(listener, capture)) continue;
      at.remove();
      root.size--;
      if (root.size === 0) this[kEvents].delete(type);
      this[kRemoveListener](root.size, type, listener, capture);
      break;
    }
  }

  [kRemoveWeakListenerHelper](type, listener) {
    const root = this[kEvents]?.get(type);
    if (root === undefined || listener.removed) return;
    listener.remove();
    root.size--;
    if (root.size === 0) this[kEvents].delete(type);
    this[kRemoveListener](root.size, type, undefined, listener.capture);
  }

  /** @param {Event} event @returns {boolean} false if a listener called preventDefault() */
  dispatchEvent(event) {
    if (!isEventTarget(this)) throw new codes.ERR_INVALID_THIS('EventTarget');
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('event');
    if (!internals.isEvent(event)) throw new codes.ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (internals.isDispatching(event)) throw new codes.ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  /** Calls the listeners; those added with on() get `value`, the others `event` (made if needed). */
  [kHybridDispatch](value, type, event) {
    const root = this[kEvents]?.get(type);
    if (event !== undefined) internals.begin(event, this);
    let next;
    for (let at = root?.next; at !== undefined; at = next) {
      next = at.next;
      if (at.removed) continue;
      // A stopped event goes on only to those who resist that.
      if (event !== undefined && internals.isStopped(event) && !at.resistsStop) continue;
      if (at.once) {
        at.remove();
        root.size--;
        if (root.size === 0) this[kEvents].delete(type);
        this[kRemoveListener](root.size, type, at.listener, at.capture);
      }
      callListener(this, at, at.isNodeStyle ? value : event ??= makeEvent(this, value, type));
    }
    if (event !== undefined) internals.end(event);
  }

  [kCreateEvent](value, type) {
    throw new codes.ERR_METHOD_NOT_IMPLEMENTED('kCreateEvent');
  }

  [customInspectSymbol](depth, options) {
    if (!isEventTarget(this)) throw new codes.ERR_INVALID_THIS('EventTarget');
    const { name } = this.constructor;
    if (depth < 0) return name;
    const { inspect } = require('internal/util/inspect');
    return `${name} ${inspect({}, options)}`;
  }
}
expose(EventTarget, ['addEventListener', 'removeEventListener', 'dispatchEvent']);

function callListener(target, listener, argument) {
  const isEvent = internals.isEvent(argument);
  if (isEvent) internals.setPassive(argument, listener.passive);
  try {
    const callback = listener.weak ? listener.callback.deref() : listener.callback;
    if (callback === undefined) return;
    let result;
    if (typeof callback === 'function') result = FunctionPrototypeCall(callback, target, argument);
    else if (callback.handleEvent) result = callback.handleEvent(argument);
    if (result !== undefined && result !== null) {
      const { then } = result;
      if (typeof then === 'function') FunctionPrototypeCall(then, result, undefined, throwLater);
    }
  } catch (error) {
    throwLater(error);
  }
  if (isEvent) internals.setPassive(argument, false);
}

function throwLater(error) {
  process.nextTick(() => { throw error; });
}

function isEventTarget(value) {
  return Boolean(value?.constructor?.[kIsEventTarget]);
}

// NodeEventTarget

function initNodeEventTarget(self) {
  initEventTarget(self);
}

function checkNodeEventTarget(value) {
  if (!value?.constructor?.[kIsNodeEventTarget]) throw new codes.ERR_INVALID_THIS('NodeEventTarget');
}
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');

class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    checkNodeEventTarget(this);
    EventEmitter.setMaxListeners(n, this);
  }

  getMaxListeners() {
    checkNodeEventTarget(this);
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    checkNodeEventTarget(this);
    return [...(this[kEvents]?.keys() ?? [])];
  }

  listenerCount(type) {
    checkNodeEventTarget(this);
    return this[kEvents]?.get(String(type))?.size ?? 0;
  }

  off(type, listener, options) {
    checkNodeEventTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    checkNodeEventTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    checkNodeEventTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  addListener(type, listener) {
    checkNodeEventTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  emit(type, arg) {
    checkNodeEventTarget(this);
    validateString(type, 'type');
    const hadListeners = this.listenerCount(type) > 0;
    this[kHybridDispatch](arg, type);
    return hadListeners;
  }

  once(type, listener) {
    checkNodeEventTarget(this);
    this.addEventListener(type, listener, { once: true, [kIsNodeStyleListener]: true });
    return this;
  }

  removeAllListeners(type) {
    checkNodeEventTarget(this);
    if (type !== undefined) this[kEvents]?.delete(String(type));
    else this[kEvents]?.clear();
    return this;
  }
}
ObjectDefineProperties(NodeEventTarget.prototype, {
  setMaxListeners: kEnumerableProperty,
  getMaxListeners: kEnumerableProperty,
  eventNames: kEnumerableProperty,
  listenerCount: kEnumerableProperty,
  off: kEnumerableProperty,
  removeListener: kEnumerableProperty,
  on: kEnumerableProperty,
  addListener: kEnumerableProperty,
  once: kEnumerableProperty,
  emit: kEnumerableProperty,
  removeAllListeners: kEnumerableProperty,
});

// Event handler attributes: target.onabort = …

function makeHandler(handler) {
  function eventHandler(...args) {
    if (typeof eventHandler.handler !== 'function') return;
    return ReflectApply(eventHandler.handler, this, args);
  }
  eventHandler.handler = handler;
  return eventHandler;
}

/** Defines the attribute `on<name>` on a prototype. `event`: the type, if it is another one. */
function defineEventHandler(emitter, name, event = name) {
  const key = `on${name}`;
  function get() {
    validateThisInternalField(this, kHandlers, 'EventTarget');
    return this[kHandlers]?.get(event)?.handler ?? null;
  }
  function set(value) {
    validateThisInternalField(this, kHandlers, 'EventTarget');
    const isSet = typeof value === 'function' || (typeof value === 'object' && value !== null);
    let wrapped = this[kHandlers]?.get(event);
    if (wrapped !== undefined) {
      if (!isSet) {
        wrapped.handler = undefined;
        this.removeEventListener(event, wrapped);
        this[kHandlers].delete(event);
        return;
      }
      wrapped.handler = value;
    } else if (isSet) {
      wrapped = makeHandler(value);
      this.addEventListener(event, wrapped);
      this[kHandlers] ??= new SafeMap();
      this[kHandlers].set(event, wrapped);
    }
  }
  ObjectDefineProperty(get, 'name', { __proto__: null, value: `get ${key}` });
  ObjectDefineProperty(set, 'name', { __proto__: null, value: `set ${key}` });
  ObjectDefineProperty(emitter, key, { __proto__: null, get, set, configurable: true, enumerable: true });
}

module.exports = {
  CustomEvent,
  defineEventHandler,
  Event,
  EventTarget,
  initEventTarget,
  initNodeEventTarget,
  isEventTarget,
  kCreateEvent,
  kEvents,
  kHybridDispatch,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
  NodeEventTarget,
};

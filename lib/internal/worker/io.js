// SPDX-License-Identifier: MIT
// MessageChannel, MessagePort, BroadcastChannel. The queues are in src/messaging; the engine calls emit()
// for each message that arrives, and initPort() for each port that comes into being.
'use strict';

const binding = internalBinding('messaging');
const {
  CustomEvent, defineEventHandler, Event, EventTarget, initNodeEventTarget, kCreateEvent, kHybridDispatch, kNewListener,
  kRemoveListener, NodeEventTarget, kTrustEvent,
} = require('internal/event_target');
const {
  codes: {
    ERR_INVALID_THIS, ERR_MISSING_ARGS,
  },
} = require('internal/errors');

const { customInspectSymbol, kEnumerableProperty } = require('internal/util');
const { dataCloneError, markAsUncloneable } = require('internal/worker/js_transferable');
const { MessageEvent, trustedMessageEvent } = require('internal/worker/message_event');

const { MessagePort } = binding;
const kPorts = Symbol('kPorts');
const kChannel = Symbol('kChannel');
const kUnrefed = Symbol('kUnrefed');  // of a port that is closing already: the handle says no more
const kMoved = Symbol('kMoved');  // what receives the messages of a port that went to another context

// ---- MessagePort: from now on a NodeEventTarget ----

const native = Object.getOwnPropertyDescriptors(MessagePort.prototype);
const handleBase = Object.getPrototypeOf(MessagePort.prototype);
const { post, start, stop, drain, closed, refed, setForeign } = MessagePort.prototype;
const closePort = MessagePort.prototype.close;
const { ref, unref } = handleBase;

for (const name of Object.keys(native)) {
  if (name !== 'constructor') delete MessagePort.prototype[name];
}
Object.setPrototypeOf(MessagePort.prototype, NodeEventTarget.prototype);
Object.setPrototypeOf(MessagePort, NodeEventTarget);

function iterable(list, what) {
  if (list === undefined) return undefined;
  if (Array.isArray(list)) return list;
  if (typeof list?.[Symbol.iterator] !== 'function' || (typeof list !== 'object' && typeof list !== 'function')) {
    const error = new TypeError(`Optional ${what} argument must be an iterable`);
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
  return Array.from(list);
}

/** The second argument of postMessage: a list, or options. */
function transferList(options) {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== 'object' && typeof options !== 'function') return iterable(options, 'transferList');
  if (typeof options[Symbol.iterator] === 'function') return iterable(options, 'transferList');
  return iterable(options.transfer, 'options.transfer');
}

/** Posts; false when there is nobody to receive. */
function postQuietly(port, value, transfer) {
  return post.call(port, value, transfer) === true;
}

function refPort(port) {
  ref.call(port);
  port[kUnrefed] = false;
}

function unrefPort(port) {
  unref.call(port);
  port[kUnrefed] = true;
}

/** Takes what has arrived at a port, now. */
function drainPort(port) {
  drain.call(port);
}

/** What listeners for a port's 'close' are given. */
class MessagePortCloseEvent extends Event {
  constructor() {
    super('close', { [kTrustEvent]: true });
  }
}

/** Refuses what is no port, as C does. */
function checkPort(port) {
  if (port === undefined || port === null || !Object.hasOwn(port, kUnrefed)) throw new TypeError('Illegal invocation');
}

class PortMethods {
  /**
   * @param {any} value
   * @param {Iterable<object>|{ transfer?: Iterable<object> }} [options]
   * @returns {true|undefined} undefined: the port is closed
   */
  postMessage(value, options) {
    checkPort(this);
    if (arguments.length === 0) {
      const error = new TypeError('Not enough arguments to MessagePort.postMessage');
      error.code = 'ERR_MISSING_ARGS';
      throw error;
    }
    const transfer = transferList(options);
    return post.call(this, value, transfer) === undefined ? undefined : true;
  }

  start() {
    checkPort(this);
    start.call(this);
  }

  close(callback) {
    checkPort(this);
    if (typeof callback === 'function') this.once('close', callback);
    closePort.call(this);
  }

  ref() {
    checkPort(this);
    refPort(this);
  }

  unref() {
    checkPort(this);
    unrefPort(this);
  }

  hasRef() {
    checkPort(this);
    return !this[kUnrefed] && (refed.call(this) ?? false);
  }

  handleOnClose() {
    closed.call(this);
    const event = new MessagePortCloseEvent();
    this[kHybridDispatch](event, 'close', event);
  }

  [kCreateEvent](value, type) {
    if (type === 'message' || type === 'messageerror') return trustedMessageEvent(type, value, this[kPorts]);
    return new CustomEvent(type, { detail: value });
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener]?.(size, type, listener, once, capture, passive, weak);
    if (type === 'message' && size === 1) {
      refPort(this);
      start.call(this);
    }
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener]?.(size, type, listener, capture);
    // Messages that nobody would hear wait for the next listener.
    if (type === 'message' && size === 0) {
      unrefPort(this);
      stop.call(this);
    }
  }

  [customInspectSymbol]() {
    let isRefed;
    try {
      isRefed = refed.call(this);
    } catch {
      return this;  // the prototype, or what this function has returned
    }
    const state = isRefed === undefined ? { active: false } : { active: true, refed: isRefed };
    return Object.assign({ __proto__: MessagePort.prototype }, state, this);
  }
}
Object.setPrototypeOf(PortMethods.prototype, NodeEventTarget.prototype);
for (const key of Reflect.ownKeys(PortMethods.prototype)) {
  if (key === 'constructor') continue;
  const descriptor = Object.getOwnPropertyDescriptor(PortMethods.prototype, key);
  descriptor.enumerable = typeof key === 'string' && key !== 'handleOnClose';
  Object.defineProperty(MessagePort.prototype, key, descriptor);
}
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

function hide(port, key, value) {
  Object.defineProperty(port, key, { __proto__: null, value, writable: true });
}

function initPort() {
  initNodeEventTarget(this);
  hide(this, kPorts, undefined);
  hide(this, kMoved, undefined);
  hide(this, kUnrefed, false);
}

function emit(data, ports, failed) {
  const type = failed ? 'messageerror' : 'message';
  const channel = this[kChannel];
  if (channel !== undefined) {
    if (channel[kHandle] === this) channel.dispatchEvent(trustedMessageEvent(type, data));
    return;
  }
  if (this[kMoved] !== undefined) return this[kMoved](data, type);
  this[kPorts] = ports;
  try {
    this[kHybridDispatch](data, type);
  } finally {
    this[kPorts] = undefined;
  }
}

binding.setHooks(emit, initPort);

/** From now on the port's messages are made in the context of a vm sandbox, and go to `receive(data, type)` there. */
function moveTo(port, sandbox, receive) {
  setForeign.call(port, sandbox);
  port[kMoved] = receive;
}

/** Two connected ports. */
function MessageChannel() {
  if (new.target === undefined) {
    throw Object.assign(new TypeError('Cannot call constructor without `new`'), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
  }
  const ports = binding.channel();
  this.port1 = ports[0];
  this.port2 = ports[1];
}

/**
 * The oldest message of a port, without an event.
 * @param {MessagePort|BroadcastChannel} port
 * @returns {{ message: any }|undefined}
 */
function receiveMessageOnPort(port) {
  const result = binding.receive(port?.[kHandle] ?? port);
  if (result === null) {
    throw wrongType('The "port" argument must be a MessagePort instance');
  }
  return result === undefined ? undefined : { message: result[0] };
}

function wrongType(text) {
  return Object.assign(new TypeError(text), { code: 'ERR_INVALID_ARG_TYPE' });
}

// ---- BroadcastChannel ----

const kHandle = Symbol('kHandle');

class BroadcastChannel extends EventTarget {
  #name;

  /** @param {string} name channels of the same name hear each other, in all threads */
  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    const handle = binding.broadcast(this.#name);
    hide(handle, kChannel, this);
    Object.defineProperty(this, kHandle, { __proto__: null, value: handle, writable: true });
    ref.call(handle);
    start.call(handle);
  }

  static #check(channel) {
    if (typeof channel !== 'object' || channel === null || !(#name in channel)) {
      throw new ERR_INVALID_THIS('BroadcastChannel');
    }
    return channel;
  }

  get name() { return BroadcastChannel.#check(this).#name; }

  close() {
    BroadcastChannel.#check(this);
    const handle = this[kHandle];
    if (handle === undefined) return;
    this[kHandle] = undefined;
    closePort.call(handle);
  }

  /** @param {any} message */
  postMessage(message) {
    BroadcastChannel.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (this[kHandle] === undefined) {
      const { DOMException } = require('internal/dom_exception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    if (post.call(this[kHandle], message) === undefined) throw dataCloneError('Message could not be posted.');
  }

  ref() {
    BroadcastChannel.#check(this);
    if (this[kHandle]) ref.call(this[kHandle]);
    return this;
  }

  unref() {
    BroadcastChannel.#check(this);
    if (this[kHandle]) unref.call(this[kHandle]);
    return this;
  }

  [customInspectSymbol](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('internal/util/inspect');
    const opts = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({ name: this.#name, active: this[kHandle] !== undefined }, opts)}`;
  }
}
Object.defineProperties(BroadcastChannel.prototype, {
  name: kEnumerableProperty,
  close: kEnumerableProperty,
  postMessage: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'BroadcastChannel' },
});
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

/** @param {object} object postMessage may not transfer it from now on */
function markAsUntransferable(object) {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return;
  require('internal/buffer').markAsUntransferable(object);
}

/** @param {any} object */
function isMarkedAsUntransferable(object) {
  return binding.isMarkedAsUntransferable(object);
}

module.exports = {
  BroadcastChannel, drainPort, isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable,
  MessageChannel, MessageEvent, MessagePort, moveTo, postQuietly, receiveMessageOnPort, wrongType,
};

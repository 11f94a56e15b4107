// SPDX-License-Identifier: MIT
// The browser's way to listen to a WebSocket: addEventListener, onopen, onmessage, onclose, onerror.
'use strict';

const kListener = Symbol('listener');
const kForAttribute = Symbol('forAttribute');

class Event {
  #type;
  #target;
  constructor(type, target) {
    this.#type = type;
    this.#target = target;
  }

  get type() { return this.#type; }
  get target() { return this.#target; }
}

class CloseEvent extends Event {
  #code;
  #reason;
  #wasClean;
  constructor(target, code, reason) {
    super('close', target);
    this.#code = code;
    this.#reason = reason;
    this.#wasClean = target._closeFrameReceived && target._closeFrameSent;
  }

  get code() { return this.#code; }
  get reason() { return this.#reason; }
  get wasClean() { return this.#wasClean; }
}

class ErrorEvent extends Event {
  #error;
  #message;
  constructor(target, error) {
    super('error', target);
    this.#error = error;
    this.#message = error.message;
  }

  get error() { return this.#error; }
  get message() { return this.#message; }
}

class MessageEvent extends Event {
  #data;
  constructor(target, data) {
    super('message', target);
    this.#data = data;
  }

  get data() { return this.#data; }
}

for (const [Class, names] of [[Event, ['type', 'target']], [CloseEvent, ['code', 'reason', 'wasClean']],
                              [ErrorEvent, ['error', 'message']], [MessageEvent, ['data']]]) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { __proto__: null, enumerable: true });
}

const wrappers = {
  __proto__: null,
  open: (target, listener) => function onOpen() { call(listener, this, new Event('open', this)); },
  message: (target, listener) => function onMessage(data, isBinary) {
    call(listener, this, new MessageEvent(this, isBinary ? data : data.toString()));
  },
  close: (target, listener) => function onClose(code, reason) {
    call(listener, this, new CloseEvent(this, code, reason.toString()));
  },
  error: (target, listener) => function onError(error) { call(listener, this, new ErrorEvent(this, error)); },
};

function call(listener, target, event) {
  if (typeof listener === 'object' && listener.handleEvent) listener.handleEvent.call(listener, event);
  else listener.call(target, event);
}

function add(target, type, listener, once, forAttribute) {
  const wrapper = wrappers[type]?.(target, listener);
  if (wrapper === undefined) return;
  wrapper[kListener] = listener;
  wrapper[kForAttribute] = forAttribute;
  if (once) target.once(type, wrapper);
  else target.on(type, wrapper);
}

const EventTarget = {
  /** @param {string} type 'open', 'message', 'close' or 'error' @param {Function|object} listener @param {{ once?: boolean }} [options] */
  addEventListener(type, listener, options = {}) {
    for (const other of this.listeners(type)) {
      if (!options[kForAttribute] && other[kListener] === listener && !other[kForAttribute]) return;
    }
    add(this, type, listener, options.once === true, options[kForAttribute] === true);
  },
  removeEventListener(type, handler) {
    for (const listener of this.listeners(type)) {
      if (listener[kListener] === handler && !listener[kForAttribute]) {
        this.removeListener(type, listener);
        break;
      }
    }
  },
};

/** Puts the methods and the on… attributes on a class's prototype. */
function mixInto(prototype) {
  for (const name of Object.keys(EventTarget)) {
    Object.defineProperty(prototype, name, {
      __proto__: null, value: EventTarget[name], writable: true, configurable: true,
    });
  }
  for (const type of ['open', 'error', 'close', 'message']) {
    Object.defineProperty(prototype, `on${type}`, {
      __proto__: null,
      enumerable: true,
      configurable: true,
      get() {
        for (const listener of this.listeners(type)) if (listener[kForAttribute]) return listener[kListener];
        return null;
      },
      set(handler) {
        for (const listener of this.listeners(type)) {
          if (listener[kForAttribute]) {
            this.removeListener(type, listener);
            break;
          }
        }
        if (typeof handler === 'function') add(this, type, handler, false, true);
      },
    });
  }
}

module.exports = { mixInto };

// SPDX-License-Identifier: MIT
// node:domain (deprecated): errors of everything that was started inside a domain go to its 'error' event. Built
// on async hooks, which carry the domain from a resource's creation to its callbacks.
'use strict';

const EventEmitter = require('events');
const { createHook } = require('async_hooks');
const { capture } = require('internal/process/execution');
const {
  codes: {
    ERR_DOMAIN_CALLBACK_NOT_AVAILABLE,
    ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE,
    ERR_UNHANDLED_ERROR,
  },
} = require('internal/errors');

/** What `value` was started in; not to be seen by for-in. */
function setDomain(value, domain) {
  Object.defineProperty(value, 'domain', {
    __proto__: null, configurable: true, enumerable: false, value: domain, writable: true,
  });
}

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

// ---- the active domain, and those around it -----------------------------------------------------------------------

let stack = [];
exports._stack = stack;

let current = null;
Object.defineProperty(process, 'domain', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get: function() { return current; },
  set: function(domain) { current = domain; },
});

function activate(domain) {
  exports.active = process.domain = domain;
}

if (process.hasUncaughtExceptionCaptureCallback()) throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();
const loadedAt = new Error('require(`domain`) at this point').stack;
process.setUncaughtExceptionCaptureCallback = function(fn) {
  const err = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  err.stack += `\n${'-'.repeat(40)}\n${loadedAt}`;
  throw err;
};

/** Exceptions come here while a domain on the stack wants them. */
function updateCapture() {
  if (stack.every((domain) => domain.listenerCount('error') === 0)) capture.fn = null;
  else capture.fn = (err) => process.domain._errorHandler(err);
}

process.on('newListener', (name, listener) => {
  if (name === 'uncaughtException' && listener !== clearStack) {
    // Stays the last one.
    process.removeListener(name, clearStack);
    process.on(name, clearStack);
  }
});
process.on('removeListener', (name, listener) => {
  if (name === 'uncaughtException' && listener !== clearStack) {
    const listeners = process.listeners('uncaughtException');
    if (listeners.length === 1 && listeners[0] === clearStack) process.removeListener(name, clearStack);
  }
});

/** An exception ends whatever ran: no domain stays entered. */
function clearStack() {
  stack.length = 0;
  activate(null);
  updateCapture();
}

// ---- from creation to callback -----------------------------------------------------------------------------------------

const pairs = new Map(); // async id → domain, held weakly

const hook = createHook({
  init(asyncId, type, triggerAsyncId, resource) {
    if (process.domain === null || process.domain === undefined) return;
    pairs.set(asyncId, process.domain.weak);
    // A promise of another context shall not lead out of it.
    if (type !== 'PROMISE' || resource instanceof Promise) setDomain(resource, process.domain);
  },
  before(asyncId) {
    pairs.get(asyncId)?.deref()?.enter();
  },
  after(asyncId) {
    pairs.get(asyncId)?.deref()?.exit();
  },
  destroy(asyncId) {
    pairs.delete(asyncId);
  },
});

// ---- the class -----------------------------------------------------------------------------------------------------------

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    Object.defineProperty(this, 'weak', { __proto__: null, value: new WeakRef(this) });
    hook.enable();
    this.on('removeListener', onListenersChanged);
    this.on('newListener', onListenersChanged);
  }
}

Domain.prototype.members = undefined;
// Functions, no methods: they are seen by for-in, as they always were.
/** @returns {boolean} did somebody take the error? */
Domain.prototype._errorHandler = function(err) {
  let caught = false;
  if (isObject(err)) {
    setDomain(err, this);
    err.domainThrown = true;
  }
  // The handler does not run inside its own domain.
  while (exports.active === this) this.exit();
  if (stack.length === 0) {
    if (this.listenerCount('error') > 0) {
      capture.fn = null; // what the handler throws is uncaught
      try {
        caught = this.emit('error', err);
      } finally {
        updateCapture();
      }
    }
  } else {
    try {
      caught = this.emit('error', err);
    } catch (second) {
      // Perhaps the domain around takes that one.
      updateCapture();
      if (stack.length === 0) throw second;
      activate(stack[stack.length - 1]);
      caught = process.domain._errorHandler(second);
    }
  }
  clearStack();
  return caught;
};

Domain.prototype.enter = function() {
  activate(this);
  stack.push(this);
  updateCapture();
};

/** Leaves this domain, and all that were entered inside it. */
Domain.prototype.exit = function() {
  const at = stack.lastIndexOf(this);
  if (at === -1) return;
  stack.splice(at);
  activate(stack.length === 0 ? undefined : stack[stack.length - 1]);
  updateCapture();
};

Domain.prototype.add = function(emitter) {
  if (emitter.domain === this) return;
  if (emitter.domain) emitter.domain.remove(emitter);
  // No circles of domains.
  if (this.domain && emitter instanceof Domain) {
    for (let d = this.domain; d; d = d.domain) if (emitter === d) return;
  }
  setDomain(emitter, this);
  this.members.push(emitter);
};

Domain.prototype.remove = function(emitter) {
  emitter.domain = null;
  const at = this.members.indexOf(emitter);
  if (at !== -1) this.members.splice(at, 1);
};

/** Calls fn inside the domain. */
Domain.prototype.run = function(fn, ...args) {
  this.enter();
  const result = fn.apply(this, args);
  this.exit();
  return result;
};

/** fn for callbacks (err, …): an Error goes to the domain, the rest to fn. */
Domain.prototype.intercept = function(fn) {
  const self = this;
  function runIntercepted(err, ...args) {
    if (err && err instanceof Error) {
      err.domainBound = fn;
      err.domainThrown = false;
      setDomain(err, self);
      self.emit('error', err);
      return;
    }
    self.enter();
    const result = fn.apply(this, args);
    self.exit();
    return result;
  }
  return runIntercepted;
};

/** fn, running inside the domain. */
Domain.prototype.bind = function(fn) {
  const self = this;
  function runBound(...args) {
    self.enter();
    const result = fn.apply(this, args);
    self.exit();
    return result;
  }
  setDomain(runBound, this);
  return runBound;
};

function onListenersChanged(type) {
  if (type === 'error') process.nextTick(updateCapture);
  if (type === 'error' && stack.includes(this)) queueUpdate();
}

/** 'newListener' comes before the listener is there. */
function queueUpdate() {
  capture.fn = (err) => process.domain._errorHandler(err);
}

exports.Domain = Domain;
exports.createDomain = exports.create = function createDomain() {
  return new Domain();
};
exports.active = null;

// An addon's callback belongs to the domain of its receiver, which stays entered when it throws.
internalBinding('addons').callThrough(function(fn, ...args) {
  const { domain } = this;
  domain?.enter();
  const result = Reflect.apply(fn, this, args);
  domain?.exit();
  return result;
});

// ---- emitters belong to the domain they were made in ------------------------------------------------------------------

EventEmitter.usingDomains = true;

const { init } = EventEmitter;
EventEmitter.init = function(options) {
  setDomain(this, null);
  if (exports.active && !(this instanceof Domain)) this.domain = exports.active;
  return init.call(this, options);
};

const { emit: emitAlone } = EventEmitter.prototype;

/** 'error' of an emitter without listener: to its domain, outside of the active one. */
function emitToDomain(emitter, domain, err) {
  if (isObject(err)) {
    err.domainEmitter = emitter;
    setDomain(err, domain);
    err.domainThrown = false;
  }
  const stackBefore = stack.slice(), activeBefore = process.domain;
  let at = stack.length - 1;
  while (at > -1 && process.domain === stack[at]) at--;
  if (at < stack.length - 1) stack.splice(at + 1);
  activate(at > -1 ? stack[at] : null);
  updateCapture();
  domain.emit('error', err);
  exports._stack = stack = stackBefore;
  activate(activeBefore);
  updateCapture();
  return false;
}

EventEmitter.prototype.emit = function emit(...args) {
  const { domain } = this, type = args[0];
  if (domain === null || domain === undefined || this === process || (type === 'error' && this.listenerCount(type) > 0)) {
    return emitAlone.apply(this, args);
  }
  if (type === 'error') {
    const err = args.length > 1 && args[1] ? args[1] : new ERR_UNHANDLED_ERROR(args[1]);
    return emitToDomain(this, domain, err);
  }
  domain.enter();
  const result = emitAlone.apply(this, args);
  domain.exit();
  return result;
};

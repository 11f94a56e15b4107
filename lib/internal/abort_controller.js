// SPDX-License-Identifier: MIT
'use strict';

// AbortController and AbortSignal (DOM). A signal of any() or timeout() that somebody listens to is
// kept alive until it has fired; one that nobody listens to may be collected.

const {
  ArrayPrototypePush,
  ObjectAssign,
  ObjectDefineProperties,
  ObjectDefineProperty,
  Promise,
  PromiseResolve,
  SafeFinalizationRegistry,
  SafeSet,
  SafeWeakRef,
  Symbol,
  SymbolToStringTag,
} = primordials;

const { codes } = require('internal/errors');
const { kMaxEventTargetListeners } = require('events');
const {
  defineEventHandler, Event, EventTarget, kNewListener, kRemoveListener, kResistStopPropagation,
  kTrustEvent, kWeakHandler,
} = require('internal/event_target');
const { customInspectSymbol, kEnumerableProperty, lazyDOMExceptionClass } = require('internal/util');
const {
  kValidateObjectAllowObjects, validateObject, validateUint32,
} = require('internal/validators');

const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kComposite = Symbol('kComposite');
const kTimeout = Symbol('kTimeout');
const kSources = Symbol('kSources');
const kDependants = Symbol('kDependants');
const kDontThrow = Symbol('kDontThrow');
const kMake = Symbol('kMake');
const kPort = Symbol('kPort');
const kSelf = Symbol('kSelf');
const kTimeoutSources = Symbol('kTimeoutSources');

// Composite and timeout signals that have listeners.
const kept = new SafeSet();
const abandonedTimers = new SafeFinalizationRegistry((timer) => require('timers').clearTimeout(timer));
const abandonedDependants = new SafeFinalizationRegistry(({ source, reference }) => {
  source.deref()?.[kDependants]?.delete(reference);
});

function inspectAs(self, properties, depth, options) {
  if (depth < 0) return self;
  const opts = ObjectAssign({}, options, { depth: options.depth == null ? null : options.depth - 1 });
  const { inspect } = require('internal/util/inspect');
  return `${self.constructor.name} ${inspect(properties, opts)}`;
}

function checkSignal(value) {
  if (typeof value !== 'object' || value === null || value[kAborted] === undefined) {
    throw new codes.ERR_INVALID_THIS('AbortSignal');
  }
}

class AbortSignal extends EventTarget {
  constructor(key = undefined) {
    if (key !== kDontThrow) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
    // Signals have many listeners for good reason.
    this[kMaxEventTargetListeners] = 0;
    this[kAborted] = false;
    this[kReason] = undefined;
    this[kComposite] = false;
  }

  get aborted() {
    checkSignal(this);
    return this[kAborted];
  }

  get reason() {
    checkSignal(this);
    return this[kReason];
  }

  throwIfAborted() {
    checkSignal(this);
    if (this[kAborted]) throw this[kReason];
  }

  [customInspectSymbol](depth, options) {
    return inspectAs(this, { aborted: this.aborted }, depth, options);
  }

  /** A signal that is aborted already. */
  static abort(reason = new (lazyDOMExceptionClass())('This operation was aborted', 'AbortError')) {
    const signal = createSignal();
    signal[kAborted] = true;
    signal[kReason] = reason;
    return signal;
  }

  /** A signal that aborts after `delay` ms; it keeps no process alive. */
  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = createSignal();
    signal[kTimeout] = true;
    const reference = new SafeWeakRef(signal);
    const timer = require('timers').setTimeout(() => {
      const target = reference.deref();
      if (target === undefined) return;
      kept.delete(target);
      abort(target, new (lazyDOMExceptionClass())('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timer.unref();
    abandonedTimers.register(signal, timer);
    return signal;
  }

  /** A signal that aborts as soon as one of `signals` does. */
  static any(signals) {
    return combine(toSignalList(signals));
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    const isLive = this[kTimeout] || (this[kComposite] && this[kSources]?.size > 0);
    if (isLive && type === 'abort' && !this[kAborted] && !weak && size === 1) kept.add(this);
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0) kept.delete(this);
  }
}

function createSignal() {
  return new AbortSignal(kDontThrow);
}

function toSignalList(signals) {
  if (signals === null || typeof signals !== 'object' || typeof signals[Symbol.iterator] !== 'function') {
    const error = new codes.ERR_INVALID_ARG_TYPE('signals', 'AbortSignal', signals);
    error.message = 'signals cannot be converted to sequence.';
    throw error;
  }
  const list = [];
  for (const signal of signals) {
    if (signal === null || typeof signal !== 'object' || signal[kAborted] === undefined) {
      const error = new codes.ERR_INVALID_ARG_TYPE('signals', 'AbortSignal', signal);
      error.message = `signals[${list.length}] is not of type AbortSignal.`;
      throw error;
    }
    ArrayPrototypePush(list, signal);
  }
  return list;
}

function combine(signals) {
  const result = createSignal();
  if (signals.length === 0) return result;
  for (let i = 0; i < signals.length; i++) {
    if (signals[i][kAborted]) {
      result[kAborted] = true;
      result[kReason] = signals[i][kReason];
      return result;
    }
  }
  result[kComposite] = true;
  result[kSources] = new SafeSet();
  const reference = new SafeWeakRef(result);
  for (let i = 0; i < signals.length; i++) {
    const signal = signals[i];
    if (!signal[kComposite]) {
      follow(result, reference, signal);
    } else if (signal[kSources] !== undefined) {
      // A source of a source: dependants hang on signals that fire by themselves only.
      for (const source of signal[kSources]) {
        const origin = source.deref();
        if (origin !== undefined) follow(result, reference, origin);
      }
    }
  }
  return result;
}

function follow(result, reference, source) {
  source[kDependants] ??= new SafeSet();
  if (source[kDependants].has(reference)) return;
  source[kDependants].add(reference);
  source[kSelf] ??= new SafeWeakRef(source);
  // A source that aborts by itself must stay, though only its dependant is used.
  if (source[kTimeout]) result[kTimeoutSources] = [...(result[kTimeoutSources] ?? []), source];
  result[kSources].add(source[kSelf]);
  abandonedDependants.register(result, { source: source[kSelf], reference });
}

/** Sets the state of the signal and of all that follow it, then dispatches, as the standard has it. */
function abort(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  const dependants = [];
  if (signal[kDependants] !== undefined) {
    for (const reference of signal[kDependants]) {
      const dependant = reference.deref();
      if (dependant === undefined || dependant[kAborted]) continue;
      dependant[kAborted] = true;
      dependant[kReason] = reason;
      ArrayPrototypePush(dependants, dependant);
    }
    signal[kDependants].clear();
  }
  dispatch(signal);
  for (let i = 0; i < dependants.length; i++) dispatch(dependants[i]);
}

function dispatch(signal) {
  signal.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
  kept.delete(signal);
}

ObjectDefineProperties(AbortSignal.prototype, { aborted: kEnumerableProperty });
ObjectDefineProperty(AbortSignal.prototype, SymbolToStringTag,
  { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'AbortSignal' });
defineEventHandler(AbortSignal.prototype, 'abort');

class AbortController {
  #signal;

  get signal() {
    this.#signal ??= createSignal();
    return this.#signal;
  }

  /** @param {any} [reason] an AbortError by default */
  abort(reason = new (lazyDOMExceptionClass())('This operation was aborted', 'AbortError')) {
    this.#signal ??= createSignal();
    abort(this.#signal, reason);
  }

  [customInspectSymbol](depth, options) {
    return inspectAs(this, { signal: this.signal }, depth, options);
  }

  static [kMake]() {
    const controller = new AbortController();
    controller.#signal = transferableAbortSignal(createSignal());
    return controller;
  }
}

ObjectDefineProperties(AbortController.prototype, {
  signal: kEnumerableProperty,
  abort: kEnumerableProperty,
  [SymbolToStringTag]: {
    __proto__: null, writable: false, enumerable: false, configurable: true, value: 'AbortController',
  },
});

// Signals that can be posted to another thread: a port brings the news.

/** Marks a signal as one that postMessage() may transfer. */
function transferableAbortSignal(signal) {
  if (signal?.[kAborted] === undefined) throw new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  installTransfer();
  require('internal/worker/js_transferable').markTransferMode(signal, false, true);
  return signal;
}

let transferInstalled = false;

/** A transferred signal is a new one over there, that follows this one through a port. */
function installTransfer() {
  if (transferInstalled) return;
  transferInstalled = true;
  const { kDeserialize, kTransfer, kTransferList } = require('internal/worker/js_transferable');
  const hide = (key, value) => ObjectDefineProperty(AbortSignal.prototype, key,
    { __proto__: null, configurable: true, writable: true, value });
  hide(kTransferList, function() {
    if (this[kAborted]) return [];
    const { MessageChannel } = require('internal/worker/io');
    const { port1, port2 } = new MessageChannel();
    port1.unref();
    this[kPort] = port2;
    this.addEventListener('abort', () => {
      port1.postMessage(this[kReason]);
      port1.close();
    }, { once: true });
    return [port2];
  });
  hide(kTransfer, function() {
    return {
      data: { aborted: this[kAborted], reason: this[kReason], port: this[kPort] },
      deserializeInfo: 'internal/abort_controller:ClonedAbortSignal',
    };
  });
  hide(kDeserialize, function({ aborted, reason, port }) {
    this[kAborted] = aborted;
    this[kReason] = reason;
    if (port === undefined) return;
    port.onmessage = ({ data }) => {
      abort(this, data);
      port.close();
    };
    port.unref();
  });
}

/** What the other side makes of a transferred signal. */
function ClonedAbortSignal() {
  return createSignal();
}

function transferableAbortController() {
  return AbortController[kMake]();
}

/**
 * A promise that is resolved when the signal aborts; it keeps neither the process nor `resource` alive.
 * @param {AbortSignal} signal
 * @param {object} resource as long as it lives, the promise does
 * @returns {Promise<void>}
 */
async function aborted(signal, resource) {
  if (signal === undefined || signal === null || typeof signal !== 'object' || signal[kAborted] === undefined) {
    const error = new codes.ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
    error.message = 'signal is not of type AbortSignal.';
    throw error;
  }
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return PromiseResolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true });
  });
}

module.exports = { aborted, AbortController, AbortSignal, transferableAbortController, transferableAbortSignal };

// Asked for by the receiving side only.
ObjectDefineProperty(module.exports, 'ClonedAbortSignal', {
  __proto__: null,
  enumerable: true,
  get() {
    installTransfer();
    ClonedAbortSignal.prototype = AbortSignal.prototype;
    return ClonedAbortSignal;
  },
});

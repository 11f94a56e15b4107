// SPDX-License-Identifier: MIT
'use strict';

// require('async_hooks'): AsyncLocalStorage, AsyncResource, and hooks for those who trace. The
// bookkeeping is in internal/async_hooks.

const {
  ArrayPrototypeUnshift,
  FunctionPrototypeBind,
  NumberIsSafeInteger,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectFreeze,
  ReflectApply,
  SafeFinalizationRegistry,
  Symbol,
} = primordials;

const { codes } = require('internal/errors');
const internal = require('internal/async_hooks');
const { deprecate, kEmptyObject } = require('internal/util');
const { validateBoolean, validateFunction, validateString } = require('internal/validators');
const { getContinuation, setContinuation } = internalBinding('process');

const {
  after_symbol, async_id_symbol, before_symbol, destroy_symbol, destroyHooksExist, disableHook, emitAfter,
  emitBefore, emitDestroy, emitInit, enabledHooksExist, enableHook, executionAsyncId, executionAsyncResource,
  getDefaultTriggerAsyncId, hasAsyncIdStack, init_symbol, initHooksExist, newAsyncId, promise_resolve_symbol,
  trigger_async_id_symbol, triggerAsyncId,
} = internal;

// Hooks

const kNoPromiseHook = Symbol('kNoPromiseHook');

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve, trackPromises }) {
    if (init !== undefined && typeof init !== 'function') throw new codes.ERR_ASYNC_CALLBACK('hook.init');
    if (before !== undefined && typeof before !== 'function') throw new codes.ERR_ASYNC_CALLBACK('hook.before');
    if (after !== undefined && typeof after !== 'function') throw new codes.ERR_ASYNC_CALLBACK('hook.after');
    if (destroy !== undefined && typeof destroy !== 'function') throw new codes.ERR_ASYNC_CALLBACK('hook.destroy');
    if (promiseResolve !== undefined && typeof promiseResolve !== 'function') {
      throw new codes.ERR_ASYNC_CALLBACK('hook.promiseResolve');
    }
    if (trackPromises !== undefined) validateBoolean(trackPromises, 'trackPromises');
    if (trackPromises === false && promiseResolve) {
      throw new codes.ERR_INVALID_ARG_VALUE('trackPromises', trackPromises, 'must not be false when promiseResolve is enabled');
    }
    this[init_symbol] = init;
    this[before_symbol] = before;
    this[after_symbol] = after;
    this[destroy_symbol] = destroy;
    this[promise_resolve_symbol] = promiseResolve;
    this[kNoPromiseHook] = trackPromises === false;
  }

  /** Not shown: what internal/async_hooks asks for. */
  get trackPromises() { return !this[kNoPromiseHook]; }

  enable() {
    enableHook(this);
    return this;
  }

  disable() {
    disableHook(this);
    return this;
  }
}

/**
 * @param {{init?: Function, before?: Function, after?: Function, destroy?: Function,
 *   promiseResolve?: Function, trackPromises?: boolean}} fns
 */
function createHook(fns) {
  return new AsyncHook(fns);
}

// AsyncResource

const kContextFrame = Symbol('context_frame');
const collected = new SafeFinalizationRegistry(({ asyncId, destroyed }) => {
  if (!destroyed.done) emitDestroy(asyncId);
});
const kDestroyed = Symbol('destroyed');

class AsyncResource {
  /**
   * @param {string} type
   * @param {number|{triggerAsyncId?: number, requireManualDestroy?: boolean}} [opts]
   */
  constructor(type, opts = kEmptyObject) {
    validateString(type, 'type');
    let triggerId = opts;
    let requireManualDestroy = false;
    if (typeof opts !== 'number') {
      triggerId = opts.triggerAsyncId === undefined ? getDefaultTriggerAsyncId() : opts.triggerAsyncId;
      requireManualDestroy = Boolean(opts.requireManualDestroy);
    }
    // -1 is the id of nothing.
    if (!NumberIsSafeInteger(triggerId) || triggerId < -1) {
      throw new codes.ERR_INVALID_ASYNC_ID('triggerAsyncId', triggerId);
    }
    this[kContextFrame] = getContinuation();
    const asyncId = newAsyncId();
    this[async_id_symbol] = asyncId;
    this[trigger_async_id_symbol] = triggerId;
    if (initHooksExist()) {
      if (enabledHooksExist() && type.length === 0) throw new codes.ERR_ASYNC_TYPE(type);
      emitInit(asyncId, type, triggerId, this);
    }
    if (!requireManualDestroy && destroyHooksExist()) {
      const destroyed = { done: false };
      ObjectDefineProperty(this, kDestroyed, { __proto__: null, value: destroyed, enumerable: false });
      collected.register(this, { asyncId, destroyed });
    }
  }

  /** Calls fn in the context in which this resource was made. */
  runInAsyncScope(fn, thisArg, ...args) {
    const asyncId = this[async_id_symbol];
    emitBefore(asyncId, this[trigger_async_id_symbol], this);
    const before = getContinuation();
    setContinuation(this[kContextFrame]);
    try {
      return ReflectApply(fn, thisArg, args);
    } finally {
      setContinuation(before);
      if (hasAsyncIdStack()) emitAfter(asyncId);
    }
  }

  emitDestroy() {
    if (this[kDestroyed] !== undefined) this[kDestroyed].done = true;
    emitDestroy(this[async_id_symbol]);
    return this;
  }

  asyncId() { return this[async_id_symbol]; }
  triggerAsyncId() { return this[trigger_async_id_symbol]; }

  /** fn as a function that runs in the scope of this resource. */
  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    let bound;
    if (thisArg === undefined) {
      const resource = this;
      bound = function(...args) {
        ArrayPrototypeUnshift(args, fn, this);
        return ReflectApply(resource.runInAsyncScope, resource, args);
      };
    } else {
      bound = FunctionPrototypeBind(this.runInAsyncScope, this, fn, thisArg);
    }
    let self = this;
    return ObjectDefineProperties(bound, {
      length: { __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get: deprecate(() => self,
          'The asyncResource property on bound functions is deprecated', 'DEP0172'),
        set: deprecate((value) => { self = value; },
          'The asyncResource property on bound functions is deprecated', 'DEP0172'),
      },
    });
  }

  static bind(fn, type, thisArg) {
    type ||= fn.name;
    return (new AsyncResource(type || 'bound-anonymous-fn')).bind(fn, thisArg);
  }
}

const providers = { __proto__: null };
const providerNames =
  'NONE DIRHANDLE DNSCHANNEL ELDHISTOGRAM FILEHANDLE FILEHANDLECLOSEREQ BLOBREADER FSEVENTWRAP FSREQCALLBACK ' +
  'FSREQPROMISE GETADDRINFOREQWRAP GETNAMEINFOREQWRAP HEAPSNAPSHOT HTTP2SESSION HTTP2STREAM ' +
  'HTTP2PING HTTP2SETTINGS HTTPINCOMINGMESSAGE HTTPCLIENTREQUEST LOCKS JSSTREAM JSUDPWRAP MESSAGEPORT ' +
  'PIPECONNECTWRAP PIPESERVERWRAP PIPEWRAP PROCESSWRAP PROMISE QUERYWRAP QUIC_ENDPOINT QUIC_LOGSTREAM ' +
  'QUIC_SESSION QUIC_STREAM QUIC_UDP SHUTDOWNWRAP SIGNALWRAP STATWATCHER STREAMPIPE TCPCONNECTWRAP ' +
  'TCPSERVERWRAP TCPWRAP TTYWRAP UDPSENDWRAP UDPWRAP SIGINTWATCHDOG WORKER WORKERCPUPROFILE WORKERCPUUSAGE ' +
  'WORKERHEAPPROFILE WORKERHEAPSNAPSHOT WORKERHEAPSTATISTICS WRITEWRAP ZLIB CHECKPRIMEREQUEST PBKDF2REQUEST ' +
  'KEYPAIRGENREQUEST KEYGENREQUEST KEYEXPORTREQUEST ARGON2REQUEST CIPHERREQUEST DERIVEBITSREQUEST HASHREQUEST ' +
  'RANDOMBYTESREQUEST RANDOMPRIMEREQUEST SCRYPTREQUEST SIGNREQUEST TLSWRAP VERIFYREQUEST';
const names = primordials.StringPrototypeSplit(providerNames, ' ');
for (let i = 0; i < names.length; i++) providers[names[i]] = i;

module.exports = {
  AsyncLocalStorage: require('internal/async_local_storage').AsyncLocalStorage,
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: ObjectFreeze(providers),
  AsyncResource,
};

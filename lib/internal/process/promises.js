// SPDX-License-Identifier: MIT
// Unhandled rejections: V8 reports each rejection without handler to onPromiseReject; those that still
// have none after the microtasks become 'unhandledRejection', a warning or an uncaught exception.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ErrorPrototype,
  FunctionPrototypeToString,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  SafeMap,
  SafeWeakMap,
  String,
} = primordials;

const { tickInfo } = require('internal/process/task_queues_info');
const { getOptionValue } = require('internal/options');
const { getContinuation, setContinuation } = internalBinding('process');
const { fields, kExecutionId, kTriggerId, async_id_symbol, trigger_async_id_symbol } =
  require('internal/async_hooks');

// Kinds of V8's PromiseRejectEvent.
const kRejectWithNoHandler = 0;
const kHandlerAdded = 1;
const kRejectAfterResolved = 2;
const kResolveAfterResolved = 3;

let pending = new SafeMap(); // promise -> info, in order
const warned = new SafeWeakMap();
const handledLater = [];
let lastUid = 0;
let mode; // made at first use: depends on the command line

// For the trace log (internal/tracing): how many rejections had no handler, and how many got one later.
let tracer;
let unhandled = 0;
let handledAfter = 0;
function setTracer(fn) {
  tracer = fn;
}

function onPromiseReject(type, promise, reason) {
  switch (type) {
    case kRejectWithNoHandler: {
      const info = {
        __proto__: null, reason, uid: ++lastUid, warned: false, domain: process.domain,
        frame: getContinuation(),
      };
      pending.set(promise, info);
      unhandled++;
      tracer?.(unhandled, handledAfter);
      tickInfo[1] = 1;
      break;
    }
    case kHandlerAdded:
      handledAfter++;
      tracer?.(unhandled, handledAfter);
      onHandlerAdded(promise);
      break;
    case kRejectAfterResolved:
    case kResolveAfterResolved:
      if (process.listenerCount('multipleResolves') > 0) {
        process.nextTick(emitMultipleResolves, type === kRejectAfterResolved ? 'reject' : 'resolve', promise, reason);
      }
      break;
  }
}

let warnedMultiple = false;
function emitMultipleResolves(type, promise, reason) {
  if (!process.emit('multipleResolves', type, promise, reason) || warnedMultiple) return;
  warnedMultiple = true;
  process.emitWarning('The multipleResolves event has been deprecated.', 'DeprecationWarning', 'DEP0160');
}

function onHandlerAdded(promise) {
  if (pending.delete(promise)) return;
  const info = warned.get(promise);
  if (info === undefined) return;
  warned.delete(promise);
  if (info.warned) {
    ArrayPrototypePush(handledLater, { __proto__: null, promise, info });
    tickInfo[1] = 1;
  }
}

/** Calls the uncaught-exception machinery from inside JavaScript. */
function triggerUncaughtException(error, fromPromise) {
  const { fatalException } = require('internal/process/execution');
  return fatalException(error, fromPromise);
}

// Runs no code of the program: what the reason is may be a trap.
function describeReason(reason) {
  if (typeof reason === 'function') return FunctionPrototypeToString(reason);
  if (typeof reason !== 'object' || reason === null) return String(reason);
  if (ArrayIsArray(reason)) return '[object Array]';
  if (ObjectGetPrototypeOf(reason) === null) return '[object Object]';
  return `#<${internalBinding('util').getConstructorName(reason)}>`;
}

// What becomes uncaught: errors as they are, anything else wrapped as Node wraps it.
function asError(reason) {
  const { isErrorLike } = require('internal/errors');
  const like = isErrorLike ? isErrorLike(reason) :
    (typeof reason === 'object' && reason !== null && ObjectPrototypeHasOwnProperty(reason, 'stack'));
  if (like || reason instanceof ErrorPrototype.constructor) return reason;
  const error = new Error(
    'This error originated either by throwing inside of an async function without a catch block, or by ' +
    'rejecting a promise which was not handled with .catch(). The promise rejected with the reason ' +
    `"${describeReason(reason)}".`);
  error.code = 'ERR_UNHANDLED_REJECTION';
  ObjectDefineProperty(error, 'name', {
    __proto__: null, value: 'UnhandledPromiseRejection', writable: true, enumerable: true, configurable: true,
  });
  return error;
}

function emitUnhandledWarning(uid, reason) {
  const warning = new Error(
    'Unhandled promise rejection. This error originated either by throwing inside of an async function ' +
    'without a catch block, or by rejecting a promise which was not handled with .catch(). To terminate ' +
    'the node process on unhandled promise rejection, use the CLI flag `--unhandled-rejections=strict` ' +
    '(see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ' +
    `(rejection id: ${uid})`);
  warning.name = 'UnhandledPromiseRejectionWarning';
  try {
    if (typeof reason?.stack === 'string') {
      warning.stack = reason.stack;
      process.emitWarning(reason.stack, 'UnhandledPromiseRejectionWarning');
    } else {
      process.emitWarning(describeReason(reason), 'UnhandledPromiseRejectionWarning');
    }
  } catch {
    // Inspecting user data may run user code; the warning below says enough.
  }
  process.emitWarning(warning);
}

/** To the domain that was active then, else to the process. @returns {boolean} whether anybody took it */
function emitRejection(promise, { domain, reason }) {
  return domain ? domain.emit('error', reason) : process.emit('unhandledRejection', reason, promise);
}

const modes = {
  __proto__: null,
  strict(promise, info) {
    const error = asError(info.reason);
    triggerUncaughtException(error, true);
    const handled = emitRejection(promise, info);
    if (!handled) emitUnhandledWarning(info.uid, info.reason);
    return true;
  },
  none(promise, info) {
    emitRejection(promise, info);
    return true;
  },
  warn(promise, info) {
    emitUnhandledWarning(info.uid, info.reason);
    emitRejection(promise, info);
    return true;
  },
  'warn-with-error-code'(promise, info) {
    const handled = emitRejection(promise, info);
    if (!handled) {
      emitUnhandledWarning(info.uid, info.reason);
      process.exitCode = 1;
    }
    return true;
  },
  throw(promise, info) {
    const handled = emitRejection(promise, info);
    if (!handled) triggerUncaughtException(asError(info.reason), true);
    return true;
  },
};

function reportHandledLater() {
  while (handledLater.length > 0) {
    const { promise, info } = ArrayPrototypeShift(handledLater);
    if (process.emit('rejectionHandled', promise)) continue;
    const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${info.uid})`);
    warning.name = 'PromiseRejectionHandledWarning';
    warning.id = info.uid;
    process.emitWarning(warning);
  }
}

/** Looks at what is still unhandled. True when user code ran and the queues must be drained again. */
function processPromiseRejections() {
  tickInfo[1] = 0;
  let ran = handledLater.length > 0;
  reportHandledLater();
  // What is rejected meanwhile has to wait for the ticks that these have queued.
  const batch = pending;
  if (batch.size > 0) {
    pending = new SafeMap();
    mode ??= modes[getOptionValue('--unhandled-rejections') || 'throw'];
    for (const { 0: promise, 1: info } of batch) {
      info.warned = true;
      warned.set(promise, info);
      const before = getContinuation();
      const asyncId = promise[async_id_symbol];
      if (asyncId !== undefined) {
        fields[kExecutionId] = asyncId;
        fields[kTriggerId] = promise[trigger_async_id_symbol];
      }
      setContinuation(info.frame);
      try {
        mode(promise, info);
      } finally {
        setContinuation(before);
        fields[kExecutionId] = 0;
        fields[kTriggerId] = 0;
      }
      ran = true;
    }
  }
  if (pending.size > 0) tickInfo[1] = 1;
  return ran;
}

module.exports = { onPromiseReject, processPromiseRejections, setTracer, triggerUncaughtException };

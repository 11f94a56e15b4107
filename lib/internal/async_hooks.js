// SPDX-License-Identifier: MIT
// Async ids and hooks: the bookkeeping under async_hooks, shared with src/loop.c through one array of
// numbers. Without any hook installed an asynchronous call costs a few array writes.
'use strict';

const {
  ArrayBuffer,
  ArrayPrototypeIncludes,
  ArrayPrototypeIndexOf,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  ErrorCaptureStackTrace,
  Float64Array,
  Symbol,
} = primordials;

const { setSlot } = internalBinding('builtins');
const { enqueueMicrotask, getContinuation, setContinuation } = internalBinding('process');
const { tickInfo } = require('internal/process/task_queues_info');

// enum eddy_async_field of src/eddy.h
const kExecutionId = 0;
const kTriggerId = 1;
const kAsyncIdCounter = 2;
const kDefaultTrigger = 3;
const kStackLength = 4;
const kInit = 5;
const kBefore = 6;
const kAfter = 7;
const kDestroy = 8;
const kPromiseResolve = 9;
const kTotals = 10;
const kCheck = 11;
const fields = new Float64Array(new ArrayBuffer(12 * 8));
fields[kAsyncIdCounter] = 1;
fields[kDefaultTrigger] = -1;
fields[kExecutionId] = 1;

const async_id_symbol = Symbol('async_id_symbol');
const trigger_async_id_symbol = Symbol('trigger_async_id_symbol');
const owner_symbol = Symbol('owner_symbol');
const resource_symbol = Symbol('resource_symbol');
const init_symbol = Symbol('init');
const before_symbol = Symbol('before');
const after_symbol = Symbol('after');
const destroy_symbol = Symbol('destroy');
const promise_resolve_symbol = Symbol('promiseResolve');

// Active hooks. While they are being called, changes go to a copy that is adopted afterwards.
let activeHooks = [];
let callDepth = 0;
let copied = null;

function hooksForChange() {
  if (callDepth === 0) return activeHooks;
  copied ??= ArrayPrototypeSlice(activeHooks);
  return copied;
}

function callHooks(symbol, a, b, c, d) {
  callDepth++;
  try {
    for (let i = 0; i < activeHooks.length; i++) {
      const hook = activeHooks[i];
      if (typeof hook[symbol] === 'function') hook[symbol](a, b, c, d);
    }
  } catch (error) {
    hookFailed(error);
  } finally {
    callDepth--;
    if (callDepth === 0 && copied !== null) {
      activeHooks = copied;
      copied = null;
    }
  }
}

// A hook that throws ends the process: its program cannot go on in a known state.
function hookFailed(error) {
  const { rawDebug, reallyExit } = internalBinding('process');
  try {
    process.emit('exit', 1);
  } catch {
    // Nothing stops this exit.
  }
  if (typeof error?.stack === 'string') {
    rawDebug(error.stack);
  } else {
    const shown = { message: require('internal/errors').inspectWithNoCustomRetry(error) };
    ErrorCaptureStackTrace(shown, hookFailed);
    rawDebug(shown.stack);
  }
  reallyExit(1);
}

function enabledHooksExist() {
  return fields[kTotals] > 0;
}
function initHooksExist() {
  return fields[kInit] > 0;
}
function destroyHooksExist() {
  return fields[kDestroy] > 0;
}
function afterHooksExist() {
  return fields[kAfter] > 0;
}

// ---- what runs now, with the stack of what it interrupted --------------------------------------

const stack = []; // asyncId, triggerId, resource, …
const topLevelResource = {};
let currentResource = topLevelResource;

function pushAsyncContext(asyncId, triggerAsyncId, resource) {
  ArrayPrototypePush(stack, fields[kExecutionId], fields[kTriggerId], currentResource);
  fields[kStackLength]++;
  fields[kExecutionId] = asyncId;
  fields[kTriggerId] = triggerAsyncId;
  currentResource = resource;
}

/** @returns {boolean} whether there is still something below */
function popAsyncContext(asyncId) {
  if (stack.length === 0) return false;
  if (fields[kCheck] > 0 && fields[kExecutionId] !== asyncId) {
    const { rawDebug, reallyExit } = internalBinding('process');
    rawDebug('Error: async hook stack has become corrupted ' +
             `(actual: ${fields[kExecutionId]}, expected: ${asyncId})`);
    reallyExit(1);
  }
  currentResource = ArrayPrototypePop(stack);
  fields[kTriggerId] = ArrayPrototypePop(stack);
  fields[kExecutionId] = ArrayPrototypePop(stack);
  fields[kStackLength]--;
  return stack.length > 0;
}

function clearAsyncIdStack() {
  stack.length = 0;
  fields[kStackLength] = 0;
  fields[kExecutionId] = 0;
  fields[kTriggerId] = 0;
  currentResource = topLevelResource;
}

function hasAsyncIdStack() {
  return stack.length > 0;
}

function executionAsyncId() {
  return fields[kExecutionId];
}
function triggerAsyncId() {
  return fields[kTriggerId];
}
function executionAsyncResource() {
  return currentResource;
}
/** An id as objects hold it: a small integer needs no box, while what comes out of `fields` is a double. */
function compactId(id) {
  return id < 0x7fffffff ? id | 0 : id;
}
function newAsyncId() {
  return compactId(++fields[kAsyncIdCounter]);
}
function getOrSetAsyncId(object) {
  if (object[async_id_symbol] === undefined) object[async_id_symbol] = newAsyncId();
  return object[async_id_symbol];
}
function getDefaultTriggerAsyncId() {
  const wanted = fields[kDefaultTrigger];
  return compactId(wanted < 0 ? fields[kExecutionId] : wanted);
}

/** Runs block with triggerAsyncId as the default trigger of whatever it creates. */
function defaultTriggerAsyncIdScope(triggerAsyncId, block, ...args) {
  if (triggerAsyncId === undefined) return block(...args);
  const before = fields[kDefaultTrigger];
  fields[kDefaultTrigger] = triggerAsyncId;
  try {
    return block(...args);
  } finally {
    fields[kDefaultTrigger] = before;
  }
}
function clearDefaultTriggerAsyncId() {
  fields[kDefaultTrigger] = -1;
}

// ---- emitting -------------------------------------------------------------------------------------

function emitInit(asyncId, type, triggerId, resource) {
  if (fields[kInit] === 0) return;
  if (triggerId === null || triggerId === undefined) triggerId = getDefaultTriggerAsyncId();
  callHooks(init_symbol, asyncId, type, triggerId, resource);
}
function emitBefore(asyncId, triggerId, resource) {
  pushAsyncContext(asyncId, triggerId, resource);
  if (fields[kBefore] > 0) callHooks(before_symbol, asyncId);
}
function emitAfter(asyncId) {
  if (fields[kAfter] > 0) callHooks(after_symbol, asyncId);
  popAsyncContext(asyncId);
}
// Destroy hooks run later, never in the middle of what destroyed the resource.
let destroyQueue = [];
function runDestroyQueue() {
  const batch = destroyQueue;
  destroyQueue = [];
  for (let i = 0; i < batch.length; i++) callHooks(destroy_symbol, batch[i]);
}
function emitDestroy(asyncId) {
  if (fields[kDestroy] === 0 || asyncId <= 0) return;
  // A microtask of the engine's own: an immediate would itself be a resource that hooks hear of.
  if (ArrayPrototypePush(destroyQueue, asyncId) === 1) enqueueMicrotask(runDestroyQueue);
}

setSlot('asyncFields', fields);
setSlot('asyncInit', (asyncId, type, triggerId, resource) => {
  resource ??= require('internal/async_resources').resourceOf(type);
  callHooks(init_symbol, asyncId, type, triggerId, resource);
  return resource;
});
// Around callbacks from the loop, while there are hooks: src/loop.c keeps the ids, here are the resources.
const nativeStack = [];
setSlot('asyncBefore', (asyncId, resource) => {
  ArrayPrototypePush(nativeStack, currentResource);
  if (resource !== undefined) currentResource = resource;
  if (fields[kBefore] > 0) callHooks(before_symbol, asyncId);
});
setSlot('asyncAfter', (asyncId) => {
  if (fields[kAfter] > 0) callHooks(after_symbol, asyncId);
  if (nativeStack.length > 0) currentResource = ArrayPrototypePop(nativeStack);
});
setSlot('asyncDestroy', (asyncId) => {
  emitDestroy(asyncId);
  tickInfo[0] = 1; // what C releases after its callback has no microtasks behind it: they run before the next immediates
});

// ---- switching hooks on and off ----------------------------------------------------------------------

const counters = [
  [init_symbol, kInit], [before_symbol, kBefore], [after_symbol, kAfter], [destroy_symbol, kDestroy],
  [promise_resolve_symbol, kPromiseResolve],
];

function count(hook, step) {
  for (let i = 0; i < counters.length; i++) {
    if (typeof hook[counters[i][0]] === 'function') fields[counters[i][1]] += step;
  }
  fields[kTotals] += step;
}

/** Adds a hook object (functions under the symbols above). */
function enableHook(hook) {
  const hooks = hooksForChange();
  if (ArrayPrototypeIncludes(hooks, hook)) return;
  ArrayPrototypePush(hooks, hook);
  count(hook, 1);
  updatePromiseHooks();
}

function disableHook(hook) {
  const hooks = hooksForChange();
  const index = ArrayPrototypeIndexOf(hooks, hook);
  if (index === -1) return;
  ArrayPrototypeSplice(hooks, index, 1);
  count(hook, -1);
  updatePromiseHooks();
}

// ---- promises: V8 calls these while any hook that wants promises is on ---------------------------------

function ensurePromiseIds(promise, parent) {
  if (promise[async_id_symbol] !== undefined) return;
  promise[async_id_symbol] = newAsyncId();
  promise[trigger_async_id_symbol] = parent?.[async_id_symbol] ?? getDefaultTriggerAsyncId();
}
function promiseInit(promise, parent) {
  if (parent !== undefined) ensurePromiseIds(parent);
  ensurePromiseIds(promise, parent);
  emitInit(promise[async_id_symbol], 'PROMISE', promise[trigger_async_id_symbol], promise);
}
function promiseBefore(promise) {
  ensurePromiseIds(promise);
  emitBefore(promise[async_id_symbol], promise[trigger_async_id_symbol], promise);
}
function promiseAfter(promise) {
  ensurePromiseIds(promise);
  if (fields[kAfter] > 0) callHooks(after_symbol, promise[async_id_symbol]);
  // The hooks may have been switched on inside the promise's own job: then nothing was pushed.
  if (fields[kExecutionId] === promise[async_id_symbol]) popAsyncContext(promise[async_id_symbol]);
}
function promiseResolve(promise) {
  ensurePromiseIds(promise);
  callHooks(promise_resolve_symbol, promise[async_id_symbol]);
}

let promiseHooksOn = false;
function promiseHooksWanted() {
  const hooks = hooksForChange();
  for (let i = 0; i < hooks.length; i++) {
    if (hooks[i].trackPromises !== false) return true;
  }
  return false;
}
function updatePromiseHooks() {
  if (promiseHooksWanted()) {
    promiseHooksOn = true;
    const { setAsyncHooks } = require('internal/promise_hooks');
    setAsyncHooks(promiseInit, promiseBefore, promiseAfter,
                  fields[kPromiseResolve] > 0 ? promiseResolve : undefined);
  } else if (promiseHooksOn) {
    enqueueMicrotask(dropPromiseHooks); // the job of the promise that now runs has still to be taken off the stack
  }
}
function dropPromiseHooks() {
  if (!promiseHooksOn || promiseHooksWanted()) return;
  promiseHooksOn = false;
  require('internal/promise_hooks').setAsyncHooks(undefined, undefined, undefined, undefined);
}

module.exports = {
  fields,
  kExecutionId, kTriggerId, kAsyncIdCounter, kDefaultTrigger, kStackLength, kInit, kBefore, kAfter, kDestroy,
  kPromiseResolve, kTotals, kCheck,
  async_id_symbol, trigger_async_id_symbol, owner_symbol, resource_symbol,
  init_symbol, before_symbol, after_symbol, destroy_symbol, promise_resolve_symbol,
  symbols: {
    async_id_symbol, trigger_async_id_symbol, owner_symbol, resource_symbol, init_symbol, before_symbol,
    after_symbol, destroy_symbol, promise_resolve_symbol,
  },
  enabledHooksExist, initHooksExist, destroyHooksExist, afterHooksExist,
  pushAsyncContext, popAsyncContext, clearAsyncIdStack, hasAsyncIdStack,
  executionAsyncId, triggerAsyncId, executionAsyncResource, compactId, newAsyncId, getOrSetAsyncId,
  getDefaultTriggerAsyncId, defaultTriggerAsyncIdScope, clearDefaultTriggerAsyncId,
  emitInit, emitBefore, emitAfter, emitDestroy,
  emitInitScript: emitInit, emitBeforeScript: emitBefore, emitAfterScript: emitAfter,
  emitDestroyScript: emitDestroy,
  enableHook, disableHook,
  getAsyncContextFrame: getContinuation,
  setAsyncContextFrame: setContinuation,
};

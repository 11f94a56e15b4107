// SPDX-License-Identifier: MIT
// process.nextTick, queueMicrotask, and the drain that src/loop.c runs after each callback: ticks, then
// microtasks, again until both are empty, then unhandled rejections.
'use strict';

const { ArrayBuffer, ArrayPrototypePush, Float64Array, PromisePrototypeThen, PromiseResolve, ReflectApply } = primordials;
const FixedQueue = require('internal/fixed_queue');
const { setSlot } = internalBinding('builtins');
const { runMicrotasks, enqueueMicrotask, getContinuation, setContinuation } = internalBinding('process');
const {
  fields,
  kExecutionId,
  kTriggerId,
  kInit,
  kBefore,
  kAfter,
  kDestroy,
  kAsyncIdCounter,
  emitInit,
  emitBefore,
  emitAfter,
  emitDestroy,
  getDefaultTriggerAsyncId,
  newAsyncId,
  async_id_symbol,
  trigger_async_id_symbol,
} = require('internal/async_hooks');

const { tickInfo } = require('internal/process/task_queues_info');
const queue = new FixedQueue();

class Tick {
  constructor(callback, args, asyncId, triggerId, frame) {
    this[async_id_symbol] = asyncId;
    this[trigger_async_id_symbol] = triggerId;
    this.callback = callback;
    this.args = args;
    this.frame = frame;
    this.again = 0; // how many of the same kind stand behind it, see nextTickAgain()
  }
}
delete Tick.prototype.constructor; // to hooks it is a plain object

/**
 * Runs callback after the current operation, before any I/O event.
 * @param {Function} callback
 * @param {...any} args
 */
function nextTick(callback, ...args) {
  if (typeof callback !== 'function') {
    require('internal/validators').validateFunction(callback, 'callback');
  }
  if (process._exiting) return;
  const asyncId = newAsyncId();
  const triggerId = getDefaultTriggerAsyncId();
  const tick = new Tick(callback, args.length === 0 ? undefined : args, asyncId, triggerId,
                        getContinuation());
  if (fields[kInit] > 0) emitInit(asyncId, 'TickObject', triggerId, tick);
  tickInfo[0] = 1;
  queue.push(tick);
}

/**
 * nextTick(callback, arg), for what may be queued any number of times before ticks run (a stream that is read in microtasks
 * only): a run of equal ticks takes the place of one.
 */
function nextTickAgain(callback, arg) {
  const last = queue.peekLast();
  if (last !== undefined && last.callback === callback && last.args[0] === arg && last.frame === getContinuation() &&
      last[trigger_async_id_symbol] === getDefaultTriggerAsyncId() && fields[kInit] === 0 && !process._exiting) {
    last.again++;
  } else {
    nextTick(callback, arg);
  }
}

/** For the callback of such ticks: those behind the one that runs would do nothing. */
function dropTicksAgain(callback, arg) {
  const tick = queue.peek();
  if (tick !== undefined && tick.callback === callback && tick.args[0] === arg) tick.again = 0;
}

/** The next tick, or null. */
function takeTick() {
  const tick = queue.peek();
  if (tick === undefined || tick.again === 0) return queue.shift();
  tick.again--;
  return new Tick(tick.callback, tick.args, newAsyncId(), tick[trigger_async_id_symbol], tick.frame);
}

/**
 * Drains everything. Called by src/loop.c with no JavaScript below it on the stack.
 * @param {boolean} [ticksOnly] there are no rejections, and src/loop.c will run the microtasks
 */
function processTicksAndRejections(ticksOnly) {
  const before = getContinuation();
  let tick;
  do {
    while ((tick = takeTick()) !== null) {
      const asyncId = tick[async_id_symbol];
      fields[kExecutionId] = asyncId;
      fields[kTriggerId] = tick[trigger_async_id_symbol];
      const hooks = fields[kBefore] > 0 || fields[kAfter] > 0 || fields[kDestroy] > 0 || fields[kInit] > 0;
      if (hooks) emitBefore(asyncId, fields[kTriggerId], tick);
      setContinuation(tick.frame);
      try {
        const { callback, args } = tick;
        if (args === undefined) {
          callback();
        } else {
          switch (args.length) {
            case 1: callback(args[0]); break;
            case 2: callback(args[0], args[1]); break;
            case 3: callback(args[0], args[1], args[2]); break;
            default: ReflectApply(callback, undefined, args);
          }
        }
      } finally {
        if (fields[kDestroy] > 0) emitDestroy(asyncId);
      }
      if (hooks) emitAfter(asyncId);
    }
    setContinuation(before);
    fields[kExecutionId] = 0;
    fields[kTriggerId] = 0;
    if (ticksOnly === true) {
      tickInfo[0] = 0;
      return;
    }
    runMicrotasks();
  } while (!queue.isEmpty() || require('internal/process/promises').processPromiseRejections());
  tickInfo[0] = 0;
  tickInfo[1] = 0;
}

/** Between timers and immediates: the same, if there is anything to do. */
function runNextTicks() {
  if (tickInfo[0] === 0 && tickInfo[1] === 0) runMicrotasks();
  if (tickInfo[0] === 0 && tickInfo[1] === 0) return;
  processTicksAndRejections();
}

const noop = () => {};

/** After an exception was handled: ticks and microtasks that wait run before the next immediate, at the latest. */
function scheduleDrain() {
  tickInfo[0] = 1;
  require('timers').setImmediate(noop);
}

const settled = PromiseResolve(undefined);

// What queueMicrotask was given, in order, in a ring that doubles: the callback, and the ids that async_hooks tells. A reaction of
// a settled promise is the cheapest microtask there is: it is made without a call into the engine, which carries the async
// context along. As many reactions are queued as there are callbacks here.
const RING = 256;
let callbacks = [], ids = new Float64Array(new ArrayBuffer(16)), mask = 0, head = 0, tail = 0;

/** Moves what waits into a ring of `size`, a power of two. */
function resizeRing(size) {
  const bigger = [], biggerIds = new Float64Array(new ArrayBuffer(16 * size)), count = (tail - head) & mask;
  for (let i = 0; i < size; i++) ArrayPrototypePush(bigger, i < count ? callbacks[(head + i) & mask] : undefined);
  for (let i = 0; i < count; i++) {
    const from = 2 * ((head + i) & mask);
    biggerIds[2 * i] = ids[from];
    biggerIds[2 * i + 1] = ids[from + 1];
  }
  callbacks = bigger;
  ids = biggerIds;
  mask = size - 1;
  head = 0;
  tail = count;
}

function runNextMicrotask() {
  const callback = callbacks[head], at = 2 * head;
  const executionId = fields[kExecutionId], triggerId = fields[kTriggerId];
  callbacks[head] = undefined;
  head = (head + 1) & mask;
  fields[kExecutionId] = ids[at];
  fields[kTriggerId] = ids[at + 1];
  if (head === tail && mask > 16 * RING) resizeRing(RING);
  try {
    callback();
  } catch (error) {
    require('internal/process/promises').triggerUncaughtException(error, false);
  } finally {
    fields[kExecutionId] = executionId;
    fields[kTriggerId] = triggerId;
  }
}

/**
 * Runs callback as a microtask (HTML standard, "queueMicrotask").
 * @param {Function} callback
 */
function queueMicrotask(callback) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
  if (fields[kInit] === 0 && fields[kBefore] === 0) { // nobody looks: no resource, no closure
    const next = (tail + 1) & mask;
    if (next === head) {
      resizeRing(mask === 0 ? RING : 2 * (mask + 1));
      queueMicrotask(callback);
      return;
    }
    callbacks[tail] = callback;
    ids[2 * tail] = ++fields[kAsyncIdCounter];
    ids[2 * tail + 1] = fields[kExecutionId];
    tail = next;
    try {
      PromisePrototypeThen(settled, runNextMicrotask);
    } catch { // a getter in place of Promise.prototype.constructor
      enqueueMicrotask(runNextMicrotask);
    }
    return;
  }
  const { AsyncResource } = require('async_hooks');
  const resource = new AsyncResource('Microtask', { __proto__: null, requireManualDestroy: true });
  resource.callback = callback;
  enqueueMicrotask(() => {
    try {
      resource.runInAsyncScope(runMicrotask, null, resource);
    } catch (error) { // after the hooks have been told: no domain is entered any more
      require('internal/process/promises').triggerUncaughtException(error, false);
    }
  });
}

function runMicrotask(resource) {
  try {
    resource.callback();
  } finally {
    resource.emitDestroy();
  }
}

function setupTaskQueue() {
  const { onPromiseReject } = require('internal/process/promises');
  setSlot('tickInfo', tickInfo);
  setSlot('tickCallback', processTicksAndRejections);
  setSlot('promiseReject', onPromiseReject);
  process.nextTick = nextTick;
  process._tickCallback = require('internal/util').pendingDeprecate(runNextTicks, 'process._tickCallback() is deprecated', 'DEP0134');
}

module.exports = {
  nextTick, nextTickAgain, dropTicksAgain, queueMicrotask, runNextTicks, scheduleDrain, setupTaskQueue, tickInfo,
  setHasRejectionToWarn(on) {
    tickInfo[1] = on ? 1 : 0;
  },
};

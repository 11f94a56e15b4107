// SPDX-License-Identifier: MIT
// Timers and immediates. Timers of one duration share a linked list, whose order is the order of
// expiry; the lists stand in a heap. C keeps one uv_timer for the earliest list (src/bindings/timers.c),
// and calls runTimers / runImmediates. Public API: lib/timers.js; users inside the library: net, http,
// stream time-outs (setUnrefTimeout), timers/promises.
'use strict';

const {
  MathMax,
  MathTrunc,
  NumberIsNaN,
  ReflectApply,
  Symbol,
  SymbolDispose,
  SymbolToPrimitive,
} = primordials;

const binding = internalBinding('timers');
const { getLibuvNow, scheduleTimer, toggleImmediateRef, toggleTimerRef, immediateInfo, timerInfo } = binding;
const {
  destroyHooksExist,
  emitAfter,
  emitBefore,
  emitDestroy,
  emitInit,
  getDefaultTriggerAsyncId,
  initHooksExist,
  newAsyncId,
} = require('internal/async_hooks');
const { getContinuation, setContinuation } = internalBinding('process');
const { validateFunction, validateNumber } = require('internal/validators');
const { codes } = require('internal/errors');
const { ListHeap } = require('internal/timers/heap');

const TIMEOUT_MAX = 2 ** 31 - 1;
const kCount = 0, kRefCount = 1, kHasOutstanding = 2; // of immediateInfo

const async_id_symbol = Symbol('asyncId');
const trigger_async_id_symbol = Symbol('triggerId');
const async_context_frame = Symbol('kAsyncContextFrame');
const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kTimeout = Symbol('timeout');

/** Timers by the number that `+timer` gave. */
const knownTimersById = { __proto__: null };

function initAsyncResource(resource, type) {
  const asyncId = resource[async_id_symbol] = newAsyncId();
  const trigger = resource[trigger_async_id_symbol] = getDefaultTriggerAsyncId();
  resource[async_context_frame] = getContinuation();
  if (initHooksExist()) emitInit(asyncId, type, trigger, resource);
}

// ---- timers ------------------------------------------------------------------------------------

/** All timers of one duration. The list itself is the sentinel of a ring. */
class TimersList {
  constructor(expiry, msecs, id) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = id;
    this.msecs = msecs;
    this.position = 0; // in the heap
  }
}

const timerListMap = { __proto__: null };
let timerListQueue = new ListHeap();
let timerListId = 0;
let nextExpiry = Infinity; // what scheduleTimer was last asked for
let warnedNegative = false, warnedNotNumber = false;

function append(list, item) {
  const last = list._idlePrev;
  item._idlePrev = last;
  item._idleNext = list;
  last._idleNext = item;
  list._idlePrev = item;
}

/** Takes item out of its ring; its own links become null. */
function unlink(item) {
  const next = item._idleNext, prev = item._idlePrev;
  if (next) next._idlePrev = prev;
  if (prev) prev._idleNext = next;
  item._idleNext = null;
  item._idlePrev = null;
}

function dropIfEmpty(list) {
  if (list._idleNext !== list || timerListMap[list.msecs] !== list) return;
  delete timerListMap[list.msecs];
  if (list.position > 0) timerListQueue.remove(list);
  if (list === spareList) spareList = null;
}

/**
 * The list that a clearTimeout() has emptied last stays for the next timer of its duration: time-outs that are set
 * and cleared one after the other are what most are. At the latest it goes when it would have been due.
 */
let spareList = null;

function retireIfEmpty(list) {
  if (list._idleNext !== list || list === spareList) return;
  if (spareList !== null) dropIfEmpty(spareList);
  spareList = list;
}

/** Whether the empty list can be that of a timer that starts at `start`; it is as new then. */
function renew(list, start) {
  const expiry = start + list.msecs;
  if (expiry < list.expiry || list.position === 0) return false;
  list.expiry = expiry;
  list.id = timerListId++;
  timerListQueue.later(list);
  return true;
}

function incRefCount() {
  if (timerInfo[0]++ === 0) toggleTimerRef(true);
}

function decRefCount() {
  if (--timerInfo[0] === 0) toggleTimerRef(false);
}

/** A duration in milliseconds as the timers take it: 1 … TIMEOUT_MAX, with a warning when it is not. */
function normalizeDuration(after) {
  if (after === undefined) return 1;
  after *= 1;
  if (after >= 1 && after <= TIMEOUT_MAX) return after;
  if (after > TIMEOUT_MAX) {
    process.emitWarning(`${after} does not fit into a 32-bit signed integer.` +
                        '\nTimeout duration was set to 1.', 'TimeoutOverflowWarning');
  } else if (after < 0 && !warnedNegative) {
    warnedNegative = true;
    process.emitWarning(`${after} is a negative number.` +
                        '\nTimeout duration was set to 1.', 'TimeoutNegativeWarning');
  } else if (NumberIsNaN(after) && !warnedNotNumber) {
    warnedNotNumber = true;
    process.emitWarning(`${after} is not a number.` +
                        '\nTimeout duration was set to 1.', 'TimeoutNaNWarning');
  }
  return 1;
}

class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    after = normalizeDuration(after);
    this._idleTimeout = after;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    // Twice on purpose: V8 would take the first callback for a constant of the hidden class.
    this._onTimeout = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    if (isRefed) incRefCount();
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    initAsyncResource(this, 'Timeout');
  }

  [Symbol.for('nodejs.util.inspect.custom')](_, options) {
    const { inspect } = require('internal/util/inspect');
    return inspect(this, {
      ...options,
      // The links lead to all other timers.
      depth: 0,
      customInspect: false,
    });
  }

  /** Starts the timer anew, without a new object. */
  refresh() {
    if (this[kRefed]) active(this);
    else unrefActive(this);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) decRefCount();
    }
    return this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) incRefCount();
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }

  close() {
    cancelTimer(this);
    return this;
  }

  [SymbolDispose]() {
    cancelTimer(this);
  }

  [SymbolToPrimitive]() {
    const id = this[async_id_symbol];
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true;
      knownTimersById[id] = this;
    }
    return id;
  }
}

/** Puts item into the list of its duration, `start` being the loop's time of now. */
function insert(item, msecs, start = getLibuvNow()) {
  msecs = MathTrunc(msecs);
  item._idleStart = start;
  let list = timerListMap[msecs];
  if (list !== undefined && list._idleNext === list && !renew(list, start)) {
    dropIfEmpty(list);
    list = undefined;
  }
  if (list === undefined) {
    const expiry = start + msecs;
    timerListMap[msecs] = list = new TimersList(expiry, msecs, timerListId++);
    timerListQueue.insert(list);
    if (nextExpiry > expiry) {
      scheduleTimer(msecs);
      nextExpiry = expiry;
    }
  }
  append(list, item);
}

function activate(item, refed, start) {
  const msecs = item._idleTimeout;
  if (msecs === undefined || msecs < 0) return;
  if (item._idleNext !== item) unlink(item);
  insert(item, msecs, start);
  const dead = item._destroyed;
  if (dead || !item[async_id_symbol]) {
    item._destroyed = false;
    initAsyncResource(item, 'Timeout');
  }
  if (dead) {
    if (refed) incRefCount();
  } else if (refed === !item[kRefed]) {
    if (refed) incRefCount();
    else decRefCount();
  }
  item[kRefed] = refed;
}

function active(item) {
  activate(item, true);
}

function unrefActive(item) {
  activate(item, false);
}

function forget(timer) {
  timer._destroyed = true;
  if (timer[kHasPrimitive]) delete knownTimersById[timer[async_id_symbol]];
  if (timer[kRefed]) decRefCount();
  if (destroyHooksExist() && timer[async_id_symbol] !== undefined) emitDestroy(timer[async_id_symbol]);
}

/** clearTimeout of a Timeout. */
function cancelTimer(timer) {
  if (!timer._destroyed) {
    timer._destroyed = true;
    if (timer[kHasPrimitive]) delete knownTimersById[timer[async_id_symbol]];
    if (timer[kRefed]) decRefCount();
    if (destroyHooksExist()) emitDestroy(timer[async_id_symbol]);
  }
  timer._idleTimeout = -1;
  timer._onTimeout = null;
  cleanTimer(timer);
  const list = timer._idlePrev;
  if (list === timer) { // never linked
    timer._idleNext = timer._idlePrev = null;
    return;
  }
  const next = timer._idleNext;
  unlink(timer);
  // Two links to the same object: it was the only one, and that object is the list. Whoever gave an object that only
  // looks like a timer (fake timers do) gave one without links.
  if (list && list === next) retireIfEmpty(list);
}

/** Lets go of what a dead timer would keep alive. */
function cleanTimer(timer) {
  timer._timerArgs = undefined;
  timer[async_context_frame] = undefined;
}

/** A timer that does not keep the process alive: for deadlines inside the library. */
function setUnrefTimeout(callback, after) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, after, undefined, false, false);
  insert(timer, timer._idleTimeout);
  return timer;
}

/** Checks a time-out option: a finite number ≥ 0; what is over the maximum is cut, with a warning. */
function getTimerDuration(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !(msecs < Infinity)) {
    throw new codes.ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.` +
                        `\nTimer duration was truncated to ${TIMEOUT_MAX}.`, 'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

// ---- immediates ----------------------------------------------------------------------------------

/** Linked both ways for clearImmediate. */
class ImmediateList {
  constructor() {
    this.head = null;
    this.tail = null;
  }

  append(item) {
    if (this.tail !== null) {
      this.tail._idleNext = item;
      item._idlePrev = this.tail;
    } else {
      this.head = item;
    }
    this.tail = item;
  }

}

/** Those for the next turn of the loop. */
const immediateQueue = new ImmediateList();
/** What is left of the queue that is being run. */
const outstandingQueue = new ImmediateList();

/** Takes an immediate out of whichever of the two queues it is in. */
function dequeue(item) {
  const next = item._idleNext, prev = item._idlePrev;
  if (next !== null) next._idlePrev = prev;
  if (prev !== null) prev._idleNext = next;
  if (item === immediateQueue.head) immediateQueue.head = next;
  if (item === immediateQueue.tail) immediateQueue.tail = prev;
  if (item === outstandingQueue.head) outstandingQueue.head = next;
  item._idleNext = null;
  item._idlePrev = null;
}

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = false;
    initAsyncResource(this, 'Immediate');
    this.ref();
    immediateInfo[kCount]++;
    immediateQueue.append(this);
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (immediateInfo[kRefCount]++ === 0) toggleImmediateRef(true);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--immediateInfo[kRefCount] === 0) toggleImmediateRef(false);
    }
    return this;
  }

  hasRef() {
    return this[kRefed] === true;
  }

  [SymbolDispose]() {
    cancelImmediate(this);
  }
}

function cleanImmediate(immediate) {
  immediate._argv = undefined;
  immediate[async_context_frame] = undefined;
}

/** clearImmediate of an Immediate. */
function cancelImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  immediateInfo[kCount]--;
  immediate._destroyed = true;
  if (immediate[kRefed] && --immediateInfo[kRefCount] === 0) toggleImmediateRef(false);
  immediate[kRefed] = null;
  if (destroyHooksExist() && immediate[async_id_symbol] !== undefined) {
    emitDestroy(immediate[async_id_symbol]);
  }
  immediate._onImmediate = null;
  cleanImmediate(immediate);
  dequeue(immediate);
}

// ---- what C calls ---------------------------------------------------------------------------------

function getTimerCallbacks(runNextTicks) {
  /** Runs the queue as it is now; what is added meanwhile waits for the next turn. */
  function processImmediate() {
    if (outstandingQueue.head === null) { // otherwise: goes on after an exception
      outstandingQueue.head = immediateQueue.head;
      immediateQueue.head = immediateQueue.tail = null;
    }
    let ran = false;
    try {
      for (let immediate; (immediate = outstandingQueue.head) !== null;) {
        if (ran) {
          runNextTicks();
          if (immediate !== outstandingQueue.head) continue; // cleared meanwhile
        } else {
          ran = true;
        }
        dequeue(immediate);
        immediateInfo[kHasOutstanding] = outstandingQueue.head === null ? 0 : 1;
        immediate._destroyed = true;
        immediateInfo[kCount]--;
        if (immediate[kRefed]) immediateInfo[kRefCount]--; // C stops its idle handle afterwards
        immediate[kRefed] = null;
        const asyncId = immediate[async_id_symbol];
        setContinuation(immediate[async_context_frame]);
        emitBefore(asyncId, immediate[trigger_async_id_symbol], immediate);
        try {
          const argv = immediate._argv;
          if (argv === undefined) immediate._onImmediate();
          else ReflectApply(immediate._onImmediate, immediate, argv);
        } finally {
          immediate._onImmediate = null;
          cleanImmediate(immediate);
          if (destroyHooksExist()) emitDestroy(asyncId);
        }
        emitAfter(asyncId);
      }
      setContinuation(undefined); // after an exception its handlers run in the frame, and reset it
    } finally {
      // The last ones may have been cleared instead of run.
      immediateInfo[kHasOutstanding] = outstandingQueue.head === null ? 0 : 1;
    }
  }

  /**
   * Runs all lists that are due. Returns when to come back: 0 never, negative when nothing keeps the
   * loop alive.
   */
  function processTimers(now) {
    nextExpiry = Infinity;
    let ran = false;
    for (let list; (list = timerListQueue.peek()) !== null;) {
      if (list.expiry > now) {
        // What has become due during callbacks waits for the loop: else slow ones would keep it from all other work.
        nextExpiry = list.expiry;
        setContinuation(undefined);
        return timerInfo[0] > 0 ? nextExpiry : -nextExpiry;
      }
      if (ran) runNextTicks();
      else ran = true;
      listOnTimeout(list, now);
    }
    setContinuation(undefined); // after an exception its handlers run in the frame, and reset it
    return 0;
  }

  function listOnTimeout(list, now) {
    const { msecs } = list;
    let ran = false;
    for (let timer; (timer = list._idleNext) !== list;) {
      if (now - timer._idleStart < msecs) {
        // Perhaps time has passed since; the loop's clock stands still during callbacks.
        list.expiry = MathMax(timer._idleStart + msecs, now + 1);
        list.id = timerListId++;
        timerListQueue.later(list);
        return;
      }
      if (ran) {
        runNextTicks();
        if (list._idleNext !== timer) continue; // cleared by a tick
      } else {
        ran = true;
      }
      unlink(timer);
      if (!timer._onTimeout) {
        if (!timer._destroyed) forget(timer);
        continue;
      }
      const asyncId = timer[async_id_symbol];
      setContinuation(timer[async_context_frame]);
      emitBefore(asyncId, timer[trigger_async_id_symbol], timer);
      let start;
      if (timer._repeat) start = getLibuvNow();
      try {
        const args = timer._timerArgs;
        if (args === undefined) timer._onTimeout();
        else ReflectApply(timer._onTimeout, timer, args);
      } finally {
        if (timer._repeat && timer._idleTimeout !== -1) {
          timer._idleTimeout = timer._repeat;
          if (timer._idleNext) unlink(timer); // refreshed by itself
          insert(timer, timer._idleTimeout, start);
        } else if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) {
          forget(timer);
          cleanAfterRun(timer);
        }
      }
      emitAfter(asyncId);
    }
    dropIfEmpty(list);
  }

  return { processImmediate, processTimers };
}

/** A timer that has fired may be refreshed: only its frame can go. */
function cleanAfterRun(timer) {
  timer[async_context_frame] = undefined;
}

/** In a process that starts from a snapshot of this heap: timers that were pending begin anew. */
function restartTimers() {
  const now = getLibuvNow();
  nextExpiry = Infinity;
  timerListQueue = new ListHeap();
  for (const msecs in timerListMap) {
    const list = timerListMap[msecs];
    for (let timer = list._idleNext; timer !== list; timer = timer._idleNext) timer._idleStart = now;
    list.expiry = now + list.msecs;
    timerListQueue.insert(list);
    if (list.expiry < nextExpiry) nextExpiry = list.expiry;
  }
  if (nextExpiry === Infinity) return;
  scheduleTimer(nextExpiry - now);
  toggleTimerRef(timerInfo[0] > 0);
}

module.exports = {
  TIMEOUT_MAX,
  restartTimers,
  kTimeout,
  async_id_symbol,
  trigger_async_id_symbol,
  async_context_frame,
  Timeout,
  Immediate,
  kRefed,
  kHasPrimitive,
  initAsyncResource,
  setUnrefTimeout,
  getTimerDuration,
  immediateQueue,
  getTimerCallbacks,
  immediateInfoFields: { kCount, kRefCount, kHasOutstanding },
  active,
  unrefActive,
  insert,
  cancelTimer,
  cancelImmediate,
  timerListMap,
  timerListQueue,
  decRefCount,
  incRefCount,
  knownTimersById,
};

// SPDX-License-Identifier: MIT
'use strict';

// PerformanceObserver, the timeline, and what libraries call to report what they measured
// (hasObserver, startPerf, stopPerf). Nothing is recorded that nobody observes, but marks and measures.

const { codes } = require('internal/errors');
const { customInspectSymbol, lazyDOMException } = require('internal/util');
const { now } = require('internal/perf/utils');
const { createPerformanceNodeEntry, kSkipThrow, PerformanceEntry } = require('internal/perf/performance_entry');
const { validateFunction, validateObject, validateString } = require('internal/validators');

const supportedEntryTypes = Object.freeze(
  ['dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'quic', 'resource']);
const lists = { __proto__: null, mark: [], measure: [], resource: [] };
const observed = { __proto__: null };
const observers = new Set();
let pending = false;
let resourceLimit = 250;

const byStart = (a, b) => a.startTime - b.startTime;

/** Whether somebody observes entries of this type: cheap enough to ask each time. */
function hasObserver(type) {
  return observed[type] > 0;
}

function count(type, step) {
  observed[type] = (observed[type] ?? 0) + step;
  if (type === 'gc') {
    const { trackCollections } = internalBinding('performance');
    if (step > 0 && observed.gc === 1) trackCollections(onCollections);
    else if (observed.gc === 0) trackCollections(undefined);
  }
}

function onCollections(values) {
  for (let i = 0; i < values.length; i += 4) {
    const detail = { kind: values[i], flags: values[i + 1] };
    const entry = createPerformanceNodeEntry('gc', 'gc', values[i + 2], values[i + 3], detail);
    // As they were before `detail`.
    Object.defineProperty(entry, 'kind', { __proto__: null, value: detail.kind });
    Object.defineProperty(entry, 'flags', { __proto__: null, value: detail.flags });
    enqueue(entry);
  }
}

/** Gives the entry to all who observe its type; they hear of it in the next turn of the loop. */
function enqueue(entry) {
  for (const observer of observers) observer[kMaybeBuffer](entry);
}

/** Keeps marks, measures and resources for performance.getEntries(). */
function bufferEntry(entry) {
  const list = lists[entry.entryType];
  if (entry.entryType === 'resource' && list.length >= resourceLimit) {
    bufferFull();
    return;
  }
  list.push(entry);
}

/** Whether an entry of a resource would be kept, or seen by anyone; if not there is no need to make it. */
function keepsResources() {
  if (lists.resource.length < resourceLimit || hasObserver('resource')) return true;
  bufferFull();
  return false;
}

let dispatchBufferFull;
let bufferFullPending = false;
function bufferFull() {
  if (dispatchBufferFull === undefined || bufferFullPending) return;
  bufferFullPending = true;
  require('timers').setImmediate(() => {
    bufferFullPending = false;
    dispatchBufferFull();
  });
}

function setDispatchBufferFull(fn) { dispatchBufferFull = fn; }
function setResourceTimingBufferSize(size) { resourceLimit = size >>> 0; }

function clearEntries(type, name) {
  lists[type] = name === undefined ? [] : lists[type].filter((entry) => entry.name !== name);
}

function allEntries() {
  return [...lists.mark, ...lists.measure, ...lists.resource].sort(byStart);
}

/** @returns {PerformanceEntry[]} in order of time */
function filterEntries(name, type) {
  let entries = type === undefined ? allEntries() : [...(lists[type] ?? [])].sort(byStart);
  if (name !== undefined) entries = entries.filter((entry) => entry.name === name);
  return entries;
}

const kMaybeBuffer = Symbol('kMaybeBuffer');
const kDispatch = Symbol('kDispatch');

class PerformanceObserverEntryList {
  #entries;

  constructor(key = undefined, entries = undefined) {
    if (key !== kSkipThrow) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = entries.sort(byStart);
  }

  static #check(list) {
    if (typeof list !== 'object' || list === null || !(#entries in list)) {
      throw new codes.ERR_INVALID_THIS('PerformanceObserverEntryList');
    }
  }

  getEntries() {
    PerformanceObserverEntryList.#check(this);
    return this.#entries.slice();
  }

  getEntriesByType(type) {
    PerformanceObserverEntryList.#check(this);
    validateString(type, 'type');
    return this.#entries.filter((entry) => entry.entryType === type);
  }

  getEntriesByName(name, type = undefined) {
    PerformanceObserverEntryList.#check(this);
    validateString(name, 'name');
    if (type != null) validateString(type, 'type');
    return this.#entries.filter((entry) => entry.name === name && (type == null || entry.entryType === type));
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `PerformanceObserverEntryList ${inspect(this.#entries,
      { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

class PerformanceObserver {
  #buffer = [];
  #types = new Set();
  #callback;
  #mode;

  /** @param {(list: PerformanceObserverEntryList, observer: PerformanceObserver) => void} callback */
  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  static get supportedEntryTypes() { return supportedEntryTypes; }

  /** @param {{entryTypes?: string[], type?: string, buffered?: boolean}} options */
  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw new codes.ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    }
    if (entryTypes != null && type != null) {
      throw new codes.ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes,
        'options.entryTypes can not set with options.type together');
    }
    const mode = entryTypes !== undefined ? 'multiple' : 'single';
    if (this.#mode !== undefined && this.#mode !== mode) {
      throw lazyDOMException(`PerformanceObserver can not change to ${mode === 'single' ?
        'single observation' : 'multiple observations'}`, 'InvalidModificationError');
    }
    if (mode === 'multiple') {
      if (!Array.isArray(entryTypes)) {
        throw new codes.ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
      }
      this.#setTypes(entryTypes.filter((each) => supportedEntryTypes.includes(each)));
    } else {
      if (!supportedEntryTypes.includes(type)) return;
      this.#setTypes([type], true);
      if (buffered) {
        this.#buffer.push(...filterEntries(undefined, type));
        schedule();
      }
    }
    this.#mode = mode;
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  #setTypes(types, keep = false) {
    if (!keep) {
      for (const type of this.#types) count(type, -1);
      this.#types.clear();
    }
    for (const type of types) {
      if (this.#types.has(type)) continue;
      this.#types.add(type);
      count(type, 1);
    }
  }

  disconnect() {
    this.#setTypes([]);
    observers.delete(this);
    this.#mode = undefined;
    this.#buffer = [];
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  [kMaybeBuffer](entry) {
    if (!this.#types.has(entry.entryType)) return;
    this.#buffer.push(entry);
    schedule();
  }

  [kDispatch]() {
    const entries = this.takeRecords();
    if (entries.length > 0) this.#callback.call(this, new PerformanceObserverEntryList(kSkipThrow, entries), this);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `PerformanceObserver ${inspect({
      connected: observers.has(this),
      pending,
      entryTypes: [...this.#types],
      buffer: this.#buffer,
    }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

function expose(Class, members) {
  for (const member of members) Object.defineProperty(Class.prototype, member, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: Class.name });
}
expose(PerformanceObserverEntryList, ['getEntries', 'getEntriesByType', 'getEntriesByName']);
expose(PerformanceObserver, ['observe', 'disconnect', 'takeRecords']);

/** Observers are called together, after what is going on now. */
function schedule() {
  if (pending) return;
  pending = true;
  require('timers').setImmediate(() => {
    pending = false;
    for (const observer of [...observers]) observer[kDispatch]();
  });
}

// For libraries: how long an operation took

/** Remembers on `target` that an operation began. @param {{type: string, name: string, detail?: object}} context */
function startPerf(target, key, context = {}) {
  target[key] = { ...context, startTime: now() };
}

/** Reports the operation that began with startPerf(). */
function stopPerf(target, key, context = {}) {
  const begun = target[key];
  if (begun === undefined) return;
  enqueue(createPerformanceNodeEntry(begun.name, begun.type, begun.startTime, now() - begun.startTime,
    { ...begun.detail, ...context.detail }));
}

module.exports = {
  bufferEntry,
  clearEntries,
  enqueue,
  filterEntries,
  hasObserver,
  keepsResources,
  PerformanceEntry,
  PerformanceObserver,
  PerformanceObserverEntryList,
  setDispatchBufferFull,
  setResourceTimingBufferSize,
  startPerf,
  stopPerf,
};

require('internal/diagnostics').watch.perf = module.exports;

// SPDX-License-Identifier: MIT
'use strict';

// PerformanceEntry and its subclasses: what performance.mark() and observers give.

const { codes } = require('internal/errors');
const { customInspectSymbol, kEnumerableProperty } = require('internal/util');
const { validateObject, validateNumber } = require('internal/validators');
const { now } = require('internal/perf/utils');

const kSkipThrow = Symbol('kSkipThrow');

function illegal(key) {
  if (key !== kSkipThrow) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
}

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(key = undefined, name = undefined, type = undefined, start = undefined, duration = undefined) {
    illegal(key);
    this.#name = name;
    this.#entryType = type;
    this.#startTime = start;
    this.#duration = duration;
  }

  static #check(entry) {
    if (entry === null || typeof entry !== 'object' || !(#name in entry)) {
      throw new codes.ERR_INVALID_THIS('PerformanceEntry');
    }
    return entry;
  }

  get name() { return PerformanceEntry.#check(this).#name; }
  get entryType() { return PerformanceEntry.#check(this).#entryType; }
  get startTime() { return PerformanceEntry.#check(this).#startTime; }
  get duration() { return PerformanceEntry.#check(this).#duration; }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const { inspect } = require('internal/util/inspect');
    return `${this.constructor.name} ${inspect(this.toJSON(),
      { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  toJSON() {
    const { name, entryType, startTime, duration } = PerformanceEntry.#check(this);
    return { name, entryType, startTime, duration };
  }
}
Object.defineProperties(PerformanceEntry.prototype, {
  name: kEnumerableProperty,
  entryType: kEnumerableProperty,
  startTime: kEnumerableProperty,
  duration: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});

function tag(Class, members) {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: Class.name });
  for (const member of members) Object.defineProperty(Class.prototype, member, { enumerable: true });
}

/** Entries of Node's own: functions, garbage collections, requests. */
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(key, name, type, start, duration, detail) {
    super(key, name, type, start, duration);
    this.#detail = detail;
  }

  get detail() { return this.#detail; }

  toJSON() {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }
}
// As in Node.js, its instances pass for plain entries.
Object.defineProperty(PerformanceNodeEntry, 'name', { value: 'PerformanceNodeEntry' });

function createPerformanceNodeEntry(name, type, start, duration, detail) {
  return new PerformanceNodeEntry(kSkipThrow, name, type, start, duration, detail);
}

const reserved = new Set(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete']);

class PerformanceMark extends PerformanceEntry {
  #detail;

  /** @param {string} name @param {{startTime?: number, detail?: any}} [options] */
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (reserved.has(name)) throw new codes.ERR_INVALID_ARG_VALUE('name', name);
    if (options != null) validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    super(kSkipThrow, name, 'mark', startTime, 0);
    this.#detail = options?.detail == null ? null : structuredClone(options.detail);
  }

  get detail() {
    if (this === null || typeof this !== 'object' || !(#detail in this)) throw new codes.ERR_INVALID_THIS('PerformanceMark');
    return this.#detail;
  }

  toJSON() {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }
}
tag(PerformanceMark, ['detail']);

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(key = undefined, name = undefined, start = undefined, duration = undefined, detail = undefined) {
    illegal(key);
    super(kSkipThrow, name, 'measure', start, duration);
    this.#detail = detail;
  }

  get detail() {
    if (this === null || typeof this !== 'object' || !(#detail in this)) throw new codes.ERR_INVALID_THIS('PerformanceMeasure');
    return this.#detail;
  }

  toJSON() {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }
}
tag(PerformanceMeasure, ['detail']);

class PerformanceResourceTiming extends PerformanceEntry {
  #data;

  constructor(key = undefined, name = undefined, data = undefined) {
    illegal(key);
    super(kSkipThrow, name, 'resource', data.startTime, data.endTime - data.startTime);
    this.#data = data;
  }

  static data(entry) {
    if (entry === null || typeof entry !== 'object' || !(#data in entry)) {
      throw new codes.ERR_INVALID_THIS('PerformanceResourceTiming');
    }
    return entry.#data;
  }

  toJSON() {
    resourceData(this);
    const json = {};
    for (const key of ['name', 'entryType', 'startTime', 'duration', ...Object.keys(resourceFields)]) json[key] = this[key];
    return json;
  }
}
const resourceData = PerformanceResourceTiming.data;
delete PerformanceResourceTiming.data;

const connection = (data) => data.finalConnectionTimingInfo;
// In the order in which toJSON() shows them.
const resourceFields = {
  initiatorType: (data) => data.initiatorType,
  nextHopProtocol: (data) => connection(data)?.ALPNNegotiatedProtocol,
  workerStart: (data) => data.finalServiceWorkerStartTime,
  redirectStart: (data) => data.redirectStartTime,
  redirectEnd: (data) => data.redirectEndTime,
  fetchStart: (data) => data.postRedirectStartTime,
  domainLookupStart: (data) => connection(data)?.domainLookupStartTime,
  domainLookupEnd: (data) => connection(data)?.domainLookupEndTime,
  connectStart: (data) => connection(data)?.connectionStartTime,
  connectEnd: (data) => connection(data)?.connectionEndTime,
  secureConnectionStart: (data) => connection(data)?.secureConnectionStartTime,
  requestStart: (data) => data.finalNetworkRequestStartTime,
  finalResponseHeadersStart: (data) => data.finalNetworkResponseStartTime,
  firstInterimResponseStart: (data) => data.firstInterimNetworkResponseStartTime ?? 0,
  // The first bytes of the answer, be it an interim one.
  responseStart: (data) => data.firstInterimNetworkResponseStartTime || data.finalNetworkResponseStartTime,
  responseEnd: (data) => data.endTime,
  transferSize: (data) => (data.cacheMode === 'local' ? 0 : data.cacheMode === 'validated' ? 300 :
    (data.encodedBodySize ?? data.encodedSize) + 300),
  encodedBodySize: (data) => data.encodedBodySize ?? data.encodedSize,
  decodedBodySize: (data) => data.decodedBodySize ?? data.decodedSize,
  deliveryType: (data) => data.deliveryType,
  responseStatus: (data) => data.responseStatus,
  renderBlockingStatus: (data) => (data.renderBlocking ? 'blocking' : 'non-blocking'),
  contentType: (data) => data.contentType ?? '',
  contentEncoding: (data) => data.contentEncoding ?? '',
};
for (const [key, read] of Object.entries(resourceFields)) {
  const accessor = { get [key]() { return read(resourceData(this)); } };
  Object.defineProperty(PerformanceResourceTiming.prototype, key, Object.getOwnPropertyDescriptor(accessor, key));
}
tag(PerformanceResourceTiming, ['toJSON']);

module.exports = {
  createPerformanceNodeEntry,
  kSkipThrow,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceNodeEntry,
  PerformanceResourceTiming,
};

// SPDX-License-Identifier: MIT
'use strict';

// The class Performance and its one instance.

const { codes } = require('internal/errors');
const { defineEventHandler, Event, EventTarget, initEventTarget } = require('internal/event_target');
const { customInspectSymbol } = require('internal/util');
const observe = require('internal/perf/observe');
const { eventLoopUtilization, nodeTiming } = require('internal/perf/nodetiming');
const { bufferResourceTiming } = require('internal/perf/resource_timing');
const { timerify } = require('internal/perf/timerify');
const { mark, measure } = require('internal/perf/usertiming');
const { getTimeOriginTimestamp, now } = require('internal/perf/utils');

const kPerformance = Symbol('performance');
const kMake = Symbol('kMake');

function check(value) {
  if (value === null || typeof value !== 'object' || value[kPerformance] === undefined) {
    throw new codes.ERR_INVALID_THIS('Performance');
  }
}

function needName(args) {
  if (args.length === 0) throw new codes.ERR_MISSING_ARGS('name');
}

class Performance extends EventTarget {
  constructor(key = undefined) {
    if (key !== kMake) throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    super();
    initEventTarget(this);
    this[kPerformance] = true;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `Performance ${inspect({ nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin },
      { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  clearMarks(name = undefined) {
    check(this);
    observe.clearEntries('mark', name === undefined ? undefined : `${name}`);
  }

  clearMeasures(name = undefined) {
    check(this);
    observe.clearEntries('measure', name === undefined ? undefined : `${name}`);
  }

  clearResourceTimings(name = undefined) {
    check(this);
    observe.clearEntries('resource', name === undefined ? undefined : `${name}`);
  }

  getEntries() {
    check(this);
    return observe.filterEntries();
  }

  getEntriesByName(name) {
    check(this);
    needName(arguments);
    return observe.filterEntries(`${name}`, arguments[1] === undefined ? undefined : `${arguments[1]}`);
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    return observe.filterEntries(undefined, `${type}`);
  }

  mark(name, options = {}) {
    check(this);
    needName(arguments);
    return mark(name, options);
  }

  measure(name, startOrMeasureOptions = {}, endMark = undefined) {
    check(this);
    needName(arguments);
    return measure(name, startOrMeasureOptions, endMark);
  }

  now() {
    check(this);
    return now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('maxSize');
    +maxSize; // symbols and BigInts are refused, and what is no number calls valueOf()
    observe.setResourceTimingBufferSize(Number.isInteger(maxSize) && maxSize > 0 ? maxSize : 0);
  }

  get timeOrigin() {
    check(this);
    return getTimeOriginTimestamp();
  }

  toJSON() {
    check(this);
    return {
      nodeTiming: this.nodeTiming,
      timeOrigin: this.timeOrigin,
      eventLoopUtilization: this.eventLoopUtilization(),
    };
  }
}

const enumerable = ['clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName',
                    'getEntriesByType', 'mark', 'measure', 'now', 'setResourceTimingBufferSize', 'timeOrigin', 'toJSON'];
for (const name of enumerable) Object.defineProperty(Performance.prototype, name, { enumerable: true });
Object.defineProperties(Performance.prototype, {
  // Node's own, not of the standard.
  eventLoopUtilization: { configurable: true, enumerable: false, writable: true, value: eventLoopUtilization },
  nodeTiming: { configurable: true, enumerable: false, writable: true, value: nodeTiming },
  markResourceTiming: { configurable: true, enumerable: false, writable: true, value: bufferResourceTiming },
  timerify: { configurable: true, enumerable: false, writable: true, value: timerify },
  [Symbol.toStringTag]: { configurable: true, value: 'Performance' },
});
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

const performance = new Performance(kMake);
observe.setDispatchBufferFull(() => performance.dispatchEvent(new Event('resourcetimingbufferfull')));

module.exports = { Performance, performance };

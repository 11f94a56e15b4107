// SPDX-License-Identifier: MIT
'use strict';

// require('perf_hooks'): clocks, marks and measures, observers, histograms. The work is in
// internal/perf.

const { createHistogram, monitorEventLoopDelay } = require('internal/perf/histogram');
const { eventLoopUtilization } = require('internal/perf/nodetiming');
const { PerformanceObserver, PerformanceObserverEntryList } = require('internal/perf/observe');
const { Performance, performance } = require('internal/perf/performance');
const { PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceResourceTiming } =
  require('internal/perf/performance_entry');
const { timerify } = require('internal/perf/timerify');

/** Kinds and flags of entries of type 'gc'. */
const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP: 2,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};
for (const name of Object.keys(constants)) Object.defineProperty(constants, name, { writable: false, configurable: false });
// Node.js shows these, too, if not in a listing.
['GC', 'HTTP', 'HTTP2', 'NET', 'DNS', 'QUIC'].forEach((name, value) => {
  Object.defineProperty(constants, `NODE_PERFORMANCE_ENTRY_TYPE_${name}`, { value });
});
['TIME_ORIGIN_TIMESTAMP', 'TIME_ORIGIN', 'ENVIRONMENT', 'NODE_START', 'V8_START', 'LOOP_START', 'LOOP_EXIT',
 'BOOTSTRAP_COMPLETE'].forEach((name, value) => {
  Object.defineProperty(constants, `NODE_PERFORMANCE_MILESTONE_${name}`, { value });
});

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  monitorEventLoopDelay,
  eventLoopUtilization,
  timerify,
  createHistogram,
  performance,
};
Object.defineProperty(module.exports, 'constants', { __proto__: null, enumerable: true, value: constants });

// SPDX-License-Identifier: MIT
// perf_hooks: ranges, two wrong values at once, conversions that throw.
'use strict';
const assert = require('node:assert');
const { PerformanceObserver, createHistogram, monitorEventLoopDelay, performance } = require('node:perf_hooks');
const { checkOutcomes, mine } = require('../../fixtures/outcome');

const table = [
  [() => createHistogram({ lowest: 0, highest: 0 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.lowest" is out of range. It must be >= 1 && <= 9007199254740991. Received 0'],
  [() => createHistogram({ lowest: 5, highest: 9 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.highest" is out of range. It must be >= 2 * options.lowest (10n). Received 9'],
  [() => createHistogram({ lowest: 1, highest: 0, figures: 9 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.highest" is out of range. It must be >= 1 && <= 9007199254740991. Received 0'],
  [() => createHistogram({ lowest: 1, highest: 1n, figures: 'x' }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.highest" is out of range. It must be >= 2 * options.lowest (2n). Received 1n'],
  [() => createHistogram({ lowest: 2n ** 64n }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.lowest" is out of range. It must be >= 1n && <= 9223372036854775807n. Received 18_446_744_073_709_551_616n'],
  [() => createHistogram({ highest: 2n ** 64n }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.highest" is out of range. It must be >= 1n && <= 9223372036854775807n. Received 18_446_744_073_709_551_616n'],
  [() => createHistogram({ lowest: 2 ** 53 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.lowest" is out of range. It must be >= 1 && <= 9007199254740991. Received 9_007_199_254_740_992'],
  [() => createHistogram({ lowest: 99999, highest: 100 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.highest" is out of range. It must be >= 2 * options.lowest (199998n). Received 100'],
  [() => createHistogram({ figures: 6 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.figures" is out of range. It must be >= 1 && <= 5. Received 6'],
  [() => createHistogram({ get lowest() { mine(); } }), 'Error undefined: mine'],
  [() => createHistogram(5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => createHistogram().record('x'), `TypeError ERR_INVALID_ARG_TYPE: The "val" argument must be of type number. Received type string ('x')`],
  [() => createHistogram().record(0), 'RangeError ERR_OUT_OF_RANGE: The value of "val" is out of range. It must be >= 1 && <= 9007199254740991. Received 0'],
  [() => createHistogram().record(2n ** 64n), 'RangeError ERR_OUT_OF_RANGE: value is out of range'],
  [() => createHistogram().percentile(0), 'RangeError ERR_OUT_OF_RANGE: The value of "percentile" is out of range. It must be > 0 && <= 100. Received 0'],
  [() => createHistogram().percentile('x'), `TypeError ERR_INVALID_ARG_TYPE: The "percentile" argument must be of type number. Received type string ('x')`],
  [() => createHistogram().percentileBigInt(101), 'RangeError ERR_OUT_OF_RANGE: The value of "percentile" is out of range. It must be > 0 && <= 100. Received 101'],
  [() => createHistogram().add({}), 'TypeError ERR_INVALID_ARG_TYPE: The "other" argument must be an instance of RecordableHistogram. Received an instance of Object'],
  [() => monitorEventLoopDelay({ resolution: 0 }), 'RangeError ERR_OUT_OF_RANGE: The value of "options.resolution" is out of range. It must be >= 1 && <= 9007199254740991. Received 0'],
  [() => monitorEventLoopDelay(5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => performance.mark(), 'TypeError ERR_MISSING_ARGS: The "name" argument must be specified'],
  [() => performance.mark('x', { startTime: -1 }), 'TypeError ERR_PERFORMANCE_INVALID_TIMESTAMP: -1 is not a valid timestamp'],
  [() => performance.mark('x', { startTime: 'y' }), `TypeError ERR_INVALID_ARG_TYPE: The "startTime" argument must be of type number. Received type string ('y')`],
  [() => performance.mark(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => performance.mark('x', { get detail() { mine(); } }), 'Error undefined: mine'],
  [() => performance.measure(5, 6), 'TypeError ERR_INVALID_ARG_TYPE: The "name" argument must be of type string. Received type number (5)'],
  [() => performance.measure('x', { start: 'no', end: 'neither' }), 'SyntaxError 12: The "neither" performance mark has not been set'],
  [() => performance.measure('x', { start: 1, end: 2, duration: 3 }), 'TypeError ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: Must not have options.start, options.end, and options.duration specified'],
  [() => performance.measure('x', { start: 1 }, 'y'), 'TypeError ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: endMark must not be specified'],
  [() => performance.measure('x', 'no'), 'SyntaxError 12: The "no" performance mark has not been set'],
  [() => performance.measure('x', { end: -1, start: -2 }), 'TypeError ERR_PERFORMANCE_INVALID_TIMESTAMP: -1 is not a valid timestamp'],
  [() => performance.getEntriesByName(), 'TypeError ERR_MISSING_ARGS: The "name" argument must be specified'],
  [() => performance.getEntriesByName('x', Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a string'],
  [() => performance.getEntriesByName({ toString: mine }, 'y'), 'Error undefined: mine'],
  [() => performance.getEntriesByType({ toString: mine }), 'Error undefined: mine'],
  [() => performance.setResourceTimingBufferSize(), 'TypeError ERR_MISSING_ARGS: The "maxSize" argument must be specified'],
  [() => performance.setResourceTimingBufferSize(1n), 'TypeError undefined: Cannot convert a BigInt value to a number'],
  [() => performance.setResourceTimingBufferSize(Symbol('s')), 'TypeError undefined: Cannot convert a Symbol value to a number'],
  [() => performance.setResourceTimingBufferSize({ valueOf: mine }), 'Error undefined: mine'],
  [() => performance.timerify(5, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "fn" argument must be of type function. Received type number (5)'],
  [() => performance.timerify(() => {}, 5), 'TypeError ERR_INVALID_ARG_TYPE: The "options" argument must be of type object. Received type number (5)'],
  [() => performance.timerify(() => {}, { histogram: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.histogram" property must be an instance of RecordableHistogram. Received type number (5)'],
  [() => new PerformanceObserver(5), 'TypeError ERR_INVALID_ARG_TYPE: The "callback" argument must be of type function. Received type number (5)'],
  [() => new PerformanceObserver(() => {}).observe(), 'TypeError ERR_MISSING_ARGS: The "options.entryTypes" and "options.type" arguments must be specified'],
  [() => new PerformanceObserver(() => {}).observe({}), 'TypeError ERR_MISSING_ARGS: The "options.entryTypes" and "options.type" arguments must be specified'],
  [() => new PerformanceObserver(() => {}).observe({ entryTypes: 5 }), 'TypeError ERR_INVALID_ARG_TYPE: The "options.entryTypes" property must be string[]. Received type number (5)'],
  [() => new PerformanceObserver(() => {}).observe({ entryTypes: [], type: 'mark' }), `TypeError ERR_INVALID_ARG_VALUE: The property 'options.entryTypes' options.entryTypes can not set with options.type together. Received []`],
];

checkOutcomes(table);

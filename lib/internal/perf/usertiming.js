// SPDX-License-Identifier: MIT
'use strict';

// performance.mark() and performance.measure() (User Timing).

const { codes } = require('internal/errors');
const { lazyDOMException } = require('internal/util');
const { bufferEntry, enqueue, filterEntries } = require('internal/perf/observe');
const { kSkipThrow, PerformanceMark, PerformanceMeasure } = require('internal/perf/performance_entry');
const { now } = require('internal/perf/utils');
const { validateString } = require('internal/validators');

const milestones = ['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete'];

/** The time of a mark, a milestone or a number. */
function timeOf(mark) {
  if (mark === undefined) return undefined;
  if (typeof mark === 'number') {
    if (mark < 0) throw new codes.ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    return mark;
  }
  const name = `${mark}`;
  if (milestones.includes(name)) return require('internal/perf/nodetiming').nodeTiming[name];
  const marks = filterEntries(name, 'mark');
  if (marks.length === 0) throw lazyDOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  return marks[marks.length - 1].startTime;
}

/** Function (entry) while marks and measures go to the trace log (internal/tracing). */
let tracer;
function setTracer(fn) {
  tracer = fn;
}

function mark(name, options) {
  const entry = new PerformanceMark(name, options);
  tracer?.(entry);
  enqueue(entry);
  bufferEntry(entry);
  return entry;
}

const members = ['start', 'end', 'duration', 'detail'];

/** Start, end and detail of a measure. Only a name, or options that say something, count as a start. */
function range(startOrOptions, endMark) {
  const isOptions = startOrOptions !== null && typeof startOrOptions === 'object' &&
    members.some((member) => startOrOptions[member] !== undefined);
  if (!isOptions) {
    const start = typeof startOrOptions === 'string' ? timeOf(startOrOptions) : 0;
    return { start, end: timeOf(endMark) ?? now(), detail: null };
  }
  const { start, end, duration, detail } = startOrOptions;
  if (endMark !== undefined) {
    throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
  }
  if (start !== undefined && end !== undefined && duration !== undefined) {
    throw new codes.ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
      'Must not have options.start, options.end, and options.duration specified');
  }
  const given = timeOf(end); // the end is looked up first
  const from = start !== undefined ? timeOf(start) :
    duration !== undefined && given !== undefined ? given - timeOf(duration) : 0;
  const to = given !== undefined ? given :
    duration !== undefined && start !== undefined ? from + timeOf(duration) : now();
  return { start: from, end: to, detail: detail == null ? null : structuredClone(detail) };
}

function measure(name, startOrOptions, endMark) {
  validateString(name, 'name');
  const { start, end, detail } = range(startOrOptions, endMark);
  const entry = new PerformanceMeasure(kSkipThrow, name, start, end - start, detail);
  tracer?.(entry);
  enqueue(entry);
  bufferEntry(entry);
  return entry;
}

module.exports = { mark, measure, setTracer };

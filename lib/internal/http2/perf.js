// SPDX-License-Identifier: MIT
// perf_hooks: entries of type 'http2'. Nothing is measured while nobody observes.
'use strict';

const { kState, kId } = require('internal/http2/symbols');

const observe = require('internal/perf/observe');

/** Does anybody observe 'http2'? */
function observed() {
  return observe.hasObserver('http2');
}

function now() {
  return require('perf_hooks').performance.now();
}

function begin(stream) {
  stream[kState].timing = {
    start: now(), firstByte: 0, firstHeader: 0, firstByteSent: 0, bytesRead: 0, bytesWritten: 0,
  };
}

function sent(timing, chunk) {
  if (timing.firstByteSent === 0) timing.firstByteSent = now();
  timing.bytesWritten += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
}

function received(timing, bytes) {
  if (timing.firstByte === 0) timing.firstByte = now();
  timing.bytesRead += bytes.length;
}

function headers(timing) {
  if (timing.firstHeader === 0) timing.firstHeader = now();
}

function enqueue(name, startTime, detail, extra) {
  const { createPerformanceNodeEntry } = require('internal/perf/performance_entry');
  const entry = createPerformanceNodeEntry(name, 'http2', startTime, now() - startTime, detail);
  for (const key of Object.keys(extra)) {
    Object.defineProperty(entry, key, { __proto__: null, configurable: true, enumerable: true, value: extra[key] });
  }
  observe.enqueue(entry);
}

function streamEnd(stream) {
  const { timing } = stream[kState];
  stream[kState].timing = null;
  if (!observed()) return;
  const since = (time) => (time === 0 ? 0 : time - timing.start);
  const detail = {
    bytesRead: timing.bytesRead, bytesWritten: timing.bytesWritten, id: stream[kId],
    timeToFirstByte: since(timing.firstByte), timeToFirstByteSent: since(timing.firstByteSent),
    timeToFirstHeader: since(timing.firstHeader),
  };
  const session = stream.session;
  if (session !== undefined) session[kState].streamTime = (session[kState].streamTime ?? 0) + now() - timing.start;
  enqueue('Http2Stream', timing.start, detail, detail);
}

function sessionEnd(session, handle, isServer) {
  if (!observed() || session[kState].perfStart === undefined) return;
  const [framesReceived, framesSent, bytesRead, bytesWritten, streamCount, maxConcurrentStreams] = handle.statistics();
  const detail = {
    bytesRead, bytesWritten, framesReceived, framesSent, maxConcurrentStreams,
    pingRTT: session[kState].pingRTT ?? 0,
    streamAverageDuration: streamCount === 0 ? 0 : (session[kState].streamTime ?? 0) / streamCount,
    streamCount, type: isServer ? 'server' : 'client',
  };
  enqueue('Http2Session', session[kState].perfStart, detail, detail);
}

module.exports = { begin, headers, now, observed, received, sent, sessionEnd, streamEnd };

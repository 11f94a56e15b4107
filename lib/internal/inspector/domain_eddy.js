// SPDX-License-Identifier: MIT
// The domain Eddy, of `eddy top`: what this thread does. Counting begins with Eddy.enable and ends with the last session.
'use strict';

const binding = internalBinding('inspector');

const watchers = new Set(); // sessions
let collections = { count: 0, time: 0 }; // since the last sample
let observer;
let lastEnd; // called when the last session has ended

function begin() {
  binding.loopStats(true);
  const { PerformanceObserver } = require('perf_hooks');
  observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      collections.count++;
      collections.time += duration;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
}

function end() {
  binding.loopStats(false);
  observer.disconnect();
  // Later: this may be called while the connection is being closed.
  if (lastEnd !== undefined) require('timers').setImmediate(lastEnd);
  lastEnd = undefined;
}

/** Handles, requests and timers by kind: how many of each keep the process alive. */
function resources() {
  const counts = { __proto__: null };
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const commands = {
  '__proto__': null,
  'Eddy.enable': (session) => {
    if (session.state.Eddy !== undefined) return;
    session.state.Eddy = {
      stop() {
        if (watchers.delete(session) && watchers.size === 0) end();
      },
    };
    watchers.add(session);
    if (watchers.size === 1) begin();
  },
  'Eddy.disable': (session) => {
    session.state.Eddy?.stop();
    delete session.state.Eddy;
  },
  // What has happened since the last sample, and what is now. Times in ms, sizes in bytes.
  'Eddy.sample': (session) => {
    if (session.state.Eddy === undefined) throw new (require('internal/inspector/domains').ProtocolError)('Eddy domain is not enabled');
    const { performance } = require('perf_hooks');
    const sample = {
      time: performance.now(),
      script: process.argv[1] ?? process.title,
      version: process.versions.eddy,
      uptime: process.uptime() * 1e3,
      cpu: process.cpuUsage(),
      memory: process.memoryUsage(),
      heapLimit: require('v8').getHeapStatistics().heap_size_limit,
      idle: performance.nodeTiming.idleTime,
      loop: binding.loopStats(),
      collections,
      resources: resources(),
      requests: internalBinding('http_parser').requests(),
    };
    collections = { count: 0, time: 0 };
    return sample;
  },
};

module.exports = {
  commands,
  isWatched() { return watchers.size > 0; },
  /** @param {() => void} listener for the next time that the last session ends */
  onLastEnd(listener) { lastEnd = listener; },
};

// SPDX-License-Identifier: MIT
// NODE_V8_COVERAGE: counts what is executed from the start of a thread on, and writes it to a file at its
// end, and when v8.takeCoverage() asks. Loaded only when the variable is set or a test run wants coverage.
'use strict';

const { Connection } = internalBinding('inspector');
const { getEnv } = internalBinding('process_methods');

let connection;    // of this thread's inspector, while counting
let responses;     // id -> result
let nextId = 1;
let directory = '';
let lastStamp = 0; // names of files are unique in a thread

function call(method, params = {}) {
  const id = nextId++;
  responses = undefined;
  connection.dispatch(JSON.stringify({ id, method, params }));
  return responses;
}

// Coverage can be many megabytes: only the response is parsed, and only once.
function onMessage(text) {
  const message = JSON.parse(text);
  if (message.id !== undefined) responses = message.result;
}

/** Starts to count, unless that has been done. */
function start() {
  if (connection !== undefined) return;
  connection = new Connection(onMessage);
  call('Profiler.enable');
  call('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  require('internal/modules/hooks_state').sourceMaps.recorded = true;
}

/** @returns {{ result: object[], timestamp: number } | undefined} counts since the last time */
function take() {
  return connection === undefined ? undefined : call('Profiler.takePreciseCoverage');
}

/** Ends the counting. */
function stop() {
  if (connection === undefined) return;
  call('Profiler.stopPreciseCoverage');
  call('Profiler.disable');
  connection.disconnect();
  connection = undefined;
}

/** Writes coverage-<pid>-<milliseconds>-<thread>.json into the directory; a failure is told on stderr. */
function write() {
  const profile = directory === '' ? undefined : take();
  if (profile === undefined) return;
  const fs = require('fs');
  const path = require('path');
  const { sourceMapCacheToObject } = require('internal/source_map/cache');
  const maps = sourceMapCacheToObject();
  if (Object.keys(maps).length > 0) profile['source-map-cache'] = maps;
  lastStamp = Math.max(Date.now(), lastStamp + 1);
  const { threadId } = require('worker_threads');
  const file = path.join(directory, `coverage-${process.pid}-${lastStamp}-${threadId}.json`);
  try {
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(file, JSON.stringify(profile));
  } catch (error) {
    process._rawDebug(`Failed to write coverage to ${file}: ${error.message}`);
  }
}

/** At the start of a thread whose environment has NODE_V8_COVERAGE. */
function startFromEnvironment() {
  startInto(require('path').resolve(getEnv('NODE_V8_COVERAGE')));
}

/** From now on this thread and everything it starts write into a directory. */
function startInto(path) {
  directory = path;
  process.env.NODE_V8_COVERAGE = directory; // absolute: children may run elsewhere
  start();
  require('internal/process/execution').atExit.coverage = finish;
  internalBinding('builtins').setSlot('lastWords', finish); // of a worker that is terminated
}

/** What has been counted is written, nothing more will be. */
function finish() {
  require('internal/process/execution').atExit.coverage = null;
  write();
  stop();
}

/** The process sends itself a signal that most likely ends it. */
function beforeSignal(number) {
  const { signals } = internalBinding('constants').os;
  const name = Object.keys(signals).find((key) => signals[key] === number);
  if (process.listenerCount(name) === 0) write();
}

module.exports = { beforeSignal, start, write, finish, startFromEnvironment, startInto };

// SPDX-License-Identifier: MIT
// --cpu-prof and --heap-prof: profiles of a thread from its start to its end, as files that DevTools reads. Loaded only
// when one of the options is given.
'use strict';

const { Connection } = internalBinding('inspector');
const { getOptionValue } = require('internal/options');

const kinds = {
  '__proto__': null,
  'cpu': {
    prefix: 'CPU', suffix: 'cpuprofile',
    start(call, interval) {
      call('Profiler.enable');
      call('Profiler.setSamplingInterval', { interval });
      call('Profiler.start');
    },
    stop: (call) => call('Profiler.stop')?.profile,
  },
  'heap': {
    prefix: 'Heap', suffix: 'heapprofile',
    start(call, samplingInterval) {
      call('HeapProfiler.enable');
      call('HeapProfiler.startSampling', { samplingInterval });
    },
    stop: (call) => call('HeapProfiler.stopSampling')?.profile,
  },
};

const running = [];
let sequence = 0;

const two = (n) => `${n}`.padStart(2, '0');

/** E.g. CPU.20260131.235959.4711.0.001.cpuprofile: date, time, process, thread, number. */
function defaultName({ prefix, suffix }) {
  const now = new Date();
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const { threadId } = require('internal/worker/state');
  return `${prefix}.${date}.${time}.${process.pid}.${threadId}.${`${sequence++}`.padStart(3, '0')}.${suffix}`;
}

function begin(name) {
  const kind = kinds[name];
  const path = require('path');
  // What the program does with its directory does not move the profile.
  const folder = path.resolve(getOptionValue(`--${name}-prof-dir`) || getOptionValue('--diagnostic-dir') || '.');
  const given = getOptionValue(`--${name}-prof-name`).replaceAll('${pid}', process.pid);
  let result;
  const connection = new Connection((text) => {
    const message = JSON.parse(text);
    if (message.id !== undefined) result = message.result;
  });
  const call = (method, params = {}) => {
    result = undefined;
    connection.dispatch(JSON.stringify({ id: 1, method, params }));
    return result;
  };
  kind.start(call, Number(getOptionValue(`--${name}-prof-interval`)));
  running.push({ call, connection, file: path.join(folder, given || defaultName(kind)), kind });
}

/** At the start of a thread. */
function startFromOptions() {
  if (getOptionValue('--cpu-prof')) begin('cpu');
  if (getOptionValue('--heap-prof')) begin('heap');
  if (running.length > 0) require('internal/process/execution').atExit.profiles = finish;
}

/** Writes all profiles; nothing is recorded afterwards. */
function finish() {
  require('internal/process/execution').atExit.profiles = null;
  const fs = require('fs');
  const path = require('path');
  for (const { call, connection, file, kind } of running.splice(0)) {
    const profile = kind.stop(call);
    connection.disconnect();
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify(profile));
    } catch (error) {
      process._rawDebug(`Failed to write the profile to ${file}: ${error.message}`);
    }
  }
}

module.exports = { finish, startFromOptions };

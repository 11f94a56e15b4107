// SPDX-License-Identifier: MIT
// process.report: a diagnostic summary of the running program as JSON.
'use strict';

const { codes: { ERR_SYNTHETIC } } = require('internal/errors');
const { validateBoolean, validateObject, validateString } = require('internal/validators');
const { convertToValidSignal } = require('internal/util');

const settings = {
  directory: '', filename: '', compact: false, excludeNetwork: false, signal: 'SIGUSR2', reportOnFatalError: false,
  reportOnSignal: false, reportOnUncaughtException: false, excludeEnv: false,
};
let sequence = 0;

function stackOf(err) {
  const lines = typeof err?.stack === 'string' ? err.stack.split('\n') : [`${err}`];
  return { message: lines[0], stack: lines.slice(1).map((line) => line.trim()) };
}

function collect(err, trigger, filename) {
  const os = require('os'), v8 = require('v8'), now = new Date(), usage = process.resourceUsage();
  const heap = v8.getHeapStatistics();
  const libc = internalBinding('os').libcVersions();
  const report = {
    header: {
      reportVersion: 5,
      event: trigger === 'API' ? 'JavaScript API' : trigger,
      trigger,
      filename: filename ?? null,
      dumpEventTime: now.toISOString().replace(/\.\d+Z$/, 'Z'),
      dumpEventTimeStamp: `${now.getTime()}`,
      processId: process.pid,
      threadId: 0,
      cwd: process.cwd(),
      commandLine: [process.argv0, ...process.execArgv, ...process.argv.slice(1)],
      nodejsVersion: process.version,
      glibcVersionRuntime: libc?.[0], // packages with binaries look here for their kind of C library
      glibcVersionCompiler: libc?.[1],
      wordSize: 64,
      arch: process.arch,
      platform: process.platform,
      componentVersions: { ...process.versions },
      release: { ...process.release },
      osName: os.type(),
      osRelease: os.release(),
      osVersion: os.version(),
      osMachine: os.machine(),
      cpus: os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times })),
      host: os.hostname(),
    },
    javascriptStack: { ...stackOf(err), errorProperties: { ...err } },
    javascriptHeap: {
      totalMemory: heap.total_heap_size,
      executableMemory: heap.total_heap_size_executable,
      totalCommittedMemory: heap.total_physical_size,
      availableMemory: heap.total_available_size,
      totalGlobalHandlesMemory: heap.total_global_handles_size,
      usedGlobalHandlesMemory: heap.used_global_handles_size,
      usedMemory: heap.used_heap_size,
      memoryLimit: heap.heap_size_limit,
      mallocedMemory: heap.malloced_memory,
      externalMemory: heap.external_memory,
      peakMallocedMemory: heap.peak_malloced_memory,
      nativeContextCount: heap.number_of_native_contexts,
      detachedContextCount: heap.number_of_detached_contexts,
      doesZapGarbage: heap.does_zap_garbage,
      heapSpaces: {},
    },
    nativeStack: [],
    resourceUsage: {
      free_memory: os.freemem(),
      total_memory: os.totalmem(),
      rss: process.memoryUsage.rss(),
      constrained_memory: process.constrainedMemory(),
      available_memory: process.availableMemory(),
      userCpuSeconds: usage.userCPUTime / 1e6,
      kernelCpuSeconds: usage.systemCPUTime / 1e6,
      cpuConsumptionPercent: 0,
      maxRss: usage.maxRSS * 1024,
      pageFaults: { IORequired: usage.majorPageFault, IONotRequired: usage.minorPageFault },
      fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
    },
    uvthreadResourceUsage: {},
    libuv: process._getActiveHandles().map((handle) => ({ type: handle.constructor.name, is_active: true })),
    workers: [],
    environmentVariables: settings.excludeEnv ? undefined : { ...process.env },
    userLimits: {},
    sharedObjects: [],
  };
  if (!settings.excludeNetwork) report.header.networkInterfaces = networkInterfaces(os);
  return report;
}

function networkInterfaces(os) {
  const out = [];
  for (const [name, list] of Object.entries(os.networkInterfaces())) {
    for (const { internal, mac, address, netmask, family, scopeid } of list) {
      out.push({ name, internal, mac, address, netmask, family, scopeid });
    }
  }
  return out;
}

function toError(err) {
  if (err === undefined) return new ERR_SYNTHETIC();
  validateObject(err, 'err');
  return err;
}

/** @returns {string} the name of the file */
function writeReport(file, err) {
  if (typeof file === 'object' && file !== null) {
    err = file;
    file = undefined;
  } else if (file !== undefined) {
    validateString(file, 'file');
  }
  return write(file, toError(err), 'API');
}

function checkPermission(name) {
  if (name === 'stdout' || name === 'stderr') return;
  const resource = name || settings.directory || process.cwd();
  if (process.permission.has('fs.write', require('path').resolve(settings.directory || '', resource))) return;
  throw require('internal/process/permission').accessDenied(
    'Access to this API has been restricted. Use --allow-fs-write to manage permissions.', 'FileSystemWrite', resource);
}

function write(file, err, trigger) {
  const path = require('path'), fs = require('fs');
  let name = file || settings.filename;
  if (process.permission !== undefined) checkPermission(name);
  if (!name) {
    const pad = (n) => `${n}`.padStart(2, '0'), d = new Date();
    const day = `${d.getFullYear()}${pad(d.getMonth() + 1)}${pad(d.getDate())}`;
    const time = `${pad(d.getHours())}${pad(d.getMinutes())}${pad(d.getSeconds())}`;
    name = `report.${day}.${time}.${process.pid}.0.${`${++sequence}`.padStart(3, '0')}.json`;
  }
  const text = JSON.stringify(collect(err, trigger, name), null, settings.compact ? 0 : 2);
  if (name === 'stdout') {
    fs.writeSync(1, `${text}\n`);
  } else if (name === 'stderr') {
    fs.writeSync(2, `${text}\n`);
  } else {
    const target = path.isAbsolute(name) ? name : path.resolve(settings.directory || '', name);
    process._rawDebug(`\nWriting Node.js report to file: ${name}`);
    fs.writeFileSync(target, `${text}\n`);
    process._rawDebug('\nNode.js report completed');
  }
  return name;
}

/** @returns {object} */
function getReport(err) {
  return JSON.parse(JSON.stringify(collect(toError(err), 'GetReport')));
}

const onSignal = (name) => write(undefined, new ERR_SYNTHETIC(), name);

function updateSignal(before) {
  process.removeListener(before, onSignal);
  if (settings.reportOnSignal) process.on(settings.signal, onSignal);
}

const report = { writeReport, getReport };
function setting(name, check, after) {
  Object.defineProperty(report, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return settings[name]; },
    set(value) {
      check(value, name);
      const before = settings.signal;
      settings[name] = value;
      after?.(before);
    },
  });
}
setting('directory', validateString);
setting('filename', validateString);
setting('compact', validateBoolean);
setting('excludeNetwork', validateBoolean);
setting('signal', (value) => {
  validateString(value, 'signal');
  convertToValidSignal(value);
}, updateSignal);
setting('reportOnFatalError', validateBoolean);
setting('reportOnSignal', validateBoolean, updateSignal);
setting('reportOnUncaughtException', validateBoolean);
setting('excludeEnv', validateBoolean);

module.exports = { report, writeReportFor: write };

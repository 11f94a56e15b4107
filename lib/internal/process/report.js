// SPDX-License-Identifier: MIT
// process.report: a diagnostic summary of the running program as JSON.
'use strict';

const { codes: { ERR_SYNTHETIC } } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { atExit } = require('internal/process/execution');
const binding = internalBinding('report');
const { rawDebug } = internalBinding('process');
const { validateBoolean, validateObject, validateSignalName, validateString } = require('internal/validators');

const settings = {
  directory: getOptionValue('--report-dir'),
  filename: getOptionValue('--report-filename'),
  compact: getOptionValue('--report-compact'),
  excludeNetwork: getOptionValue('--report-exclude-network'),
  signal: getOptionValue('--report-signal'),
  reportOnFatalError: getOptionValue('--report-on-fatalerror'),
  reportOnSignal: getOptionValue('--report-on-signal'),
  reportOnUncaughtException: getOptionValue('--report-uncaught-exception'),
  excludeEnv: getOptionValue('--report-exclude-env'),
};

function stackOf(err) {
  if (err === undefined) return { message: '', errorProperties: {} };
  if (typeof err?.stack !== 'string') return { message: 'No stack.', stack: ['Unavailable.'], errorProperties: {} };
  const lines = err.stack.split('\n');
  const errorProperties = {};
  for (const key of Object.keys(Object(err))) errorProperties[key] = String(err[key]);
  return { message: lines[0], stack: lines.slice(1).map((line) => line.trim()), errorProperties };
}

/** `seconds`: since the start. `memory`: what else is known of a whole process. */
function cpu({ userCPUTime, systemCPUTime, fsRead, fsWrite }, seconds, memory) {
  const user = userCPUTime / 1e6, kernel = systemCPUTime / 1e6;
  return {
    userCpuSeconds: user,
    kernelCpuSeconds: kernel,
    cpuConsumptionPercent: (user + kernel) / seconds * 100,
    userCpuConsumptionPercent: user / seconds * 100,
    kernelCpuConsumptionPercent: kernel / seconds * 100,
    ...memory,
    fsActivity: { reads: fsRead, writes: fsWrite },
  };
}

function heapSpaces(v8) {
  const out = {};
  for (const space of v8.getHeapSpaceStatistics()) {
    out[space.space_name] = {
      memorySize: space.space_size,
      committedMemory: space.physical_space_size,
      capacity: space.space_used_size + space.space_available_size,
      used: space.space_used_size,
      available: space.space_available_size,
    };
  }
  return out;
}

// As /proc/self/limits calls them, and as the report does.
const limits = {
  '__proto__': null,
  'Max core file size': 'core_file_size_blocks',
  'Max data size': 'data_seg_size_bytes',
  'Max file size': 'file_size_blocks',
  'Max locked memory': 'max_locked_memory_bytes',
  'Max resident set': 'max_memory_size_bytes',
  'Max open files': 'open_files',
  'Max stack size': 'stack_size_bytes',
  'Max cpu time': 'cpu_time_seconds',
  'Max processes': 'max_user_processes',
  'Max address space': 'virtual_memory_bytes',
};

function procFile(name) {
  try {
    return require('fs').readFileSync(`/proc/self/${name}`, 'utf8');
  } catch {
    return ''; // not mounted, or not allowed
  }
}

function userLimits() {
  const out = {}, number = (text) => (text === 'unlimited' ? text : +text);
  for (const name in limits) out[limits[name]] = undefined; // their order
  for (const [, name, soft, hard] of procFile('limits').matchAll(/^(Max [a-z ]*[a-z]) +(\d+|unlimited) +(\d+|unlimited)/gm)) {
    if (limits[name] !== undefined) out[limits[name]] = { soft: number(soft), hard: number(hard) };
  }
  return out;
}

function sharedObjects() {
  const names = new Set();
  for (const [, name] of procFile('maps').matchAll(/ r-xp .* (\/\S+\.so\S*)$/gm)) names.add(name);
  return [...names];
}

/** One end of a socket; null when it is not connected. */
function endpoint(handle, which) {
  const out = {};
  if (typeof handle[which] !== 'function' || handle[which](out) !== 0 || out.address === undefined) return null;
  return { host: out.address, [out.family === 'IPv6' ? 'ip6' : 'ip4']: out.address, port: out.port };
}

/** What keeps the loop busy, then the loop itself. */
function handles() {
  const rows = internalBinding('process_methods').getActiveHandles().map((handle) => {
    const type = handle.constructor.name.toLowerCase();
    const row = { type, is_active: true, is_referenced: handle.hasRef?.() ?? true };
    if (type === 'tcp' || type === 'udp') {
      row.localEndpoint = endpoint(handle, 'getsockname');
      row.remoteEndpoint = endpoint(handle, 'getpeername');
    }
    if (handle.fd >= 0) row.fd = handle.fd;
    return row;
  });
  const { idleTime } = require('perf_hooks').performance.nodeTiming;
  rows.push({ type: 'loop', is_active: process.getActiveResourcesInfo().length > 0, loopIdleTimeSeconds: idleTime / 1000 });
  return rows;
}

/** The part of the header that is the same whenever it is asked for. */
function constants() {
  const os = require('os'), libc = internalBinding('os').libcVersions();
  const out = {
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
  };
  if (!settings.excludeNetwork) out.networkInterfaces = networkInterfaces(os);
  out.host = os.hostname();
  return out;
}

/** What trigger it was, 'API' or the like; event: in more detail. */
function collect(err, trigger, filename, event = trigger) {
  const os = require('os'), v8 = require('v8'), now = new Date(), usage = process.resourceUsage();
  const thread = process.threadCpuUsage();
  const heap = v8.getHeapStatistics();
  const report = {
    header: {
      reportVersion: 5,
      event,
      trigger,
      filename: filename ?? null,
      dumpEventTime: now.toISOString().replace(/\.\d+Z$/, 'Z'),
      dumpEventTimeStamp: `${now.getTime()}`,
      processId: process.pid,
      threadId: require('worker_threads').threadId,
      cwd: process.cwd(),
      ...constants(),
    },
    javascriptStack: stackOf(err),
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
      heapSpaces: heapSpaces(v8),
    },
    nativeStack: binding.nativeStack(),
    resourceUsage: {
      free_memory: os.freemem(),
      total_memory: os.totalmem(),
      rss: process.memoryUsage.rss(),
      constrained_memory: process.constrainedMemory(),
      available_memory: process.availableMemory(),
      ...cpu(usage, process.uptime(), {
        maxRss: usage.maxRSS * 1024,
        pageFaults: { IORequired: usage.majorPageFault, IONotRequired: usage.minorPageFault },
      }),
    },
    uvthreadResourceUsage: cpu({ ...usage, userCPUTime: thread.user, systemCPUTime: thread.system }, process.uptime()),
    libuv: handles(),
    workers: binding.workers(JSON.stringify({ trigger, settings })).map((text) => JSON.parse(text)),
    environmentVariables: settings.excludeEnv ? undefined : { ...process.env },
    userLimits: userLimits(),
    sharedObjects: sharedObjects(),
  };
  return report;
}

/** The part of a worker thread in the report of the thread that started it; called by C in the worker. How: of workers(). */
function subreport(how) {
  const { trigger, settings: { excludeEnv, excludeNetwork } } = JSON.parse(how);
  settings.excludeEnv = excludeEnv;
  settings.excludeNetwork = excludeNetwork;
  return JSON.stringify(collect({}, trigger, null, `Worker thread subreport [${require('worker_threads').threadName || 'WorkerThread'}]`));
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

/** @returns {string} the name of the file; '' when it cannot be written */
function writeReport(file, err) {
  if (typeof file === 'object' && file !== null) {
    err = file;
    file = undefined;
  } else if (file !== undefined) {
    validateString(file, 'file');
    require('internal/fs/utils').getValidatedPath(file); // no NUL
  }
  return write(file, toError(err), 'API', 'JavaScript API');
}

function checkPermission(name) {
  if (name === 'stdout' || name === 'stderr') return;
  const resource = name || settings.directory || process.cwd();
  const { deny, granted } = require('internal/process/permission');
  if (granted('fs.write', require('path').resolve(settings.directory || '', resource))) return;
  deny(
    'Access to this API has been restricted. Use --allow-fs-write to manage permissions.', 'FileSystemWrite', resource);
}

function write(file, err, trigger, event) {
  const path = require('path'), fs = require('fs');
  let name = file || settings.filename;
  if (process.permission !== undefined) checkPermission(name);
  if (!name) {
    const pad = (n) => `${n}`.padStart(2, '0'), d = new Date();
    const day = `${d.getFullYear()}${pad(d.getMonth() + 1)}${pad(d.getDate())}`;
    const time = `${pad(d.getHours())}${pad(d.getMinutes())}${pad(d.getSeconds())}`;
    name = `report.${day}.${time}.${process.pid}.${require('worker_threads').threadId}.${`${binding.nextNumber()}`.padStart(3, '0')}.json`;
  }
  const text = JSON.stringify(collect(err, trigger, name, event), null, settings.compact ? 0 : 2);
  if (name === 'stdout') {
    fs.writeSync(1, `${text}\n`);
  } else if (name === 'stderr') {
    fs.writeSync(2, `${text}\n`);
  } else {
    try {
      const fd = fs.openSync(path.isAbsolute(name) ? name : path.resolve(settings.directory || '', name), 'w');
      rawDebug(`\nWriting Node.js report to file: ${name}`);
      fs.writeFileSync(fd, `${text}\n`);
      fs.closeSync(fd);
    } catch (cause) {
      const where = settings.directory ? ` directory: ${settings.directory}` : '';
      rawDebug(`\nFailed to open Node.js report file: ${name}${where} (errno: ${-cause.errno})`);
      return '';
    }
    rawDebug('Node.js report completed');
  }
  return name;
}

/** @returns {object} */
function getReport(err) {
  return JSON.parse(JSON.stringify(collect(toError(err), 'GetReport', null, 'JavaScript API')));
}

const onSignal = (name) => write(undefined, undefined, 'Signal', name);

function updateSignal(before) {
  process.removeListener(before, onSignal);
  if (settings.reportOnSignal) process.on(settings.signal, onSignal);
}

/** An exception ends the process. Its text has been printed. */
function updateException() {
  atExit.report = settings.reportOnUncaughtException ? (err) => write(undefined, err, 'Exception') : null;
}

/** What C needs to write one when JavaScript can not be run any more. */
function updateFatal() {
  const header = settings.reportOnFatalError ? JSON.stringify({ header: constants() }, null, settings.compact ? 0 : 2) : '';
  // Without the braces and the name: C writes the other members of the header before it.
  const members = header.replace(/^\{\s*"header":\s*\{\s*/, '').replace(/\s*\}\s*\}$/, '');
  binding.configure(settings.reportOnFatalError, settings.compact, settings.excludeEnv, members, settings.directory, settings.filename);
}

/** Before the program runs, when there are options. */
function startFromOptions() {
  updateSignal(settings.signal);
  updateException();
  updateFatal();
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
      if (settings.reportOnFatalError || name === 'reportOnFatalError') updateFatal();
    },
  });
}
setting('directory', validateString);
setting('filename', validateString);
setting('compact', validateBoolean);
setting('excludeNetwork', validateBoolean);
setting('signal', (value) => validateSignalName(value, 'signal'), updateSignal);
const checkTrigger = (value) => validateBoolean(value, 'trigger');
setting('reportOnFatalError', checkTrigger);
setting('reportOnSignal', checkTrigger, updateSignal);
setting('reportOnUncaughtException', checkTrigger, updateException);
setting('excludeEnv', validateBoolean);

module.exports = { report, startFromOptions, subreport };

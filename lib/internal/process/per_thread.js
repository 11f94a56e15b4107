// SPDX-License-Identifier: MIT
// The functions of the process object: usage, time, signals, exit. Loaded while the snapshot is built;
// nothing here looks at the process before it is called.
'use strict';

const {
  ArrayBuffer,
  ArrayPrototypeMap,
  ArrayPrototypePush,
  BigUint64Array,
  ErrorCaptureStackTrace,
  Float64Array,
  NumberIsInteger,
  NumberMAX_SAFE_INTEGER,
  ObjectDefineProperty,
  ObjectEntries,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  Uint32Array,
} = primordials;

const binding = internalBinding('process_methods');
const base = internalBinding('process');
const {
  ErrnoException,
  UVException,
  codes,
} = require('internal/errors');
const { getOptionValue } = require('internal/options');
const {
  validateArray,
  validateInteger,
  validateNumber,
  validateObject,
  validateString,
} = require('internal/validators');

// ---- time -------------------------------------------------------------------------------------------

// Made at first use: typed arrays in the snapshot would be shared by all threads' copies anyway, but
// cost start-up time.
let hrParts, hrBig, two, sixteen, five;

/**
 * @param {[number, number]} [time] an earlier result
 * @returns {[number, number]} seconds and nanoseconds, since then or since an arbitrary moment
 */
function hrtime(time) {
  hrParts ??= new Uint32Array(new ArrayBuffer(12)); // memory that C can write to
  binding.hrtime(hrParts);
  const seconds = hrParts[0] * 0x100000000 + hrParts[1];
  if (time === undefined) return [seconds, hrParts[2]];
  validateArray(time, 'time');
  if (time.length !== 2) throw new codes.ERR_OUT_OF_RANGE('time', 2, time.length);
  let sec = seconds - time[0], nsec = hrParts[2] - time[1];
  if (nsec < 0) {
    sec--;
    nsec += 1e9;
  }
  return [sec, nsec];
}

/** @returns {bigint} nanoseconds */
hrtime.bigint = function bigint() {
  hrBig ??= new BigUint64Array(new ArrayBuffer(8));
  binding.hrtimeBigInt(hrBig);
  return hrBig[0];
};

// ---- usage -------------------------------------------------------------------------------------------

const isUsage = (n) => typeof n === 'number' && n >= 0 && n <= NumberMAX_SAFE_INTEGER;

function checkUsage(value, key) {
  const n = value[key];
  if (isUsage(n)) return;
  if (key === 'user') validateObject(value, 'prevValue');
  validateNumber(n, `prevValue.${key}`);
  throw new codes.ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${key}`, n);
}

function usage(measure, syscall, prevValue) {
  if (prevValue) {
    checkUsage(prevValue, 'user');
    checkUsage(prevValue, 'system');
  }
  two ??= new Float64Array(2);
  const err = measure(two);
  if (err) throw new UVException({ errno: err, syscall });
  return prevValue ? { user: two[0] - prevValue.user, system: two[1] - prevValue.system } :
    { user: two[0], system: two[1] };
}

/** Microseconds of CPU time of the process. */
function cpuUsage(prevValue) {
  return usage(binding.cpuUsage, 'uv_getrusage', prevValue);
}

/** Microseconds of CPU time of this thread. */
function threadCpuUsage(prevValue) {
  return usage(binding.threadCpuUsage, 'uv_getrusage_thread', prevValue);
}

function resourceUsage() {
  sixteen ??= new Float64Array(16);
  const err = binding.resourceUsage(sixteen), v = sixteen;
  if (err) throw new UVException({ errno: err, syscall: 'uv_getrusage' });
  return {
    userCPUTime: v[0],
    systemCPUTime: v[1],
    maxRSS: v[2],
    sharedMemorySize: v[3],
    unsharedDataSize: v[4],
    unsharedStackSize: v[5],
    minorPageFault: v[6],
    majorPageFault: v[7],
    swappedOut: v[8],
    fsRead: v[9],
    fsWrite: v[10],
    ipcSent: v[11],
    ipcReceived: v[12],
    signalsCount: v[13],
    voluntaryContextSwitches: v[14],
    involuntaryContextSwitches: v[15],
  };
}

/** Bytes: rss of the process; heap figures of this thread. */
function memoryUsage() {
  five ??= new Float64Array(new ArrayBuffer(40)); // of its own, so that the first call adds none while it counts
  binding.memoryUsage(five);
  return {
    rss: five[0],
    heapTotal: five[1],
    heapUsed: five[2],
    external: five[3],
    arrayBuffers: five[4],
  };
}
memoryUsage.rss = function rss() {
  return binding.rss();
};

// ---- signals, exit -------------------------------------------------------------------------------------

/**
 * @param {number} pid
 * @param {string | number} [sig] default SIGTERM; 0 only asks whether the process is there
 * @returns {true}
 */
function kill(pid, sig) {
  if (pid != (pid | 0)) throw new codes.ERR_INVALID_ARG_TYPE('pid', 'number', pid); // eslint-disable-line eqeqeq
  if (sig !== (sig | 0)) {
    sig ||= 'SIGTERM';
    const number = internalBinding('constants').os.signals[sig];
    if (number === undefined) throw new codes.ERR_UNKNOWN_SIGNAL(sig);
    sig = number;
  }
  const { atExit } = require('internal/process/execution');
  if (atExit.coverage !== null && sig > 0 && pid == process.pid) { // eslint-disable-line eqeqeq
    require('internal/process/coverage').beforeSignal(sig);
  }
  if (atExit.profiles !== null && sig > 0 && pid == process.pid) atExit.profiles(); // eslint-disable-line eqeqeq
  const err = process._kill(pid, sig); // replaceable: tests and tools do so
  if (err) throw new ErrnoException(err, 'kill');
  return true;
}

let exitCode;

function checkExitCode(code) {
  if (code === null || code === undefined) return;
  let value = code;
  if (typeof code === 'string' && code !== '') value = +code;
  if (!NumberIsInteger(value)) {
    if (typeof code === 'string' && !(value === value)) validateNumber(code, 'code'); // NaN
    validateNumber(value, 'code');
    throw new codes.ERR_OUT_OF_RANGE('code', 'an integer', code);
  }
  validateInteger(value, 'code');
}

/**
 * Ends the process: runs 'exit' handlers, flushes the standard streams, and leaves.
 * @param {number | string} [code] default process.exitCode, else 0
 */
function exit(code) {
  if (arguments.length !== 0) process.exitCode = code;
  if (!process._exiting) {
    process._exiting = true;
    process.emit('exit', process.exitCode || 0);
  }
  process.reallyExit(process.exitCode || 0);
}

/** --trace-exit: who has ended this thread. */
function traceExit(code) {
  const at = {};
  ErrorCaptureStackTrace(at, process.reallyExit);
  const { threadId } = require('worker_threads');
  const frames = StringPrototypeSlice(at.stack, StringPrototypeIndexOf(at.stack, '\n') + 1);
  base.rawDebug(`(node:${process.pid}${threadId > 0 ? `, thread:${threadId}` : ''}) ` +
                `WARNING: Exited the environment with code ${+code || 0}\n${frames}\n`);
}

function reallyExit(code) {
  if (getOptionValue('--trace-exit')) traceExit(code);
  require('internal/process/execution').writeProfiles();
  require('internal/process/stdio').flush();
  base.reallyExit(+code || 0); // a text counts as a number
  // Still here: this is a worker, which V8 ends when the next JavaScript function is entered.
  (() => {})();
}

/** Replaces the program of this process. Returns only by throwing. */
function execve(execPath, args = [], env = process.env) {
  require('internal/util').emitExperimentalWarning('process.execve');
  if (!isMainThread()) throw new codes.ERR_WORKER_UNSUPPORTED_OPERATION('Calling process.execve');
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== 'string' || StringPrototypeIncludes(args[i], '\0')) {
      throw new codes.ERR_INVALID_ARG_VALUE(`args[${i}]`, args[i], 'must be a string without null bytes');
    }
  }
  validateObject(env, 'env');
  const pairs = [], entries = ObjectEntries(env);
  for (let i = 0; i < entries.length; i++) {
    const key = entries[i][0], value = entries[i][1];
    if (typeof value !== 'string' || StringPrototypeIncludes(key, '\0') || StringPrototypeIncludes(value, '\0')) {
      throw new codes.ERR_INVALID_ARG_VALUE('env', env, 'must be an object with string keys and values without null bytes');
    }
    ArrayPrototypePush(pairs, `${key}=${value}`);
  }
  const channel = require('diagnostics_channel').channel('process.execve');
  if (channel.hasSubscribers) channel.publish({ execPath, args, env: pairs });
  if (process.permission !== undefined) {
    const { deny, granted } = require('internal/process/permission');
    if (!granted('child')) {
      deny('Access to this API has been restricted. Use --allow-child-process to manage permissions.', 'ChildProcess', execPath);
    }
  }
  require('internal/process/stdio').flush();
  binding.execve(execPath, args, pairs);
}

function isMainThread() {
  return require('worker_threads').isMainThread;
}

// ---- the environment's other corners ----------------------------------------------------------------------

/** Reads NAME=value lines into process.env; what is set already stays. */
function loadEnvFile(path = undefined) {
  if (path != null) {
    const { getValidatedPath } = require('internal/fs/utils');
    path = getValidatedPath(path, 'path');
  } else {
    path = '.env';
  }
  const { parseEnv } = require('internal/util/env');
  const values = parseEnv(require('fs').readFileSync(path, 'utf8'));
  for (const key in values) {
    if (process.env[key] === undefined) process.env[key] = values[key];
  }
}

/** require() for code that does not know whether the module exists: undefined then. */
function getBuiltinModule(id) {
  validateString(id, 'id');
  const { BuiltinModule } = require('internal/boot/loader');
  const name = BuiltinModule.normalizeRequirableId(id);
  return name ? require(name) : undefined;
}

function getActiveResourcesInfo() {
  const info = ArrayPrototypeMap(binding.getActiveRequests(), (req) => req.type ?? nameOfRequest(req));
  const handles = binding.getActiveHandles();
  for (let i = 0; i < handles.length; i++) ArrayPrototypePush(info, nameOfHandle(handles[i]));
  const timers = internalBinding('timers');
  for (let i = 0; i < timers.timerInfo[0]; i++) ArrayPrototypePush(info, 'Timeout');
  for (let i = 0; i < timers.immediateInfo[1]; i++) ArrayPrototypePush(info, 'Immediate');
  return info;
}

const handleNames = {
  __proto__: null,
  TCP: 'TCPSocketWrap', Pipe: 'PipeWrap', TTY: 'TTYWrap', Process: 'ProcessWrap', UDP: 'UDPWrap',
  Signal: 'SignalWrap', FSEvent: 'FSEventWrap', StatWatcher: 'StatWatcher', MessagePort: 'MessagePort',
};
function nameOfHandle(handle) {
  const { name } = handle.constructor;
  if (name === 'TCP' && typeof handle.onconnection === 'function') return 'TCPServerWrap';
  return handleNames[name] ?? name;
}
function nameOfRequest(req) {
  const { name } = req.constructor;
  return name === 'Object' ? 'FSReqCallback' : name;
}

function _getActiveHandles() {
  const { owner_symbol } = require('internal/async_hooks').symbols;
  return ArrayPrototypeMap(binding.getActiveHandles(), (handle) => handle[owner_symbol] ?? handle);
}

function _getActiveRequests() {
  return binding.getActiveRequests();
}

// ---- uncaught exceptions -------------------------------------------------------------------------------------

function setUncaughtExceptionCaptureCallback(fn) {
  const { capture } = require('internal/process/execution');
  if (fn === null) {
    capture.fn = null;
    return;
  }
  if (typeof fn !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  if (capture.fn !== null) throw new codes.ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  capture.fn = fn;
}

function hasUncaughtExceptionCaptureCallback() {
  return require('internal/process/execution').capture.fn !== null;
}

// ---- ref, unref: for anything that has the protocol ------------------------------------------------------------

function ref(maybeRefable) {
  const fn = maybeRefable?.[Symbol.for('nodejs.ref')] ?? maybeRefable?.[Symbol.for('node:ref')] ?? maybeRefable?.ref;
  if (typeof fn === 'function') fn.call(maybeRefable);
}

function unref(maybeRefable) {
  const fn = maybeRefable?.[Symbol.for('nodejs.unref')] ?? maybeRefable?.[Symbol.for('node:unref')] ?? maybeRefable?.unref;
  if (typeof fn === 'function') fn.call(maybeRefable);
}

function setSourceMapsEnabled(value) {
  const { validateBoolean } = require('internal/validators');
  validateBoolean(value, 'enabled');
  require('internal/source_map/cache').setSourceMapsSupport(value, { __proto__: null, nodeModules: value, generatedCode: value });
}

const legacyBindings = [
  'buffer', 'cares_wrap', 'config', 'constants', 'contextify', 'fs', 'fs_event_wrap', 'icu', 'inspector', 'js_stream', 'natives',
  'os', 'pipe_wrap', 'process_wrap', 'spawn_sync', 'stream_wrap', 'tcp_wrap', 'tls_wrap', 'tty_wrap', 'udp_wrap', 'util', 'uv',
  'zlib',
];

/** What is left of Node's legacy access to its internals. */
let warnedOfBinding = false;

/** process.binding('uv'): its errname() is deprecated on its own. */
function legacyUv(isPending) {
  const uv = internalBinding('uv');
  if (!isPending) return uv;
  const { deprecate } = require('internal/util');
  return {
    ...uv,
    errname: deprecate((...args) => uv.errname(...args),
      "Directly calling process.binding('uv').errname(<val>) is being deprecated. " +
      'Please make sure to use util.getSystemErrorName() instead.', 'DEP0119'),
  };
}

function legacyBinding(name) {
  if (process.permission !== undefined) {
    const { codes: { ERR_ACCESS_DENIED } } = require('internal/errors');
    throw new ERR_ACCESS_DENIED('process.binding');
  }
  name = `${name}`;
  const isPending = require('internal/options').getOptionValue('--pending-deprecation');
  if (isPending && !warnedOfBinding) {
    warnedOfBinding = true;
    process.emitWarning('process.binding() is deprecated. Please use public APIs instead.',
      'DeprecationWarning', 'DEP0111');
  }
  if (name === 'uv') return legacyUv(isPending);
  if (name === 'fs') return require('internal/fs/legacy_binding').legacy;
  if (name === 'zlib') return require('internal/zlib/handle').legacy;
  if (name === 'natives' || name === 'config') return require('internal/process/legacy_binding')[name]();
  if (name === 'util') {
    const types = require('internal/util/types'), out = {};
    for (const key of ['isArrayBuffer', 'isArrayBufferView', 'isAsyncFunction', 'isDataView', 'isDate', 'isExternal',
                       'isMap', 'isMapIterator', 'isNativeError', 'isPromise', 'isRegExp', 'isSet', 'isSetIterator',
                       'isTypedArray', 'isUint8Array', 'isAnyArrayBuffer']) out[key] = types[key];
    return out;
  }
  for (let i = 0; i < legacyBindings.length; i++) {
    if (legacyBindings[i] !== name) continue;
    try {
      return internalBinding(name) ?? {};
    } catch {
      return {}; // known to Node, not there in Eddy
    }
  }
  throw new Error(`No such module: ${name}`); // eslint-disable-line no-restricted-syntax
}

function openStdin() {
  process.stdin.resume();
  return process.stdin;
}

const noop = () => {};

/** Puts everything on `process`. */
function defineMethods(process) {
  const methods = {
    uptime() { return binding.uptime(); },
    _getActiveRequests,
    _getActiveHandles,
    getActiveResourcesInfo,
    reallyExit,
    _kill(pid, signal) { return binding.kill(pid, signal); },
    loadEnvFile,
    cpuUsage,
    threadCpuUsage,
    resourceUsage,
    memoryUsage,
    constrainedMemory() { return binding.constrainedMemory(); },
    availableMemory() { return binding.availableMemory(); },
    kill,
    exit,
    execve,
    ref,
    unref,
    hrtime,
    openStdin,
    setUncaughtExceptionCaptureCallback,
    hasUncaughtExceptionCaptureCallback,
    emitWarning: function emitWarning(warning, type, code, ctor) {
      // `this` frame is left out of the stack: see internal/process/warning.
      require('internal/process/warning').emitWarning(warning, type, code, ctor);
    },
    setSourceMapsEnabled,
    getBuiltinModule,
    binding: legacyBinding,
    _linkedBinding: function _linkedBinding(name) { throw new Error(`No such binding: ${name}`); }, // eslint-disable-line no-restricted-syntax
    _debugProcess(pid) { process.kill(pid, 'SIGUSR1'); },
    _debugEnd() { internalBinding('inspector').close(); },
    _startProfilerIdleNotifier: noop,
    _stopProfilerIdleNotifier: noop,
    abort() { binding.abort(); },
  };
  for (const name in methods) process[name] = methods[name];
  ObjectDefineProperty(process, 'exitCode', {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get() { return exitCode; },
    set(code) {
      checkExitCode(code);
      exitCode = code === null || code === undefined ? undefined : code | 0;
    },
  });
  let exiting = false;
  ObjectDefineProperty(process, '_exiting', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return exiting; },
    set(value) { exiting = value; },
  });
  ObjectDefineProperty(process, 'sourceMapsEnabled', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('internal/modules/hooks_state').sourceMaps.enabled; },
  });
}

module.exports = { defineMethods };

// SPDX-License-Identifier: MIT
// The first code of a worker thread. The parent has already sent what to run (lib/internal/worker.js).
'use strict';

const { setSlot } = internalBinding('builtins');
const binding = internalBinding('process');
const state = require('internal/worker/state');
const io = require('internal/worker/io');
const { PAYLOAD, ReadableWorkerStdio, WANTS_MORE, WritableWorkerStdio } = require('internal/worker/stdio');

const self = internalBinding('worker').self();
const port = self.port;
const load = io.receiveMessageOnPort(port).message;
const streams = { __proto__: null };

function setState() {
  state.isMainThread = false;
  state.isInternalThread = load.type === 'internal';
  state.threadId = self.threadId;
  state.threadName = load.name;
  state.port = port;
  state.mailbox = self.mailbox;
  state.parentPort = load.publicPort;
  state.workerData = load.workerData;
  state.environmentData = load.environmentData;
  state.resourceLimits = require('internal/worker').limitsObject(self.limits);
}

// ---- the process object ----

function setProcess() {
  const start = binding.start();
  process.execPath = start.execPath;
  process.argv0 = start.argv0;
  process.execArgv = load.execArgv ?? load.mainExecArgv;
  process.argv = [start.execPath, load.type === 'file' ? load.filename : '[worker eval]', ...load.argv];
  const env = load.env === 'share' ? undefined : load.env;
  require('internal/process/setup').atStart(process, { __proto__: null, isMainThread: false, env });
  require('internal/boot/globals').defineOptionalGlobals(require('internal/options').getOptionValue);
  if (load.env === 'share') require('internal/process/env').shareEnv();
  process.cwd = require('internal/process/cwd').useChanges(load.cwdChanges);
  defineStdio('stdin', () => {
    const stream = new ReadableWorkerStdio(port, 'stdin', load.hasStdin);
    if (!load.hasStdin) stream.push(null);
    return stream;
  });
  defineStdio('stdout', () => new WritableWorkerStdio(port, 'stdout'));
  defineStdio('stderr', () => new WritableWorkerStdio(port, 'stderr'));
  const { codes: { ERR_WORKER_UNSUPPORTED_OPERATION } } = require('internal/errors');
  for (const name of ['abort', 'chdir', 'initgroups', 'setegid', 'seteuid', 'setgid', 'setgroups', 'setuid']) {
    const unavailable = { [name]() { throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}()`); } }[name];
    unavailable.disabled = true;
    process[name] = unavailable;
  }
  for (const name of ['_startProfilerIdleNotifier', '_stopProfilerIdleNotifier', '_debugProcess', '_debugPause',
                      '_debugEnd']) {
    delete process[name];
  }
  process._fatalException = fatalException;
  require('internal/process/execution').fatalException = fatalException;
  const { reallyExit } = process;
  process.reallyExit = function(code) {
    process._exiting = true;
    for (const name in streams) streams[name].proceed?.();
    reallyExit(code);
  };
  if (process.env.NODE_CHANNEL_FD !== undefined) hideIpc(ERR_WORKER_UNSUPPORTED_OPERATION);
  const umask = process.umask;
  process.umask = function(mask) {
    if (mask !== undefined) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
    return umask();
  };
  let title = internalBinding('process_methods').getTitle();
  Object.defineProperty(process, 'title', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return title; },
    set(value) { title = `${value}`; },
  });
}

/** The environment tells of a channel to a parent process, but that is the main thread's. A thread of a child that has taken it has nothing there. */
function hideIpc(ERR_WORKER_UNSUPPORTED_OPERATION) {
  delete process.env.NODE_CHANNEL_FD;
  for (const name of ['send', 'disconnect']) {
    const unavailable = () => { throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}()`); };
    unavailable.disabled = true;
    process[name] = unavailable;
  }
  for (const name of ['channel', 'connected']) {
    Object.defineProperty(process, name, {
      __proto__: null,
      configurable: true,
      get() { throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}`); },
    });
  }
}

function defineStdio(name, make) {
  Object.defineProperty(process, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return streams[name] ??= make(); },
  });
}

function onMessage(message) {
  switch (message.type) {
    case PAYLOAD:
      return process[message.stream].receive(message.chunks);
    case WANTS_MORE:
      return streams[message.stream]?.proceed();
    case 'ask':
      return require('internal/worker/messaging').answer(message);
  }
}

// ---- the end ----

function sendError(error) {
  const { serializeError } = require('internal/error_serdes');
  let bytes;
  try {
    bytes = serializeError(error);
  } catch {
    // Reported below.
  }
  port.postMessage(bytes === undefined ? { type: 'unserializable' } : { type: 'error', error: bytes });
}

function fatalException(error, fromPromise) {
  const { capture } = require('internal/process/execution');
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  try {
    process.emit('uncaughtExceptionMonitor', error, origin);
    if (capture.fn !== null) {
      capture.fn(error);
      return true;
    }
    if (process.emit('uncaughtException', error, origin)) {
      require('internal/async_hooks').clearAsyncIdStack();
      internalBinding('process').setContinuation(undefined);
      require('internal/process/task_queues').scheduleDrain();
      return true;
    }
  } catch (thrown) {
    error = thrown;
  }
  let code = 0;
  try {
    if (!process._exiting) {
      code = 1;
      process._exiting = true;
      process.exitCode = 1;
      process.emit('exit', 1);
    }
  } catch {
    // The first error is the one that is told.
  }
  sendError(error);
  process.reallyExit(process.exitCode ?? code);
  return false;
}

// ---- run ----

function run() {
  if (process.env.NODE_V8_COVERAGE) require('internal/process/coverage').startFromEnvironment();
  const { getOptionValue } = require('internal/options');
  if (getOptionValue('--cpu-prof') || getOptionValue('--heap-prof')) require('internal/process/profiling').startFromOptions();
  const snapshots = getOptionValue('--heapsnapshot-near-heap-limit');
  if (snapshots > 0) internalBinding('v8').setHeapSnapshotNearHeapLimit(snapshots);
  if (load.inspected) {
    require('internal/inspector/agent');
    if (load.waitForDebugger) require('internal/inspector/control').waitInWorker(load.type === 'file' || load.type === 'module');
  }
  const { prepareModules } = require('internal/process/prepare_modules');
  if (load.type === 'internal') {
    prepareModules(false);
    require(load.filename);
    return;
  }
  prepareModules();
  if (load.type === 'file') {
    require('internal/modules/cjs/loader').Module.runMain(load.filename);
  } else if (load.type === 'module') {
    require('internal/modules/esm/entry').runMainModule(load.url);
  } else {
    require('internal/process/eval').evaluate('[worker eval]', load.filename);
  }
}

setState();
require('internal/options').overrideOptions(load.execArgv ?? []);
setSlot('fatalException', fatalException);
setProcess();
if (internalBinding('tracing').isTraceCategoryEnabled('__metadata')) {
  require('internal/tracing').startWorker(state.threadId, load.name);
}
port.on('message', onMessage);
port.start();
port.unref();
if (load.publicPort) {
  // Only listeners of the user keep the thread alive.
  load.publicPort.unref();
}
require('internal/worker/messaging').openMailbox();
port.postMessage({ type: 'online' });
run();

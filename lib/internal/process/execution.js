// SPDX-License-Identifier: MIT
// What happens when nobody caught an exception, and at the end of the program. Called by src/loop.c.
'use strict';

const { tickInfo } = require('internal/process/task_queues_info');
const { setContinuation, setExitCode, rawDebug, reallyExit: exitNow } = internalBinding('process');

/** Ends the process; what the standard streams still hold is written first. */
function reallyExit(code) {
  try {
    writeProfiles();
    require('internal/process/stdio').flush();
  } catch {
    // Nothing may keep the process from ending.
  }
  exitNow(code);
}

let captureFn = null;

/** fn: set by process.setUncaughtExceptionCaptureCallback, and by domains. While there is one nothing aborts. */
const capture = {
  get fn() { return captureFn; },
  set fn(fn) {
    captureFn = fn;
    tickInfo[2] = fn === null ? 0 : 1;
  },
};

// Exit codes of Node: process._fatalException is no function; a handler has thrown.
const kNoFatalException = 6;
const kHandlerFailed = 7;

/**
 * unsettled: set by an entry point that waits for a promise, chooses the exit code when that never comes.
 * coverage: writes NODE_V8_COVERAGE. profiles: writes --cpu-prof, --heap-prof. report(error): process.report's of an
 * exception that ends the process.
 */
const atExit = { unsettled: null, coverage: null, profiles: null, report: null };

function writeProfiles() {
  if (atExit.coverage !== null) atExit.coverage();
  if (atExit.profiles !== null) atExit.profiles();
}

/** process.exitCode as a number; 0 when nobody set it. */
function currentExitCode(fallback) {
  const code = process.exitCode;
  return code === undefined || code === null ? fallback : +code;
}

/**
 * An exception reached the event loop.
 * @param {any} error
 * @param {boolean} fromPromise it is the reason of an unhandled rejection
 * @returns {boolean} true when somebody took it; otherwise the process has been ended
 */
function fatalException(error, fromPromise) {
  const { afterHooksExist, clearAsyncIdStack, emitAfter, executionAsyncId, hasAsyncIdStack } =
    require('internal/async_hooks');
  if ('_fatalException' in process && typeof process._fatalException !== 'function') {
    printFatal(error, fromPromise);
    reallyExit(kNoFatalException);
  }
  try {
    if (!offer(error, fromPromise)) return die(error, fromPromise);
  } catch (thrown) {
    // A handler has thrown: that is the end.
    printFatal(thrown, true);
    if (require('internal/options').getOptionValue('--abort-on-uncaught-exception')) process.abort();
    reallyExit(kHandlerFailed);
  }
  // What threw has ended all the same.
  while (afterHooksExist() && hasAsyncIdStack()) emitAfter(executionAsyncId());
  clearAsyncIdStack();
  setContinuation(undefined);
  // Ticks that the failed callback queued still have to run.
  require('internal/process/task_queues').scheduleDrain();
  return true;
}

// Gives the exception to whoever wants it; false when nobody does.
function offer(error, fromPromise) {
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  process.emit('uncaughtExceptionMonitor', error, origin);
  if (capture.fn !== null) {
    capture.fn(error);
    return true;
  }
  return process.emit('uncaughtException', error, origin);
}

function die(error, fromPromise) {
  try {
    if (!process._exiting) {
      process._exiting = true;
      process.exitCode = 1;
      process.emit('exit', 1);
    }
  } catch {
    // The exit handlers cannot stop it any more.
  }
  printFatal(error, fromPromise);
  reallyExit(currentExitCode(1));
  return false;
}

function printFatal(error, fromPromise) {
  try {
    require('internal/process/fatal_error').printFatalError(error, fromPromise);
  } catch {
    try {
      rawDebug(`Uncaught:\n${error?.stack ?? error}`);
    } catch {
      rawDebug('Uncaught exception that cannot be printed');
    }
  }
}

/** The loop has nothing left: 'beforeExit' may add work. */
function emitBeforeExit() {
  process.emit('beforeExit', currentExitCode(0));
}

/** The loop has ended for good. */
function emitExit() {
  if (!process._exiting && atExit.unsettled !== null) atExit.unsettled();
  if (!process._exiting) {
    process._exiting = true;
    setExitCode(currentExitCode(0));
    process.emit('exit', currentExitCode(0));
  }
  setExitCode(currentExitCode(0));
  writeProfiles();
}

module.exports = { fatalException, emitBeforeExit, emitExit, capture, atExit, writeProfiles };

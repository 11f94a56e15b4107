// SPDX-License-Identifier: MIT
// The test run of this process: its root, its reporters, its end. test(), describe() and the hooks of
// node:test begin here.
'use strict';

const { getOptionValue } = require('internal/options');
const { kEmptyObject } = require('internal/util');
const f = require('internal/test_runner/failure');
const { failure } = f;
const { Test, Suite, testStorage } = require('internal/test_runner/test');
const { Reports } = require('internal/test_runner/reports');

class Harness {
  counters = {
    __proto__: null, tests: 0, failed: 0, passed: 0, cancelled: 0, skipped: 0, todo: 0, topLevel: 0, suites: 0,
  };
  nextTestId = 0;
  reports = new Reports();
  success = true;
  filters = undefined;
  builds = []; // of suites whose functions are async: nothing starts before
  testTimeout = undefined; // of each test that has none of its own
  forceExit = false;

  readOptions() {
    this.filters = require('internal/test_runner/filters').filtersFromCommandLine();
    this.testTimeout = getOptionValue('--test-timeout') || undefined;
    this.forceExit = getOptionValue('--test-force-exit') === true;
  }

  /** @param {Rerun} [rerun] */
  useRerun(rerun) {
    this.rerun = rerun;
    if (rerun !== undefined) this.reports.subscribe((event) => rerun.record(event));
  }

  testEnded() {
    const { root } = this;
    if (root.active !== 0 || root.pending.length !== 0) return;
    if (this.forceExit && this.bootstrapped) this.end(true);
    // What the tests have opened may keep the loop alive until the root's after() has run.
    if (root.hooks.after.length > 0 && !root.ranAfter) {
      setImmediate(() => {
        if (root.active === 0 && root.pending.length === 0) root.runAfterOnce();
      });
    }
  }
}

const kSetupFailed = 7; // exit code when globalSetup() throws
let harness;

/** The place in the user's code that called the test function. */
function getTestLocation() {
  const { isErrorStackTraceLimitWritable, overrideStackTrace } = require('internal/errors');
  const limit = Error.stackTraceLimit, canLimit = isErrorStackTraceLimitWritable();
  if (canLimit) Error.stackTraceLimit = 16;
  const holder = {};
  let sites;
  Error.captureStackTrace(holder);
  overrideStackTrace.set(holder, (error, trace) => {
    sites = trace;
    return '';
  });
  void holder.stack;
  if (canLimit) Error.stackTraceLimit = limit;
  if (!Array.isArray(sites)) return undefined;
  for (const site of sites) {
    let file = site.getFileName();
    if (file === null || file === undefined || file.startsWith('node:')) continue;
    if (file.startsWith('file:')) file = require('internal/url').fileURLToPath(file);
    const loc = { __proto__: null, line: site.getLineNumber(), column: site.getColumnNumber(), file };
    const { sourceMaps } = require('internal/modules/hooks_state');
    return sourceMaps.enabled ? mapLocation(loc) : loc;
  }
  return undefined;
}

function mapLocation(loc) {
  try {
    const map = require('internal/source_map/cache').findSourceMap(loc.file);
    const entry = map?.findEntry(loc.line - 1, loc.column - 1);
    if (entry?.originalSource === undefined) return loc;
    const { fileURLToPath } = require('internal/url');
    return {
      __proto__: null, line: entry.originalLine + 1, column: entry.originalColumn + 1,
      file: entry.originalSource.startsWith('file:') ? fileURLToPath(entry.originalSource) : entry.originalSource,
    };
  } catch {
    return loc;
  }
}

function makeRoot(h, options = {}) {
  const root = new Test({ ...options, parent: null, name: '<root>', harness: h });
  root.started = true;
  root.startTime = process.hrtime.bigint();
  h.root = root;
  return root;
}

/** The run of a program that calls test() without a runner. */
function globalHarness() {
  if (harness !== undefined) return harness;
  harness = new Harness();
  harness.readOptions();
  const concurrency = getOptionValue('--test-isolation') === 'none' && getOptionValue('--test-concurrency') ?
    getOptionValue('--test-concurrency') : undefined;
  const root = makeRoot(harness, { concurrency });
  const script = process.argv[1];
  if (script !== undefined) {
    root.entryFile = harness.summaryFile = script;
    root.loc = { __proto__: null, line: 1, column: 1, file: script };
  }
  harness.random = require('internal/test_runner/random').randomFromCommandLine();
  const rerun = require('internal/test_runner/rerun').rerunFromCommandLine();
  const isChild = process.env.NODE_TEST_CONTEXT !== undefined;
  if (!isChild) harness.coverage = require('internal/test_runner/coverage').coverageFromCommandLine();
  watchProcess(harness);
  root.runOnlySubtests = harness.filters.only;
  if (isChild) harness.rerun = rerun; // the runner takes notes
  else harness.useRerun(rerun);
  holdBack(harness, isChild ? '' : getOptionValue('--test-global-setup'));
  require('internal/test_runner/setup').setupReporters(harness);
  return harness;
}

// Tests are collected, but none begins before the set-up is done and the program has run to its first wait: then it is
// known which there are, in which order they run and which are left out.
async function holdBack(h, globalSetup) {
  const { root } = h;
  root.held = true;
  if (globalSetup) {
    try {
      h.teardown = await require('internal/test_runner/global_hooks').setUp(globalSetup, process.cwd());
    } catch (error) {
      h.finished = true; // nothing ran, there is nothing to report
      require('internal/process/fatal_error').printFatalError(error, false);
      process.exit(kSetupFailed);
    }
  }
  if (h.random !== undefined) await new Promise(setImmediate); // and what it defines later on
  do await Promise.all(h.builds.splice(0)); while (h.builds.length > 0);
  root.shuffle();
  root.release();
}

/** What is thrown outside of the tests' promises belongs to a test, or to the run. @returns {() => void} no more */
function catchUncaught(h) {
  const { root } = h;
  const onUncaught = (error, kind) => {
    const test = testStorage().getStore();
    if (h.building && (test === undefined || test === root)) {
      h.finished = true; // the file itself has failed: there is nothing to report
      throw error;
    }
    if (test !== undefined && test !== root && !test.finished) {
      const wrapped = failure(error, kind);
      test.fail(wrapped);
      test.limits?.reject(wrapped);
      test.controller?.abort();
      return;
    }
    h.success = false;
    if (test === undefined || test === root) {
      root.diagnostic(`Error: A resource generated asynchronous activity after the test ended. This activity created the error "${
        describeError(error)}" which triggered an ${kind} event, caught by the test runner.`, 'error');
    } else {
      root.diagnostic(`Error: Test "${test.name}"${test.loc === undefined ? '' :
        ` at ${require('path').relative(process.cwd(), test.loc.file)}:${test.loc.line}:${test.loc.column}`
      } generated asynchronous activity after the test ended. This activity created the error "${
        describeError(error)}" and would have caused the test to fail, but instead triggered an ${kind} event.`, 'error');
    }
    process.exitCode = 1;
  };
  const uncaught = (error) => onUncaught(error, 'uncaughtException');
  const rejected = (error) => onUncaught(error, 'unhandledRejection');
  process.on('uncaughtException', uncaught);
  process.on('unhandledRejection', rejected);
  return () => {
    process.removeListener('uncaughtException', uncaught);
    process.removeListener('unhandledRejection', rejected);
  };
}

function watchProcess(h) {
  const { root } = h;
  h.building = true; // until the program's first synchronous part is done
  process.nextTick(() => {
    h.building = false;
  });
  const letGo = catchUncaught(h);
  let ending;
  const beforeExit = async () => {
    if (ending !== undefined) return;
    ending = true;
    if (root.subtests.length === 0) {
      await root.runBeforeOnce().catch((error) => root.fail(error));
    }
    const pending = failure('Promise resolution is still pending but the event loop has already resolved', f.kCancelledByParent);
    for (const t of root.subtests) {
      if (!t.finished) {
        cancelDeep(t, pending);
      }
    }
    await root.runAfterOnce();
    h.finish(pending);
    await h.teardown?.();
    process.removeListener('beforeExit', beforeExit);
    letGo();
  };
  const terminated = async () => {
    h.finish(failure('Promise resolution is still pending but the event loop has already resolved', f.kCancelledByParent));
    await h.teardown?.();
    process.exit(1);
  };
  process.on('beforeExit', beforeExit);
  if (getOptionValue('--test')) { // a file that is run by itself dies of the signal, and sees no listeners but its own
    process.on('SIGINT', terminated);
    process.on('SIGTERM', terminated);
  }
  h.end = async (force) => {
    process.removeListener('beforeExit', beforeExit);
    await root.runAfterOnce();
    h.finish();
    await h.teardown?.();
    letGo();
    if (force) {
      const flushed = h.flushed?.();
      if (flushed !== undefined) await flushed;
      process.exit();
    }
  };
}

function cancelDeep(test, error) {
  test.enqueue();
  for (const child of test.subtests) {
    if (!child.finished) cancelDeep(child, error);
  }
  test.cancel(error);
}

function describeError(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : `${error}`;
}

/** Ends the run: what is left is cancelled, the sums are reported. */
Harness.prototype.finish = function(pendingError) {
  if (this.finished) return;
  this.finished = true;
  const { root, reports, counters } = this;
  const hookFailure = root.error; // of an after() outside of all tests
  root.postRun(pendingError);
  root.flushReports();
  if (hookFailure?.failureType === f.kHookFailure) reportHook(this, hookFailure);
  root.emit('test:plan', root, { nesting: 0, count: counters.topLevel });
  for (const { message, level } of root.diagnostics) {
    root.emit('test:diagnostic', root, { nesting: 0, message, level });
  }
  summarize(this);
  reports.end();
};

// A hook outside of all tests: the file itself fails, under its name.
function reportHook(h, error) {
  const { root, reports, counters } = h, { file, line, column } = root.hookLocation ?? kEmptyObject;
  counters.tests++;
  counters.failed++;
  counters.topLevel++;
  reports.emit('test:fail', {
    __proto__: null, name: root.entryFile ?? root.name, nesting: 0, testNumber: ++root.reported,
    details: { __proto__: null, duration_ms: root.duration(), error }, file, line, column,
  });
}

// The coverage of the run; undefined without, and when it could not be found out.
function takeCoverage(h) {
  try {
    return h.coverage?.summary();
  } catch (error) {
    h.reports.emit('test:diagnostic', {
      __proto__: null, nesting: 0, message: `Warning: Could not report code coverage. ${error}`, level: 'warn',
    });
    h.success = false;
    process.exitCode = 1;
    return undefined;
  }
}

function reportCoverage(h, summary) {
  for (const what of ['line', 'branch', 'function']) {
    const threshold = summary.thresholds[what];
    const actual = summary.totals[`covered${what[0].toUpperCase()}${what.slice(1)}Percent`];
    if (actual >= threshold) continue;
    h.success = false;
    process.exitCode = 1;
    h.reports.emit('test:diagnostic', {
      __proto__: null, nesting: 0, level: 'error',
      message: `Error: ${actual.toFixed(2)}% ${what} coverage does not meet threshold of ${threshold}%.`,
    });
  }
  h.reports.emit('test:coverage', { __proto__: null, nesting: 0, summary });
}

function summarize(h) {
  const { root, reports, counters } = h;
  const coverage = takeCoverage(h);
  if (h.random !== undefined && process.env.NODE_TEST_CONTEXT === undefined) {
    reports.emit('test:diagnostic', {
      __proto__: null, nesting: 0, message: `Randomized test order seed: ${h.random.seed}`, level: 'info',
    });
  }
  const duration = root.duration();
  const { tests, suites, passed, failed, cancelled, skipped, todo } = counters;
  const lines = [
    `tests ${tests}`, `suites ${suites}`, `pass ${passed}`, `fail ${failed}`, `cancelled ${cancelled}`,
    `skipped ${skipped}`, `todo ${todo}`, `duration_ms ${duration}`,
  ];
  for (const message of lines) {
    root.emit('test:diagnostic', root, { nesting: 0, message, level: 'info' });
  }
  if (coverage !== undefined) reportCoverage(h, coverage);
  if (failed > 0 || cancelled > 0 || (root.error !== null && root.error.failureType !== f.kSubtestsFailed) ||
      root.subtests.some((t) => !t.passed && !t.todo)) {
    h.success = false;
  }
  reports.emit('test:summary', {
    __proto__: null, success: h.success, counts: { __proto__: null, ...counters }, duration_ms: duration, file: h.summaryFile,
  });
  if (!h.success && !h.isRun) process.exitCode ||= 1;
  if (process.env.NODE_TEST_CONTEXT === undefined) h.rerun?.save();
}

// ---- node:test ------------------------------------------------------------------------------------

/** The test in whose function this call is, or the root. */
function currentParent() {
  const store = testStorage().getStore();
  if (store !== undefined) return store;
  return globalHarness().root;
}

function makeTest(Class, overrides) {
  const test = (name, options, fn) => {
    const parent = currentParent();
    const subtest = parent.createSubtest(Class, name, options, fn, { __proto__: null, ...overrides, loc: getTestLocation() });
    if (parent.waitingToStart) {
      subtest.done ??= Promise.withResolvers();
      return Promise.resolve();
    }
    return subtest.start();
  };
  return test;
}

function withVariants(Class) {
  const fn = makeTest(Class);
  for (const kind of ['expectFailure', 'skip', 'todo', 'only']) {
    fn[kind] = makeTest(Class, { __proto__: null, [kind]: true });
  }
  return fn;
}

const test = withVariants(Test);
const suite = withVariants(Suite);

function hook(kind) {
  return (fn, options) => {
    currentParent().createHook(kind, fn, options, getTestLocation());
  };
}

/** The context of the test or suite whose code runs; undefined outside of tests. */
function getTestContext() {
  const current = testStorage().getStore();
  return current === undefined || current.parent === null ? undefined : current.context;
}

module.exports = {
  catchUncaught,
  getTestContext,
  Harness,
  makeRoot,
  globalHarness,
  getTestLocation,
  test,
  suite,
  before: hook('before'),
  after: hook('after'),
  beforeEach: hook('beforeEach'),
  afterEach: hook('afterEach'),
};

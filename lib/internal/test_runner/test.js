// SPDX-License-Identifier: MIT
// One test, suite or hook: scheduling below its parent, running, hooks, time limit, result.
'use strict';

const now = () => process.hrtime.bigint();
const f = require('internal/test_runner/failure');
const { failure } = f;
const { TestContext, SuiteContext } = require('internal/test_runner/context');
const { validateAbortSignal, validateFunction, validateNumber, validateUint32, validateObject, validateString } =
  require('internal/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { isPromise, isRegExp } = require('internal/util/types');
const { kEmptyObject } = require('internal/util');
const { tagsOf } = require('internal/test_runner/filters');

const kDefaultTimeout = null;
const maxTimeout = 2 ** 31 - 1;
const noop = () => {};
let storage;

/** AsyncLocalStorage of the test whose code runs. */
function testStorage() {
  storage ??= new (require('async_hooks').AsyncLocalStorage)();
  return storage;
}

class TestPlan {
  constructor(count, wait) {
    validateUint32(count, 'count');
    this.expected = count;
    this.actual = 0;
    this.wait = wait;
    this.resolve = undefined;
    this.reject = undefined;
    this.timer = undefined;
  }

  count() {
    this.actual++;
    if (this.resolve !== undefined && this.actual === this.expected) {
      clearTimeout(this.timer);
      this.resolve();
    }
  }

  #message() {
    return `plan expected ${this.expected} assertions but received ${this.actual}`;
  }

  /** Throws, or with `wait` gives a promise, when the plan is not fulfilled. */
  check() {
    if (this.actual === this.expected) return undefined;
    const wait = this.wait === true ? Infinity : this.wait;
    if (wait === undefined || wait === false || this.actual > this.expected) {
      throw failure(this.#message(), f.kTestCodeFailure);
    }
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      if (wait !== Infinity) {
        this.timer = setTimeout(() => reject(failure(
          `plan timed out after ${wait}ms with ${this.actual} assertions when expecting ${this.expected}`,
          f.kTestTimeoutFailure)), wait);
      }
    });
  }
}

function parseConcurrency(value, parent) {
  const { availableParallelism } = require('os');
  switch (typeof value) {
    case 'undefined':
      return parent === null ? 1 : parent.childConcurrency ?? 1;
    case 'object':
      if (value === null) return parent === null ? 1 : parent.childConcurrency ?? 1;
      break;
    case 'number':
      validateUint32(value, 'options.concurrency', true);
      return value;
    case 'boolean':
      if (!value) return 1;
      return parent === null ? Math.max(availableParallelism() - 1, 1) : Infinity;
  }
  throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], value);
}

const isEmpty = (value) => value === undefined || value === null || value === false || value === '';

/** Option expectFailure as { label, match }; undefined when the test is to pass. */
function parseExpectFailure(value) {
  if (isEmpty(value)) return undefined;
  if (typeof value === 'string') return { label: value, match: undefined };
  if (value === true) return { label: undefined, match: undefined };
  if (typeof value === 'object' && !isRegExp(value) && ('label' in value || 'match' in value)) {
    return { label: value.label, match: value.match };
  }
  return { label: undefined, match: value };
}

class Test {
  constructor(options) {
    const { parent, fn, loc, signal, only, todo, plan, skip, timeout } = options;
    let { name, concurrency } = options;
    if (typeof name !== 'string' || name === '') name = fn?.name || '<anonymous>';
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    if (timeout !== null && timeout !== undefined && timeout !== Infinity) {
      validateNumber(timeout, 'options.timeout', 0, maxTimeout);
    }
    this.parent = parent;
    this.root = parent === null ? this : parent.root;
    this.harness = parent === null ? options.harness : parent.root.harness;
    this.name = name;
    this.id = this.harness.nextTestId++; // the root has 0
    this.fn = typeof fn === 'function' ? fn : noop;
    this.loc = loc;
    this.nesting = parent === null ? 0 : parent.nesting + (parent.parent === null ? 0 : 1);
    concurrency = parseConcurrency(concurrency, parent);
    this.concurrency = concurrency;
    this.childConcurrency = options.concurrency === undefined ? 1 : concurrency;
    this.timeout = timeout === undefined ? this.#defaultTimeout() : timeout;
    this.testNumber = parent === null ? 0 : parent.subtests.length + 1;
    this.only = only;
    this.signalOption = signal;
    this.controller = undefined;
    const inherited = parent?.hooks;
    this.hooks = {
      __proto__: null, before: [], after: [],
      beforeEach: inherited === undefined ? [] : [...inherited.beforeEach],
      afterEach: inherited === undefined ? [] : [...inherited.afterEach],
      ownAfterEachCount: 0,
    };
    this.ranBefore = false;
    this.ranAfter = false;
    this.todo = (todo !== undefined && todo !== false) || (parent !== null && parent.todo);
    this.skipped = skip !== undefined && skip !== false;
    this.message = typeof skip === 'string' ? skip : typeof todo === 'string' ? todo : null;
    if (this.skipped) this.fn = noop;
    this.planned = undefined;
    this.planOption = plan;
    this.subtests = [];
    this.pending = [];
    this.active = 0;
    this.diagnostics = [];
    this.finished = false;
    this.started = false;
    this.passed = false;
    this.cancelled = false;
    this.error = null;
    this.startTime = null;
    this.endTime = null;
    this.held = false; // nothing starts yet (global set-up, random order)
    this.waitingOn = 1; // number of the subtest whose report is next
    this.reportable = false;
    this.reported = 0; // subtests
    this.done = undefined;
    this.wasIdle = false;
    this.expectFailure = parseExpectFailure(options.expectFailure);
    this.previous = undefined; // how it passed in an earlier run (--test-rerun-failures)
    this.tags = tagsOf(options.tags, parent);
    this.leftOut = false; // unless something in it is wanted
    if (parent !== null) this.#applyFilters();
  }

  #applyFilters() {
    const { filters } = this.harness;
    if (filters === undefined) return;
    filters.add(this);
    if (!filters.heedsOnly && (this.only || this.parent.runOnlySubtests)) {
      this.diagnostic("'only' and 'runOnly' require the --test-only command-line option.");
    }
  }

  // --test-timeout limits each test, and none as a whole that has others in it by describe().
  #defaultTimeout() {
    if (this.parent === null) return kDefaultTimeout;
    const { testTimeout } = this.harness;
    if (testTimeout === undefined) return this.parent.timeout ?? kDefaultTimeout;
    return this.isSuite ? kDefaultTimeout : testTimeout;
  }

  get isFile() {
    return false;
  }

  get isSuite() {
    return false;
  }

  get type() {
    return this.isSuite ? 'suite' : 'test';
  }

  get fullName() {
    if (this.parent === null || this.parent.parent === null) return this.name;
    return `${this.parent.fullName} > ${this.name}`;
  }

  get signal() {
    this.controller ??= new AbortController();
    return this.controller.signal;
  }

  get context() {
    return this.contextObject ??= new TestContext(this);
  }

  // ---- making subtests

  createSubtest(Class, name, options, fn, overrides) {
    if (typeof name === 'function') {
      fn = name;
    } else if (name !== null && typeof name === 'object') {
      fn = options;
      options = name;
    } else if (typeof options === 'function') {
      fn = options;
    }
    if (options === null || typeof options !== 'object') options = kEmptyObject;
    if (typeof name !== 'string') name = options.name;
    const parent = this.finished ? this.root : this; // what comes too late is the root's to report
    const subtest = new Class({ ...options, ...overrides, name, fn, parent });
    if (this.finished) {
      subtest.parentFinished = true;
    }
    parent.subtests.push(subtest);
    subtest.testNumber = parent.subtests.length;
    if (this.waitingToStart && parent === this) this.pending.push(subtest);
    return subtest;
  }

  /** Puts it in its parent's queue; the promise ends with it. */
  start() {
    this.done ??= Promise.withResolvers();
    const { parent } = this;
    if (this.parentFinished) {
      this.fail(failure('test could not be started because its parent finished', f.kParentAlreadyFinished));
      this.enqueue();
      this.startTime = now();
      this.postRun();
      return this.done.promise;
    }
    if (parent.waitingToStart) return this.done.promise;
    if (parent.held || this.isWanted()) {
      if (!parent.held) this.enqueue();
      parent.pending.push(this);
      parent.pump();
    }
    return this.done.promise;
  }

  /** Whether it is to run; what the filters leave out has never been. */
  isWanted() {
    this.done ??= Promise.withResolvers();
    if (!this.harness.filters?.rejects(this)) return true;
    this.finished = true;
    const { subtests } = this.parent;
    const at = subtests.indexOf(this);
    if (at !== -1) subtests.splice(at, 1);
    this.done.resolve();
    return false;
  }

  /** Lets the subtests begin that have been collected so far. */
  release() {
    this.held = false;
    const admitted = this.pending.filter((subtest) => subtest.isWanted());
    this.subtests.forEach((subtest, i) => {
      subtest.testNumber = i + 1;
    });
    this.pending = [];
    for (const subtest of admitted) { // the first has begun when the second is queued
      subtest.enqueue();
      this.pending.push(subtest);
      this.pump();
    }
    this.wasIdle = false; // between a skipped one, which ends at once, and the next
  }

  enqueue() {
    if (this.enqueued) return;
    this.enqueued = true;
    this.root.emit('test:enqueue', this, this.identity({ type: this.type }));
  }

  /** Starts as many of the waiting subtests as may run at a time. */
  pump(hadToWait = false) {
    if (this.held) return;
    while (this.pending.length > 0 && this.active < this.concurrency) {
      const next = this.pending.shift();
      this.active++;
      // As in Node: of what has waited, the type is that of the test it waited in.
      this.root.emit('test:dequeue', next, next.identity({ type: hadToWait ? this.type : next.type }));
      next.run();
    }
  }

  childDone() {
    this.active--;
    this.flushReports();
    this.pump(true);
    if (this.active > 0 || this.pending.length > 0) return;
    this.wasIdle = true;
    this.idle?.();
  }

  /** --test-randomize: another order of what has been collected and not started. */
  shuffle() {
    if (this.harness.random === undefined) return;
    this.harness.random.shuffle(this.subtests);
    this.subtests.forEach((subtest, i) => {
      subtest.testNumber = i + 1;
    });
    this.pending = this.subtests.filter((subtest) => this.pending.includes(subtest));
  }

  /** Resolves when for the first time no subtest runs or waits: those that begin later on are for the test to await. */
  subtestsIdle() {
    if (this.wasIdle || (this.active === 0 && this.pending.length === 0)) return undefined;
    return new Promise((resolve) => {
      this.idle = resolve;
    });
  }

  // ---- hooks

  createHook(kind, fn, options, loc) {
    if (typeof fn !== 'function') fn = noop;
    const hook = new TestHook(fn, { ...options, parent: this, hookType: kind, loc });
    if (kind === 'afterEach') {
      // Those of the inner test come first.
      this.hooks.afterEach.splice(this.hooks.ownAfterEachCount++, 0, hook);
    } else if (kind === 'before' && this.parent === null) {
      // At once; the tests wait for it, and fail with it.
      this.ranBefore = true;
      this.beforePromise = Promise.all([this.beforePromise, hook.runFor(this)]);
      this.beforePromise.catch(noop);
    } else if (kind === 'before' && this.started && !this.isSuite) {
      // At once, too; the subtests that follow fail with it.
      this.beforePromise = Promise.all([this.beforePromise, hook.runFor(this)]);
      this.ranBefore = true;
      this.beforePromise.catch((error) => this.fail(error));
    } else {
      this.hooks[kind].push(hook);
    }
    if (kind === 'beforeEach' || kind === 'afterEach') {
      for (const subtest of this.subtests) {
        if (subtest.started) continue;
        if (kind === 'beforeEach') subtest.hooks.beforeEach.push(hook);
        else subtest.hooks.afterEach.push(hook);
      }
    }
  }

  async runHooks(kind, test) {
    for (const hook of this.hooks[kind]) {
      await hook.runFor(test);
    }
  }

  get hasBefore() {
    return this.beforePromise !== undefined || (!this.ranBefore && this.hooks.before.length > 0);
  }

  async runBeforeOnce() {
    if (this.ranBefore) return this.beforePromise;
    this.ranBefore = true;
    if (this.hooks.before.length === 0) return undefined;
    this.beforePromise = this.runHooks('before', this);
    return this.beforePromise;
  }

  async runAfterOnce() {
    if (this.ranAfter || this.hooks.after.length === 0) return;
    this.ranAfter = true;
    try {
      await this.runHooks('after', this);
    } catch (error) {
      this.fail(f.isTestFailure(error) ? error : failure(error, f.kHookFailure));
    }
  }

  // ---- running

  #limits() {
    const stop = Promise.withResolvers();
    stop.promise.catch(noop);
    let timer;
    if (this.timeout !== null && this.timeout !== Infinity) {
      timer = setTimeout(() => stop.reject(failure(`test timed out after ${this.timeout}ms`, f.kTestTimeoutFailure)),
                         this.timeout);
    }
    const onAbort = () => {
      const reason = this.signalOption?.aborted ? this.signalOption.reason : this.controller?.signal.reason;
      stop.reject(f.aborted(reason));
    };
    if (this.signalOption !== undefined) {
      if (this.signalOption.aborted) onAbort();
      else this.signalOption.addEventListener('abort', onAbort, { once: true });
    }
    return {
      promise: stop.promise,
      reject: stop.reject,
      clear: () => {
        if (timer !== undefined) clearTimeout(timer);
        this.signalOption?.removeEventListener('abort', onAbort);
      },
    };
  }

  /** Calls the user's function: with a callback if it takes one. */
  invoke(context) {
    const { fn } = this;
    return testStorage().run(this, () => {
      if (fn.length < this.callbackArity) return fn.call(context, context);
      const called = Promise.withResolvers();
      let calls = 0;
      const callback = (error) => {
        if (++calls === 2) {
          const problem = failure('callback invoked multiple times', f.kMultipleCallbackInvocations);
          if (this.finished) throw problem;
          called.reject(problem);
          this.fail(problem);
        } else if (calls === 1) {
          if (error) called.reject(error);
          else called.resolve();
        }
      };
      const result = fn.call(context, context, callback);
      if (isPromise(result)) {
        this.fail(failure('passed a callback but also returned a Promise', f.kCallbackAndPromisePresent));
        called.promise.catch(noop);
        return result;
      }
      return called.promise;
    });
  }

  get callbackArity() {
    return 2;
  }

  async body(limits) {
    const result = this.invoke(this.context);
    await Promise.race([result, limits.promise]);
    // Four turns of microtasks altogether, also after a function that returns nothing: in Node, assertions made that
    // soon after it count for the plan still.
    await undefined;
    await undefined;
    const idle = this.subtestsIdle();
    if (idle !== undefined) await Promise.race([idle, limits.promise]);
    const plan = this.planned?.check();
    if (plan !== undefined) await Promise.race([plan, limits.promise]);
  }

  async run() {
    this.started = true;
    this.startTime = now();
    const { parent } = this;
    let limits;
    try {
      // Without hooks a test's function is called at once: t.test() returns after it has begun.
      if (parent !== null && parent.hasBefore) await parent.runBeforeOnce();
      if (this.skipped) {
        this.pass();
      } else if (!this.finished) {
        limits = this.#limits();
        this.limits = limits;
        if (this.signalOption?.aborted) throw f.aborted(this.signalOption.reason);
        this.previous = this.harness.rerun?.find(this);
        if (this.previous !== undefined) this.#replay();
        if (this.planOption !== undefined) this.planned = new TestPlan(this.planOption);
        if (this.hooks.beforeEach.length > 0) await parent.runEach('beforeEach', this);
        await this.body(limits);
        this.pass();
      }
    } catch (error) {
      this.fail(wrapFailure(error));
    }
    limits?.clear();
    if (this.hooks.after.length > 0 || (parent !== null && parent.hooks.afterEach.length > 0)) await this.#runAfterHooks();
    this.mockTracker?.reset();
    if (this.controller !== undefined && !this.controller.signal.aborted) this.controller.abort();
    this.postRun();
  }

  // It has passed in an earlier run: its subtests pass again, nothing is run.
  #replay() {
    this.planOption = this.expectFailure = undefined;
    this.hooks.beforeEach = this.hooks.afterEach = [];
    this.fn = (t) => {
      void t;
      for (const { name, file, line, column } of this.previous.children) {
        this.createSubtest(Test, name, kEmptyObject, noop, { __proto__: null, loc: { __proto__: null, file, line, column } })
          .start();
      }
    };
  }

  async #runAfterHooks() {
    if (this.skipped) return;
    await this.runAfterOnce();
    try {
      if (this.parent !== null) await this.parent.runEach('afterEach', this);
    } catch (error) {
      this.fail(f.isTestFailure(error) ? error : failure(error, f.kHookFailure));
    }
  }

  async runEach(kind, test) {
    for (const hook of this.hooks[kind]) await hook.runFor(test);
  }

  // ---- results

  pass() {
    if (this.error !== null || this.passed) return;
    if (this.expectFailure !== undefined && !this.skipped) {
      this.passed = false;
      this.error = failure('test was expected to fail but passed', f.kExpectedFailure);
      return;
    }
    this.passed = true;
  }

  fail(error) {
    if (this.error !== null) return;
    if (this.expectFailure !== undefined && !this.skipped && !this.passed) {
      error = this.#unexpected(error);
      if (error === undefined) {
        this.passed = true;
        return;
      }
    }
    this.passed = false;
    this.error = error;
  }

  // What is wrong with a failure that was asked for; undefined when it is the right one.
  #unexpected(error) {
    const { match } = this.expectFailure;
    if (match === undefined || error.failureType === f.kCancelledByParent) return undefined;
    try {
      require('assert').throws(() => {
        throw error.cause ?? error;
      }, match);
      return undefined;
    } catch (other) {
      return failure(other, f.kTestCodeFailure);
    }
  }

  cancel(error) {
    if (this.finished) return;
    this.fail(error ?? failure('test did not finish before its parent and was cancelled', f.kCancelledByParent));
    this.cancelled = true;
    if (this.startTime !== null) this.endTime = now();
    else this.startTime = this.endTime = now(); // it never began
    this.controller?.abort();
    this.limits?.clear();
  }

  plan(count, options = kEmptyObject) {
    if (this.planned !== undefined) {
      throw failure('cannot set plan more than once', f.kTestCodeFailure);
    }
    validateObject(options, 'options');
    const { wait = false } = options;
    if (typeof wait !== 'number' && typeof wait !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.wait', ['boolean', 'number'], wait);
    }
    this.planned = new TestPlan(count, wait);
  }

  postRun(pendingError) {
    if (this.finished) return;
    this.endTime ??= now();
    // What has not ended by now is cancelled.
    let failed = 0;
    for (const subtest of this.subtests) {
      if (!subtest.finished) {
        subtest.enqueue();
        subtest.cancel(pendingError);
        subtest.postRun(pendingError);
      }
      if (!subtest.passed && !subtest.todo) failed++;
    }
    this.pending = [];
    if ((this.passed || this.parent === null) && failed > 0) {
      const message = `${failed} subtest${failed > 1 ? 's' : ''} failed`;
      this.passed = false;
      this.error = failure(message, f.kSubtestsFailed);
    }
    this.finished = true;
    if (this.parent === null) return;
    this.count();
    this.reportable = true;
    this.root.emit('test:complete', this, this.details(true), this.#remark());
    this.done?.resolve();
    if (this.started) this.parent.childDone();
    else this.parent.flushReports();
    this.harness.testEnded();
  }

  count() {
    const { counters } = this.harness;
    if (this.parent === this.root) counters.topLevel++;
    if (this.isSuite) {
      counters.suites++;
      return;
    }
    counters.tests++;
    if (this.skipped) counters.skipped++;
    else if (this.todo) counters.todo++;
    else if (this.cancelled || f.isCancelled(this.error?.failureType)) counters.cancelled++;
    else if (this.passed) counters.passed++;
    else counters.failed++;
  }

  // ---- reporting: in the order of definition, parents before their children

  clearToSend() {
    return this.parent === null || (this.parent.subtests[this.parent.waitingOn - 1] === this && this.parent.clearToSend());
  }

  flushReports() {
    if (!this.clearToSend()) return;
    for (;;) {
      const next = this.subtests[this.waitingOn - 1];
      if (next === undefined || !next.reportable) return;
      next.report();
      this.waitingOn++;
    }
  }

  reportStarted() {
    if (this.announced || this.parent === null) return;
    this.announced = true;
    this.parent.reportStarted();
    this.root.emit('test:start', this, this.identity());
  }

  report() {
    this.reportStarted();
    this.flushReports();
    this.testNumber = ++this.parent.reported; // those that filters leave out have none
    if (this.subtests.length > 0) {
      this.root.emit('test:plan', this, { nesting: this.subtests[0].nesting, count: this.reported });
    }
    this.root.emit(this.passed ? 'test:pass' : 'test:fail', this, this.details(false), this.#remark());
    for (const { message, level } of this.diagnostics) {
      this.root.emit('test:diagnostic', this, { nesting: this.nesting, message, level });
    }
  }

  duration() {
    if (this.previous !== undefined) return this.previous.duration_ms;
    return Number((this.endTime ?? now()) - (this.startTime ?? this.endTime ?? now())) / 1e6;
  }

  /** What the events at its beginning tell. */
  identity(more) {
    const { nesting, name, id, parent, tags } = this;
    return { __proto__: null, nesting, name, ...more, testId: id, parentId: parent.id, tags };
  }

  /** The names of the tests around it. */
  get classname() {
    const names = [];
    for (let { parent } = this; parent.parent !== null; { parent } = parent) names.unshift(parent.name);
    return names.length === 0 ? undefined : names.join('.');
  }

  details(withPassed) {
    const { classname, name, nesting, testNumber, tags, harness: { rerun } } = this;
    const details = { __proto__: null, duration_ms: this.duration(), type: this.type };
    if (this.error !== null && !this.passed) details.error = this.error;
    if (rerun !== undefined && !this.isFile) details.attempt = rerun.attempt;
    if (this.previous !== undefined) details.passed_on_attempt = this.previous.passed_on_attempt;
    if (classname !== undefined) details.classname = classname;
    if (withPassed) details.passed = this.passed;
    const data = { __proto__: null, name, nesting, testNumber, testId: this.id, parentId: this.parent.id, details, tags };
    if (!withPassed && classname !== undefined) data.classname = classname;
    return data;
  }

  // What became of it otherwise; comes last in its events.
  #remark() {
    if (this.skipped) return { skip: this.message ?? true };
    if (this.todo) return { todo: this.message ?? true };
    return this.expectFailure !== undefined ? { expectFailure: this.expectFailure.label ?? true } : undefined;
  }

  diagnostic(message, level = 'info') {
    this.diagnostics.push({ message: `${message}`, level });
  }

  log(message, data) {
    validateString(message, 'message');
    const { name, nesting, id, parent } = this;
    this.root.emit('test:log', this, { name, nesting, testId: id, parentId: parent.id, message, data });
  }

  emit(type, test, data, remark) {
    const { loc } = test;
    const place = loc === undefined ? undefined : { line: loc.line, column: loc.column, file: loc.file };
    this.harness.reports.emit(type, { __proto__: null, ...data, ...place, ...remark });
  }
}

function wrapFailure(error) {
  return f.isTestFailure(error) ? error : failure(error, f.kTestCodeFailure);
}

/** before, after, beforeEach, afterEach. */
class TestHook {
  constructor(fn, options) {
    const { signal, timeout } = options;
    validateFunction(fn, 'fn');
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    if (timeout !== null && timeout !== undefined && timeout !== Infinity) {
      validateNumber(timeout, 'options.timeout', 0, maxTimeout);
    }
    this.fn = fn;
    this.hookType = options.hookType;
    this.parent = options.parent;
    this.timeout = timeout ?? this.parent.harness.testTimeout ?? null;
    this.signal = signal;
    this.loc = options.loc;
  }

  async runFor(test) {
    let timer;
    try {
      const stop = Promise.withResolvers();
      stop.promise.catch(noop);
      if (this.timeout !== null && this.timeout !== Infinity) {
        timer = setTimeout(() => stop.reject(failure(`test timed out after ${this.timeout}ms`, f.kTestTimeoutFailure)),
                           this.timeout);
      }
      if (this.signal?.aborted) throw f.aborted(this.signal.reason);
      const { context } = test;
      const result = testStorage().run(test, () => {
        if (this.fn.length < 2) return this.fn.call(context, context);
        const called = Promise.withResolvers();
        this.fn.call(context, context, (error) => error ? called.reject(error) : called.resolve());
        return called.promise;
      });
      if (isPromise(result)) await Promise.race([result, stop.promise]);
    } catch (error) {
      const wrapped = failure(`failed running ${this.hookType} hook`, f.kHookFailure);
      wrapped.cause = error?.code === 'ERR_TEST_FAILURE' ? error.cause : error;
      if (test.parent === null) test.hookLocation = this.loc;
      throw wrapped;
    } finally {
      if (timer !== undefined) clearTimeout(timer);
    }
  }
}

/** describe(): its function is called at once and collects; its tests run later. */
class Suite extends Test {
  constructor(options) {
    super(options);
    this.waitingToStart = true;
    this.concurrency = parseConcurrency(options.concurrency, this.parent);
    this.#build();
  }

  get isSuite() {
    return true;
  }

  get context() {
    return this.contextObject ??= new SuiteContext(this);
  }

  #build() {
    if (this.skipped) return;
    try {
      const { context, fn } = this;
      const result = testStorage().run(this, () => fn.call(context, context));
      if (isPromise(result)) {
        this.building = result.then(noop, (error) => this.fail(wrapFailure(error)));
        this.harness.builds.push(this.building);
      }
    } catch (error) {
      this.fail(wrapFailure(error));
    }
  }

  async run() {
    this.started = true;
    if (this.building !== undefined) await this.building;
    this.startTime = now();
    try {
      await this.parent.runBeforeOnce();
      if (this.skipped || this.error !== null) {
        this.subtests = this.error === null ? [] : this.subtests;
      } else {
        await this.runBeforeOnce();
        await this.#runSubtests();
      }
      this.pass();
    } catch (error) {
      this.fail(f.isTestFailure(error) ? error : failure(error, f.kHookFailure));
    }
    if (!this.skipped) await this.runAfterOnce();
    this.postRun();
  }

  async #runSubtests() {
    this.waitingToStart = false;
    this.held = true; // until all are in the queue
    const limits = Promise.withResolvers();
    limits.promise.catch(noop);
    let timer;
    if (this.timeout !== null && this.timeout !== Infinity) {
      timer = setTimeout(() => limits.reject(
        failure(`test timed out after ${this.timeout}ms`, f.kTestTimeoutFailure)), this.timeout);
    }
    if (this.signalOption?.aborted) throw f.aborted(this.signalOption.reason);
    this.shuffle();
    this.release();
    const idle = this.subtestsIdle();
    if (idle !== undefined) await Promise.race([idle, limits.promise]);
    clearTimeout(timer);
  }
}

module.exports = { Test, Suite, TestHook, testStorage };

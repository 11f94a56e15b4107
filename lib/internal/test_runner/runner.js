// SPDX-License-Identifier: MIT
// run(): starts test files, each in a process of its own (or all in this one), and merges their events.
'use strict';

const path = require('path');
const { Harness, makeRoot } = require('internal/test_runner/harness');
const { Test } = require('internal/test_runner/test');
const f = require('internal/test_runner/failure');
const { findTestFiles } = require('internal/test_runner/files');
const { checkTags, Filters } = require('internal/test_runner/filters');
const {
  validateAbortSignal, validateArray, validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf,
  validateString, validateStringArray,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { getValidatedPath } = require('internal/fs/utils');

const dropped = new Set([
  '--test', '--experimental-test-coverage', '--watch', '--experimental-default-config-file', '--test-force-exit',
  '--test-randomize', '-i', '--interactive',
]);
const droppedWithValue = [
  '--test-reporter', '--test-reporter-destination', '--experimental-config-file', '--test-concurrency', '--test-shard',
  '--watch-path', '--test-isolation', '--test-global-setup', '--test-random-seed',
  '-e', '--eval', '-p', '--print', '-pe', // else each file would run the program again that runs the files
];

/** The runner's own options stay with it; the rest goes to the children. */
function execArgvFor(list) {
  const out = [];
  for (let i = 0; i < list.length; i++) {
    const arg = list[i];
    if (dropped.has(arg)) continue;
    const option = droppedWithValue.find((name) => arg === name || arg.startsWith(`${name}=`));
    if (option !== undefined) {
      if (arg === option && !list[i + 1]?.startsWith('-')) i++; // -p -e text
      continue;
    }
    out.push(arg);
  }
  return out;
}

function childArguments(file, options) {
  const { execArgv = [], argv = [], testNamePatterns, testSkipPatterns, only, forceExit } = options;
  const args = [...execArgvFor(process.execArgv)];
  if (forceExit) args.push('--test-force-exit');
  if (options.random !== undefined) args.push(`--test-random-seed=${options.random.seed}`);
  if (options.rerun !== undefined && !options.fromCommandLine) args.push(`--test-rerun-failures=${options.rerun.file}`);
  if (!options.fromCommandLine) {
    for (const pattern of testNamePatterns ?? []) args.push(`--test-name-pattern=${pattern}`);
    for (const pattern of testSkipPatterns ?? []) args.push(`--test-skip-pattern=${pattern}`);
    for (const tag of options.testTagFilters) args.push(`--experimental-test-tag-filter=${tag}`);
    if (only) args.push('--test-only');
    if (options.timeout !== undefined && options.timeout !== null) args.push(`--test-timeout=${options.timeout}`);
  }
  args.push(...execArgv);
  if (options.together === undefined) args.push(file, ...argv);
  else args.push('--test', '--test-isolation=none', ...options.together);
  return args;
}

/** A file as a test (or all of them that one process runs): ends when its process has ended. */
class FileTest extends Test {
  constructor(options) {
    super(options);
    this.file = options.file;
    this.hadEvents = false;
  }

  get isFile() {
    return true;
  }

  // Events of the child, below the root as if they were its own.
  take(event) {
    const { type, data } = event;
    data.entryFile = this.file ?? data.file;
    if (type === 'test:summary') {
      this.seen = undefined;
      this.addCounts(data.counts);
      this.harness.reports.emit(type, data);
      return;
    }
    if (data.nesting === 0 && (type === 'test:plan' || (type === 'test:diagnostic' && /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) \d/.test(data.message)))) {
      return;
    }
    if (type === 'test:pass' || type === 'test:fail' || type === 'test:complete') {
      this.hadEvents = true;
      if (type !== 'test:complete') this.note(data, type === 'test:pass');
      if (data.nesting === 0 && type === 'test:fail' && data.todo === undefined) this.childFailures++;
      if (data.nesting === 0 && type !== 'test:complete') data.testNumber = ++this.harness.fileTestNumber;
    }
    this.harness.reports.emit(type, data);
  }

  childFailures = 0;
  seen = undefined; // results so far: a process that is killed sends no sums

  note({ nesting, skip, todo, details }, passed) {
    const seen = this.seen ??= { __proto__: null, topLevel: 0, suites: 0, tests: 0, skipped: 0, todo: 0, cancelled: 0, passed: 0, failed: 0 };
    if (nesting === 0) seen.topLevel++;
    if (details?.type === 'suite') {
      seen.suites++;
      return;
    }
    seen.tests++;
    if (skip !== undefined) seen.skipped++;
    else if (todo !== undefined) seen.todo++;
    else if (passed) seen.passed++;
    else if (f.isCancelled(details?.error?.failureType)) seen.cancelled++;
    else seen.failed++;
  }

  addCounts(counts) {
    const { counters } = this.harness;
    for (const key of Object.keys(counts)) counters[key] += counts[key];
  }

  count() {
    if (this.seen !== undefined) this.addCounts(this.seen);
    this.seen = undefined;
    // Files are only counted when they reported nothing.
    if (!this.hadEvents) super.count();
  }

  report() {
    // Its tests say all, unless the process has failed although they have not.
    if (this.hadEvents && (this.passed || this.childFailures > 0)) return;
    if (this.hadEvents) {
      // It failed outside of its tests.
      super.count();
    }
    this.parent.reported = this.place - 1;
    super.report();
  }

  childDone() {}
}

function runProcess(test, options) {
  const { spawn } = require('child_process');
  const { FrameParser } = require('internal/test_runner/child');
  const env = { ...options.env ?? process.env, NODE_TEST_CONTEXT: 'child-v8', ...options.environmentOf?.(test.file) };
  const workerId = options.workers.indexOf(undefined) === -1 ? options.workers.length : options.workers.indexOf(undefined);
  options.workers[workerId] = test;
  env.NODE_TEST_WORKER_ID = `${workerId + 1}`;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, childArguments(test.file, options), {
      __proto__: null, env, cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'], signal: test.signal,
      encoding: 'utf8', windowsHide: true,
    });
    child.stdin.end();
    options.children?.add(child);
    let failure;
    child.on('error', (error) => {
      failure = error;
    });
    const print = (type, chunk) => test.harness.reports.emit(type, {
      __proto__: null, file: test.name, message: `${chunk}`, entryFile: test.file,
    });
    const text = (chunk) => print('test:stdout', chunk);
    const parser = new FrameParser((event) => test.take(event), text);
    child.stdout.on('data', (chunk) => parser.push(chunk));
    const { createInterface } = require('readline');
    createInterface({ __proto__: null, input: child.stderr }).on('line', (line) => print('test:stderr', `${line}\n`));
    child.on('close', (code, signal) => {
      options.children?.delete(child);
      options.workers[workerId] = undefined;
      options.onFileEnd?.(test.given);
      parser.end();
      if (code === 0 && signal === null && failure === undefined) {
        resolve();
        return;
      }
      if (failure !== undefined && failure.name !== 'AbortError') {
        reject(failure);
        return;
      }
      const error = f.failure('test failed', test.childFailures > 0 ? f.kSubtestsFailed : f.kTestCodeFailure);
      error.exitCode = code;
      error.signal = signal;
      error.stack = undefined;
      reject(error);
    });
  });
}

function checkOptions(options) {
  validateObject(options, 'options');
  const { files, signal, setup, watch, only, globPatterns, isolation = 'process', cwd = process.cwd(), shard, execArgv = [], argv = [], forceExit, coverage } = options;
  if (files !== undefined && files !== null) validateArray(files, 'options.files');
  if (watch !== undefined && watch !== null) validateBoolean(watch, 'options.watch');
  if (forceExit !== undefined && forceExit !== null) {
    validateBoolean(forceExit, 'options.forceExit');
    if (forceExit && watch) throw new ERR_INVALID_ARG_VALUE('options.forceExit', watch, 'is not supported with watch mode');
  }
  if (only !== undefined && only !== null) validateBoolean(only, 'options.only');
  if (globPatterns !== undefined && globPatterns !== null) validateArray(globPatterns, 'options.globPatterns');
  validateString(cwd, 'options.cwd');
  if (globPatterns?.length > 0 && files?.length > 0) {
    throw new ERR_INVALID_ARG_VALUE('options.globPatterns', globPatterns, 'is not supported when specifying \'options.files\'');
  }
  if (shard !== undefined && shard !== null) {
    validateObject(shard, 'options.shard');
    validateInteger(shard.total, 'options.shard.total', 1);
    validateInteger(shard.index, 'options.shard.index');
    if (shard.index <= 0 || shard.total < shard.index) {
      const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
      throw new ERR_OUT_OF_RANGE('options.shard.index', `>= 1 && <= ${shard.total}`, shard.index);
    }
    if (watch) throw new ERR_INVALID_ARG_VALUE('options.shard', watch, 'shards not supported with watch mode');
  }
  if (setup !== undefined && setup !== null) validateFunction(setup, 'options.setup');
  for (const key of ['testNamePatterns', 'testSkipPatterns']) checkPatterns(options[key], `options.${key}`);
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  validateStringArray(argv, 'options.argv');
  validateStringArray(execArgv, 'options.execArgv');
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (coverage !== undefined) validateBoolean(coverage, 'options.coverage');
  for (const key of ['coverageExcludeGlobs', 'coverageIncludeGlobs']) {
    if (options[key] !== undefined && options[key] !== null) validateStringArray([].concat(options[key]), `options.${key}`);
  }
  checkOrder(options);
  checkSurroundings(options, isolation);
  for (const key of ['lineCoverage', 'branchCoverage', 'functionCoverage']) {
    if (options[key] !== undefined) validateInteger(options[key], `options.${key}`, 0, 100);
  }
}

// Both come from the command line or, for run(), from its options.
function randomOf(options) {
  if (options.fromCommandLine) return options.random;
  const { Random } = require('internal/test_runner/random');
  return options.randomize || options.randomSeed !== undefined ? new Random(options.randomSeed) : undefined;
}

function rerunOf(options, cwd) {
  if (options.fromCommandLine) return options.rerun;
  const { Rerun } = require('internal/test_runner/rerun');
  return options.rerunFailuresFilePath ? new Rerun(path.resolve(cwd, fileOf(options.rerunFailuresFilePath)), cwd) : undefined;
}

/** Coverage as run()'s options, or the command line, want it. */
function coverageOf(options, cwd) {
  if (!options.coverage) return options.testCoverage;
  const { TestCoverage } = require('internal/test_runner/coverage');
  return new TestCoverage({
    __proto__: null,
    cwd,
    here: options.isolation === 'none',
    sourceMaps: getOptionValue('--enable-source-maps'),
    include: [].concat(options.coverageIncludeGlobs ?? []),
    exclude: [].concat(options.coverageExcludeGlobs ?? []),
    thresholds: {
      __proto__: null, line: options.lineCoverage ?? 0, branch: options.branchCoverage ?? 0,
      function: options.functionCoverage ?? 0,
    },
  });
}

function checkSurroundings({ env, globalSetupPath }, isolation) {
  if (env !== undefined && env !== null) {
    validateObject(env, 'options.env');
    if (isolation === 'none') throw new ERR_INVALID_ARG_VALUE('options.env', env, 'is not supported with isolation=\'none\'');
  }
  if (globalSetupPath !== undefined && globalSetupPath !== null) getValidatedPath(globalSetupPath, 'options.globalSetupPath');
}

function checkOrder({ watch, randomize, randomSeed, rerunFailuresFilePath }) {
  const { maxSeed } = require('internal/test_runner/random');
  if (randomize !== undefined) validateBoolean(randomize, 'options.randomize');
  if (randomSeed !== undefined) validateInteger(randomSeed, 'options.randomSeed', 0, maxSeed);
  if (rerunFailuresFilePath !== undefined) getValidatedPath(rerunFailuresFilePath, 'options.rerunFailuresFilePath');
  const name = randomSeed !== undefined ? 'options.randomSeed' : 'options.randomize';
  if (!randomize && randomSeed === undefined) return;
  if (watch) throw new ERR_INVALID_ARG_VALUE(name, randomSeed ?? randomize, 'is not supported with watch mode');
  if (rerunFailuresFilePath) {
    throw new ERR_INVALID_ARG_VALUE(name, randomSeed ?? randomize, 'is not supported with rerun failures mode');
  }
}

function checkPatterns(patterns, name) {
  if (patterns === undefined || patterns === null) return;
  const list = Array.isArray(patterns) ? patterns : [patterns];
  list.forEach((value, i) => {
    if (typeof value !== 'string' && !(value instanceof RegExp)) {
      throw new ERR_INVALID_ARG_TYPE(`${name}[${i}]`, ['string', 'RegExp'], value);
    }
  });
}

/** A path as a text: options take Buffers and URLs, too. */
function fileOf(given) {
  if (given === undefined || given === null || typeof given === 'string') return given;
  const { fileURLToPath, isURL } = require('internal/url');
  return isURL(given) ? fileURLToPath(given) : `${given}`;
}

const patternList = (patterns) => (patterns === undefined || patterns === null ? [] : Array.isArray(patterns) ? patterns : [patterns]);
/**
 * Runs test files.
 * @param {object} [options] see the documentation of node:test
 * @returns {TestsStream}
 */
function run(options = kEmptyObject) {
  checkOptions(options);
  if (options.watch) return require('internal/test_runner/watch').runWatching(options, run);
  const { concurrency = true, timeout, signal, setup, isolation = 'process', cwd = process.cwd(), shard } = options;
  const harness = new Harness();
  harness.isRun = true;
  if (options.fromCommandLine && isolation === 'none') harness.testTimeout = getOptionValue('--test-timeout') || undefined;
  harness.fileTestNumber = 0;
  harness.testEnded = () => {};
  harness.coverage = coverageOf(options, cwd);
  const rootConcurrency = isolation === 'none' ? 1 : concurrency;
  // The time limit is that of each test.
  const root = makeRoot(harness, { concurrency: rootConcurrency, timeout: options.fromCommandLine || isolation !== 'none' ? null : timeout ?? null, signal });
  const { stream } = harness.reports;
  const names = patternList(options.testNamePatterns).map((p) => `${p}`);
  const skips = patternList(options.testSkipPatterns).map((p) => `${p}`);
  const tags = options.testTagFilters === undefined ? [] : checkTags([].concat(options.testTagFilters), 'options.testTagFilters');
  let files = options.files?.slice() ?? findTestFiles(options.globPatterns, cwd);
  if (shard) files = files.filter((_, i) => i % shard.total === shard.index - 1);
  harness.random = randomOf(options);
  harness.random?.shuffle(files);
  harness.useRerun(rerunOf(options, cwd));
  const children = new Set();
  const childOptions = { ...options, found: options.files === undefined || options.files === null, together: undefined, random: harness.random, rerun: harness.rerun, cwd, children, workers: [], testNamePatterns: names, testSkipPatterns: skips, testTagFilters: tags };
  let teardown;
  if (options.control !== undefined) {
    options.control.interrupt = async () => {
      if (harness.finished) return;
      harness.interrupted = true;
      const tests = runningTests(root);
      if (tests.length > 0) harness.reports.emit('test:interrupted', { __proto__: null, tests });
      for (const child of children) child.kill('SIGKILL');
      await new Promise(setImmediate); // every reporter hears of it
      harness.finish(f.failure('Promise resolution is still pending but the event loop has already resolved', f.kCancelledByParent));
      await new Promise(process.nextTick); // of the rest, as in Node, only those do that take what comes without waiting
      await teardown?.();
      process.exit(1);
    };
  }
  const execute = async () => {
    const { setUp } = require('internal/test_runner/global_hooks');
    teardown = await setUp(fileOf(options.globalSetupPath) ?? getOptionValue('--test-global-setup'), cwd);
    harness.reports.start();
    await setup?.(stream);
    if (isolation === 'none') {
      process.env.NODE_TEST_WORKER_ID = '1';
      harness.filters = new Filters({ names, skips, tags, only: options.only === true, heedsOnly: true });
      root.runOnlySubtests = options.only === true;
      await runHere(harness, files, cwd, options.fromCommandLine);
    } else if (options.together) {
      if (files.length > 0) await startTogether(root, files, childOptions);
    } else {
      await Promise.all(files.map((file) => startFile(root, file, childOptions)));
    }
    await root.runAfterOnce();
    if (harness.interrupted) return;
    harness.finish();
    if (teardown !== undefined || options.forceExit) await new Promise(setImmediate); // the reporters print first
    await teardown?.();
    if (options.forceExit) process.exit();
  };
  if (signal?.aborted) {
    // Nothing starts.
    root.cancel(f.aborted(signal.reason));
  }
  execute().catch(options.onError ?? ((error) => stream.destroy(error)));
  return stream;
}

/** What runs, and has no subtest that runs. */
function runningTests(parent, found = []) {
  for (const test of parent.subtests) {
    if (!test.started || test.finished) continue;
    const before = found.length;
    runningTests(test, found);
    if (found.length > before) continue;
    const { file, line, column } = test.loc ?? kEmptyObject;
    found.push({ __proto__: null, name: test.name, nesting: test.nesting, file, line, column });
  }
  return found;
}

function startFile(root, given, options) {
  const file = path.resolve(options.cwd, given);
  const loc = { __proto__: null, line: 1, column: 1, file };
  const name = options.fromCommandLine || options.found ? path.relative(options.cwd, file) : given;
  const subtest = root.createSubtest(FileTest, name, kEmptyObject, () => runProcess(subtest, options), {
    __proto__: null, loc, file, signal: options.signal,
  });
  subtest.given = given;
  subtest.place = subtest.testNumber; // among the files; tests are numbered for themselves
  return subtest.start();
}

// Watch mode with isolation 'none': one process for all files, a new one for each round.
function startTogether(root, files, options) {
  const loc = { __proto__: null, line: 1, column: 1, file: path.resolve(options.cwd, files[0]) };
  const subtest = root.createSubtest(FileTest, files.join(' '), kEmptyObject, () => runProcess(subtest, { ...options, together: files }), {
    __proto__: null, loc, signal: options.signal,
  });
  subtest.place = subtest.testNumber;
  return subtest.start();
}

// isolation: 'none': the files are loaded into this process, their tests belong to the root.
async function runHere(harness, files, cwd, fromCommandLine) {
  const { testStorage } = require('internal/test_runner/test');
  const { pathToFileURL } = require('internal/url');
  const { importFrom } = require('internal/test_runner/global_hooks');
  const { root } = harness;
  const release = require('internal/test_runner/harness').catchUncaught(harness);
  root.waitingToStart = true;
  await testStorage().run(root, async () => {
    if (fromCommandLine) {
      const { Module } = require('internal/modules/cjs/loader');
      Module._preloadModules(getOptionValue('--require') ?? []);
      for (const specifier of getOptionValue('--import') ?? []) await importFrom(specifier, cwd);
      if (getOptionValue('--frozen-intrinsics')) require('internal/process/frozen_intrinsics').freezeIntrinsics();
    }
    for (const file of files) {
      const full = path.resolve(cwd, file);
      root.entryFile = full;
      const loc = { __proto__: null, line: 1, column: 1, file: full };
      const before = root.subtests.length;
      try {
        await importFrom(pathToFileURL(full).href, cwd);
        if (root.subtests.length === before) { // it is a test itself
          root.createSubtest(Test, path.relative(cwd, full), kEmptyObject, () => {}, { __proto__: null, loc });
        }
      } catch (error) {
        root.createSubtest(Test, full, {}, () => {
          throw error;
        }, { __proto__: null, loc });
      }
    }
  });
  root.waitingToStart = false;
  root.held = true;
  do await Promise.all(harness.builds.splice(0)); while (harness.builds.length > 0);
  root.shuffle();
  await root.runBeforeOnce();
  root.release();
  await root.subtestsIdle();
  release();
}

module.exports = { run };

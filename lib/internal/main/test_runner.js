// SPDX-License-Identifier: MIT
// `eddy --test [files]`.
'use strict';

const { getOptionValue } = require('internal/options');

require('internal/process/prepare_modules').prepareModules(getOptionValue('--test-isolation') !== 'none' || getOptionValue('--watch'));

function shardOption() {
  const text = getOptionValue('--test-shard');
  if (!text) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  if (match === null) {
    process.exitCode = 1;
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_VALUE('--test-shard', text, 'must be in the form of <index>/<total>');
  }
  return { __proto__: null, index: +match[1], total: +match[2] };
}

const kSetupFailed = 7; // exit code

const isolation = getOptionValue('--test-isolation') === 'none' ? 'none' : 'process';
const shard = shardOption();
const patterns = process.argv.slice(1);
const timeout = getOptionValue('--test-timeout') || Infinity; // of each test: run() leaves it to the files
const concurrency = isolation === 'none' ? 1 : getOptionValue('--test-concurrency') || true;

const { Harness } = require('internal/test_runner/harness');
const { run } = require('internal/test_runner/runner');
const options = {
  __proto__: null, concurrency, timeout, isolation, shard, globPatterns: patterns, fromCommandLine: true,
  watch: getOptionValue('--watch'), forceExit: getOptionValue('--test-force-exit'), only: getOptionValue('--test-only'),
  testNamePatterns: getOptionValue('--test-name-pattern'), testSkipPatterns: getOptionValue('--test-skip-pattern'),
  testTagFilters: getOptionValue('--experimental-test-tag-filter'),
};
options.random = require('internal/test_runner/random').randomFromCommandLine();
options.rerun = require('internal/test_runner/rerun').rerunFromCommandLine();
options.testCoverage = require('internal/test_runner/coverage').coverageFromCommandLine();
if (options.watch) options.forceExit = false;
let ended = false;
options.onError = (error) => { // of globalSetup(), globalTeardown()
  require('internal/process/fatal_error').printFatalError(error, false);
  process.exit(ended ? 1 : kSetupFailed);
};
options.control = { __proto__: null, interrupt: undefined };
for (const name of ['SIGINT', 'SIGTERM']) {
  // The children end with the runner; what has not been reported is cancelled.
  process.once(name, () => {
    if (!options.watch) process.exitCode = 1; // watching has no other end
    options.control.interrupt?.();
    setTimeout(() => process.exit(1), 500).unref();
  });
}
require('internal/util/debuglog').debuglog('test_runner')('test runner configuration:', { ...options });
// A pattern that is none ends the run before it begins.
require('internal/test_runner/filters').filtersFromCommandLine();
const stream = run(options);
stream.on('test:summary', (data) => {
  if (data.file === undefined && !data.success) process.exitCode = 1;
});
const front = new Harness();
stream.on('data', (event) => front.reports.emit(event.type, event.data));
stream.on('end', () => {
  ended = true;
  front.reports.end();
});
require('internal/test_runner/setup').setupReporters(front);

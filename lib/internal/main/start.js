// SPDX-License-Identifier: MIT
// The first code of a process: prepares the process object, then runs what the command line asks for.
'use strict';

const { prepareMainThread } = require('internal/process/pre_execution');
const { areOptionsGiven, getOptionValue } = require('internal/options');

// `eddy build …`, unless there is a script of that name.
function isBuild() {
  return require('internal/modules/run_main').resolveMainPath('build') === undefined;
}

/** Which file of internal/main an option asks for, or undefined. */
function chosenByOption(script) {
  if (getOptionValue('--experimental-sea-config') || getOptionValue('--build-sea')) return 'build';
  if (getOptionValue('--build-snapshot')) return 'build_snapshot';
  if (getOptionValue('--run')) return 'run_script';
  if (getOptionValue('--watch') && !getOptionValue('--test')) return 'watch_mode';
  const verb = getOptionValue('[verb]');
  if (verb === 'status' || verb === 'reload') return 'status';
  if (verb === 'top') return 'top';
  if (verb === 'serve' || getOptionValue('--serve') || getOptionValue('--workers') !== undefined) return 'serve';
  if (getOptionValue('--test')) return 'test_runner';
  if (getOptionValue('--check')) return script === undefined || script === '-' ? 'eval_stdin' : 'check_syntax';
  if (getOptionValue('--eval') !== undefined && !getOptionValue('--interactive')) return 'eval_string';
  return undefined;
}

/** Which file of internal/main runs. */
function chooseMain(isSea) {
  if (isSea) return 'sea';
  const script = process.argv[1];
  const chosen = areOptionsGiven() ? chosenByOption(script) : undefined;
  if (chosen !== undefined) return chosen;
  if (script === 'inspect') return 'inspect';
  if (script === 'build' && isBuild()) return 'build';
  if (script !== undefined && script !== '' && script !== '-') return 'run_main_module';
  return getOptionValue('--interactive') || internalBinding('tty_wrap').isTTY(0) ? 'repl' : 'eval_stdin';
}

/** The program's own main function of a process that starts from its snapshot, unless the command line asks for another. */
function hasSnapshotMain() {
  if (getOptionValue('--snapshot-blob') === '' || getOptionValue('--build-snapshot')) return false;
  const snapshot = require('internal/v8/startup_snapshot');
  snapshot.runDeserializeCallbacks();
  return snapshot.hasMainFunction() && !getOptionValue('--check');
}

module.exports = function start() {
  const { isSea } = prepareMainThread();
  const main = areOptionsGiven() && hasSnapshotMain() ? 'snapshot_main' : chooseMain(isSea);
  if (main === 'run_main_module') require('internal/main/run_main_module')();
  else require(`internal/main/${main}`);
};

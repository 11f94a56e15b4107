// SPDX-License-Identifier: MIT
// The first code of a process: prepares the process object, then runs what the command line asks for.
'use strict';

require('internal/process/pre_execution').prepareMainThread();

const { getOptionValue } = require('internal/options');

/** Which file of internal/main runs. */
function chooseMain() {
  const script = process.argv[1];
  if (getOptionValue('--watch') && !getOptionValue('--test')) return 'watch_mode';
  if (getOptionValue('--test')) return 'test_runner';
  if (getOptionValue('--check')) return script === undefined || script === '-' ? 'eval_stdin' : 'check_syntax';
  if (getOptionValue('--eval') !== undefined && !getOptionValue('--interactive')) return 'eval_string';
  if (getOptionValue('--interactive')) return 'repl';
  if (script !== undefined && script !== '-') return 'run_main_module';
  return internalBinding('tty_wrap').isTTY(0) ? 'repl' : 'eval_stdin';
}

const main = chooseMain();
if (main === 'run_main_module') require('internal/main/run_main_module');
else require(`internal/main/${main}`);

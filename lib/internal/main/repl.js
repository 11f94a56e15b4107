// SPDX-License-Identifier: MIT
// `eddy` without a program on a terminal, or with -i.
'use strict';

const { getOptionValue } = require('internal/options');

require('internal/process/prepare_modules').prepareModules();

if (getOptionValue('--input-type')) {
  internalBinding('process').rawDebug('Cannot specify --input-type for REPL');
  process.exit(9);
}

function start() {
  console.log(`Welcome to Eddy (Node.js ${process.version}).\nType ".help" for more information.`);

  const options = {
    __proto__: null, prompt: '> ', ignoreUndefined: false, useGlobal: true, breakEvalOnSigint: true,
    [require('internal/repl/recoverable').kStandalone]: true,
  };
  if (+process.env.NODE_NO_READLINE) options.terminal = false;
  const lines = Number(process.env.NODE_REPL_HISTORY_SIZE);
  if (lines > 0) options.historySize = lines;
  const mode = `${process.env.NODE_REPL_MODE ?? ''}`.toLowerCase().trim();
  const REPL = require('repl');
  if (mode === 'strict') options.replMode = REPL.REPL_MODE_STRICT;
  const code = getOptionValue('--eval');
  if (code !== undefined) require('internal/process/eval').evaluate('[eval]', code);
  const repl = REPL.start(options);
  repl.on('exit', () => {
    // The last lines may not be in the history's file yet.
    if (repl.historyManager?.isFlushing) repl.once('flushHistory', () => process.exit());
    else process.exit();
  });
  if (process.stdin.isTTY) {
    repl.setupHistory(process.env.NODE_REPL_HISTORY, (error) => {
      if (error) throw error;
    });
  }
}

/** NODE_REPL_EXTERNAL_MODULE: another REPL than ours. */
function startOther(file) {
  const { Module } = require('internal/modules/cjs/loader');
  Module._load(require('path').resolve(file), undefined, false);
}

const other = process.env.NODE_REPL_EXTERNAL_MODULE;
const begin = other ? () => startOther(other) : start;
// --import comes before
if (getOptionValue('--import')?.length > 0) require('internal/modules/esm/entry').runWithPreloads(begin);
else begin();

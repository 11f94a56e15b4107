// SPDX-License-Identifier: MIT
// The REPL's history in a file: NODE_REPL_HISTORY, or .node_repl_history in the home directory.
'use strict';

const os = require('os');
const path = require('path');
const { validateFunction, validateNumber } = require('internal/validators');

const kDebounce = 15;

// What the option object of setupHistory() says. @returns {[file: string|undefined, ready: Function]}
function configure(repl, { filePath, onHistoryFileLoaded, size, removeHistoryDuplicates }, ready = onHistoryFileLoaded) {
  if (size !== undefined) {
    validateNumber(size, 'size', 0);
    repl.historySize = size;
  }
  if (removeHistoryDuplicates !== undefined) repl.removeHistoryDuplicates = removeHistoryDuplicates;
  return [filePath, ready];
}

/**
 * @param {REPLServer} repl
 * @param {string|{ filePath?: string, size?: number, removeHistoryDuplicates?: boolean, onHistoryFileLoaded?: Function }} [file]
 * @param {Function} ready (error, repl)
 */
function setupHistory(repl, file, ready) {
  if (file !== null && typeof file === 'object') [file, ready] = configure(repl, file, ready);
  validateFunction(ready, 'callback');
  const manager = repl.historyManager ??= { __proto__: null, isFlushing: false };
  if (typeof file === 'string') file = file.trim();
  if (file === '') {
    repl._historyPrev = replHistoryMessage;
    return process.nextTick(ready, null, repl);
  }
  const fs = require('fs');
  if (!file) {
    try {
      file = path.join(os.homedir(), '.node_repl_history');
    } catch {
      notKept(repl, 'Could not get the home directory');
      return process.nextTick(ready, null, repl);
    }
  }
  file = `${file}`;
  repl.pause();
  fs.open(file, 'a+', 0o0600, (error, fd) => {
    if (error) {
      notKept(repl, 'Could not open history file');
      repl.resume();
      ready(null, repl);
      return;
    }
    fs.closeSync(fd);
    let text = '';
    try {
      text = fs.readFileSync(file, 'utf8');
    } catch (readError) {
      ready(readError);
      return;
    }
    if (text) {
      repl.history = text.split(/\r?\n+/, repl.historySize).filter((line) => line !== '');
    }
    let timer;
    const write = () => {
      try {
        fs.writeFileSync(file, repl.history.join(os.EOL), { mode: 0o600 });
      } catch { /* the history is not worth an error */ }
      manager.isFlushing = false;
      repl.emit('flushHistory');
    };
    repl.on('line', () => {
      clearTimeout(timer);
      manager.isFlushing = true;
      timer = setTimeout(write, kDebounce);
    });
    repl.once('exit', () => {
      clearTimeout(timer);
      write();
    });
    repl.resume();
    ready(null, repl);
  });
  return undefined;
}

function notKept(repl, why) {
  repl.output.write(`\nError: ${why}.\nREPL session history will not be persisted.\n`);
  repl._refreshLine();
  repl._historyPrev = replHistoryMessage;
}

function replHistoryMessage() {
  if (this.history.length === 0) {
    this.output.write('\nPersistent history support disabled. Set the NODE_REPL_HISTORY environment\n' +
      'variable to a valid, user-writable path to enable.\n');
    this._refreshLine();
  }
  delete this._historyPrev;
  return this._historyPrev();
}

module.exports = { setupHistory };

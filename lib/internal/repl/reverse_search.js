// SPDX-License-Identifier: MIT
// Ctrl+R and Ctrl+S of the REPL: incremental search in the history, backwards and forwards.
'use strict';

const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/callbacks');
const { fromEntry, shown } = require('internal/readline/multiline');

const labels = { __proto__: null, r: 'bck-i-search: ', s: 'fwd-i-search: ' };
const underline = (text, from, length) =>
  `${text.slice(0, from)}\u001b[4m${text.slice(from, from + length)}\u001b[24m${text.slice(from + length)}`;

class ReverseSearch {
  #repl;
  #active = false;
  #direction = 'r';
  #input = '';
  #index = -1; // in the history: where the search goes on
  #cursor = -1; // in that entry: the last match; -1: none yet
  #match = null; // what is shown: { index, cursor }
  #seen = new Set(); // entries of which all matches have been shown

  /** @param {REPLServer} repl */
  constructor(repl) {
    this.#repl = repl;
  }

  get active() {
    return this.#active;
  }

  /**
   * Before the line editor works on a key.
   * @returns {boolean} whether the search has used it up
   */
  key(text, key) {
    const isSearchKey = key.ctrl && !key.shift && labels[key.name] !== undefined;
    if (!this.#active) {
      if (!isSearchKey) return false;
      this.#active = true;
      this.#direction = key.name;
      this.#restart('');
      this.#draw(this.#repl.line, this.#repl.cursor, '');
      return true;
    }
    if (isSearchKey) {
      if (this.#direction !== key.name) this.#seen.clear();
      this.#direction = key.name;
      this.#search();
      return true;
    }
    if (key.name === 'backspace' || (key.ctrl && (key.name === 'h' || key.name === 'w'))) {
      this.#restart(this.#input.slice(0, -1));
      this.#search();
      return true;
    }
    if ((key.ctrl && key.name === 'c') || key.name === 'escape') {
      this.#match = null;
      this.#end();
      return true;
    }
    if (key.ctrl || key.meta || key.name === 'return' || key.name === 'enter' || typeof text !== 'string' || text === '') {
      this.#end();
      return false;
    }
    this.#restart(this.#input + text);
    this.#search();
    return true;
  }

  #restart(input) {
    this.#input = input;
    this.#cursor = -1;
    this.#index = this.#repl.historyIndex;
    this.#seen.clear();
  }

  #next() {
    this.#index += this.#direction === 'r' ? 1 : -1;
    this.#cursor = -1;
  }

  #search() {
    const repl = this.#repl;
    const { history } = repl;
    const backwards = this.#direction === 'r';
    if (this.#input === '') {
      this.#draw(repl.line, repl.cursor, '');
      return;
    }
    if (backwards) this.#index = Math.max(this.#index, 0);
    else this.#index = Math.min(this.#index, history.length - 1);
    for (; this.#index >= 0 && this.#index < history.length; this.#next()) {
      if (this.#seen.has(history[this.#index])) continue;
      const entry = fromEntry(history[this.#index]);
      let at;
      if (!backwards) at = entry.indexOf(this.#input, this.#cursor + 1);
      else at = this.#cursor === 0 ? -1 : entry.lastIndexOf(this.#input, this.#cursor === -1 ? Infinity : this.#cursor - 1);
      if (at === -1) {
        this.#seen.add(history[this.#index]);
        continue;
      }
      this.#cursor = at;
      const index = this.#index;
      this.#draw(repl.useColors ? underline(entry, at, this.#input.length) : entry, at, '', entry);
      this.#match = { index, cursor: at };
      // Nothing more can be found in this one.
      if (backwards ? at === 0 : at + this.#input.length === entry.length) {
        this.#seen.add(history[index]);
        this.#next();
      }
      return;
    }
    this.#draw(repl.line, repl.cursor, 'failed-');
  }

  // In the place of the line: `text` (`plain` without its colours), and below it what is searched for.
  #draw(text, cursor, failed, plain = text) {
    this.#match = null;
    const repl = this.#repl;
    const { output } = repl;
    const label = `${failed}${labels[this.#direction]}${this.#input}_`;
    const prompt = repl.getPrompt();
    const end = repl._getDisplayPos(prompt + shown(plain));
    const below = repl._getDisplayPos(label);
    const { rows, cols } = repl._getDisplayPos(prompt + shown(plain.slice(0, cursor)));
    if (repl.prevRows > 0) moveCursor(output, 0, -repl.prevRows);
    cursorTo(output, 0);
    clearScreenDown(output);
    output.write(`${prompt}${shown(text)}${end.cols === 0 ? ' ' : ''}\n${label}`);
    cursorTo(output, cols);
    moveCursor(output, 0, rows - end.rows - 1 - below.rows + (below.cols === 0 ? 1 : 0));
    repl.prevRows = rows;
  }

  #end() {
    const repl = this.#repl;
    this.#active = false;
    if (this.#match !== null) {
      const { index, cursor } = this.#match;
      repl.line = fromEntry(repl.history[index]);
      repl.cursor = cursor;
      repl.historyIndex = index;
      this.#match = null;
    }
    repl._refreshLine();
  }
}

module.exports = { ReverseSearch };

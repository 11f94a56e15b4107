// SPDX-License-Identifier: MIT
// Editing a line on a terminal: keys, history, completion, kill ring, undo. Adds its methods to Interface.
'use strict';

const { inspect, getStringWidth, stripVTControlCharacters } = require('internal/util/inspect');
const { emitKeypressEvents, kIsPasting } = require('internal/readline/keys');
const { AbortError } = require('internal/errors');
const {
  charLengthAt, charLengthLeft, commonPrefix, reverseString, kContinueLine, kForgetLine, kQuestionReject, kStartEditing, kSubstringSearch,
} = require('internal/readline/utils');
const { fromEntry, moveInLines, shown, toEntry } = require('internal/readline/multiline');
const { cursorTo, moveCursor, clearScreenDown } = require('internal/readline/callbacks');

const kMaxUndo = 2048;
const kMaxKillRing = 32;
const kTyped = Symbol('the line that Enter has ended');
const kWantedColumn = Symbol('column of the cursor before it went up or down');
const kBeforeEdit = Symbol('before edit');
const kCtrlKey = Symbol('ctrl key');
const kCtrlShiftKey = Symbol('ctrl shift key');
const kGiveUp = Symbol('give up');
const kHistoryMove = Symbol('history move');
const kHistorySearchText = Symbol('history search text');
const kInsertText = Symbol('insert text');
const kMetaKey = Symbol('meta key');
const kMoveVertically = Symbol('move vertically');
const kPlainKey = Symbol('plain key');
const kPushToKillRing = Symbol('push to kill ring');
const kPushToUndoStack = Symbol('push to undo stack');
const kRedo = Symbol('redo');
const kReplace = Symbol('replace');
const kShowCompletions = Symbol('show completions');
const kSuspend = Symbol('suspend');
const kUndo = Symbol('undo');
const kWordEnd = Symbol('word end');
const kWordStart = Symbol('word start');
const kYank = Symbol('yank');
const kYankPop = Symbol('yank pop');
const lineEnding = /\r\n|[\n\r\u2028\u2029]/g;

const methods = {
  [kStartEditing]() {
    const { input, output } = this;
    emitKeypressEvents(input, this);
    const onKey = (s, key) => {
      this._ttyWrite(s, key);
      if (key?.sequence) {
        // A lone surrogate would be drawn wrong: draw the line again.
        const code = key.sequence.codePointAt(0);
        if (code >= 0xd800 && code <= 0xdfff) this._refreshLine();
      }
    };
    const onEnd = () => {
      if (typeof this.line === 'string' && this.line.length > 0) this.emit('line', this.line);
      this.close();
    };
    const onResize = () => this._refreshLine();
    const onError = (error) => this.emit('error', error);
    input.on('error', onError);
    input.on('keypress', onKey);
    input.on('end', onEnd);
    this._setRawMode(true);
    this.terminal = true;
    this.cursor = 0;
    this.historyIndex = -1;
    this.killRing = [];
    this.killRingCursor = 0;
    this.undoStack = [];
    this.redoStack = [];
    this.prevRows = 0;
    this.previousKey = null;
    this[kTyped] = null;
    this[kWantedColumn] = -1;
    if (output !== null && output !== undefined) output.on('resize', onResize);
    this.once('close', () => {
      input.removeListener('keypress', onKey);
      input.removeListener('end', onEnd);
      input.removeListener('error', onError);
      output?.removeListener('resize', onResize);
    });
  },

  _setRawMode(mode) {
    const was = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return was;
  },

  // ---- drawing

  _getDisplayPos(text) {
    let offset = 0;
    const { columns } = this;
    let rows = 0;
    if (/^[\x20-\x7e]*$/.test(text)) { // what is pasted can be long
      const { length } = text;
      const cols = columns === Infinity ? length : length % columns;
      return { cols, rows: columns === Infinity ? 0 : (length - cols) / columns };
    }
    for (const char of stripVTControlCharacters(text)) {
      if (char === '\n') {
        rows += Math.ceil(offset / columns) || 1;
        offset = 0;
        continue;
      }
      if (char === '\t') {
        offset += this.tabSize - (offset % this.tabSize);
        continue;
      }
      const width = getStringWidth(char, false);
      if (width === 0 || width === 1) offset += width;
      else {
        if ((offset + 1) % columns === 0) offset++;
        offset += 2;
      }
    }
    const cols = columns === Infinity ? offset : offset % columns;
    rows += columns === Infinity ? 0 : (offset - cols) / columns;
    return { cols, rows };
  },

  /** The cursor's real place: { rows, cols }. */
  getCursorPos() {
    return this._getDisplayPos(this._prompt + shown(this.line.slice(0, this.cursor)));
  },

  _refreshLine() {
    const line = this._prompt + shown(this.line);
    const end = this._getDisplayPos(line);
    const cursor = this.getCursorPos();
    const prevRows = this.prevRows || 0;
    if (prevRows > 0) moveCursor(this.output, 0, -prevRows);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this._writeToOutput(line);
    if (end.cols === 0) this._writeToOutput(' '); // so that the terminal makes the new line
    cursorTo(this.output, cursor.cols);
    const diff = end.rows - cursor.rows;
    if (diff > 0) moveCursor(this.output, 0, -diff);
    this.prevRows = cursor.rows;
  },

  clearLine() {
    this._moveCursor(+Infinity);
    this._writeToOutput('\r\n');
    this.line = '';
    this.cursor = 0;
    this.prevRows = 0;
  },

  _moveCursor(dx) {
    if (dx === 0) return;
    const before = this.getCursorPos();
    this.cursor = Math.min(Math.max(this.cursor + dx, 0), this.line.length);
    const after = this.getCursorPos();
    if (before.rows === after.rows) moveCursor(this.output, after.cols - before.cols, 0);
    else this._refreshLine();
  },

  // ---- changing the line

  [kBeforeEdit](oldText, oldCursor) {
    this[kPushToUndoStack](oldText, oldCursor);
  },

  [kPushToUndoStack](text, cursor) {
    this.undoStack.push({ text, cursor });
    if (this.undoStack.length > kMaxUndo) this.undoStack.shift();
  },

  [kUndo]() {
    const entry = this.undoStack.pop();
    if (entry === undefined) return;
    this.redoStack.push({ text: this.line, cursor: this.cursor });
    this.line = entry.text;
    this.cursor = entry.cursor;
    this._refreshLine();
  },

  [kRedo]() {
    const entry = this.redoStack.pop();
    if (entry === undefined) return;
    this.undoStack.push({ text: this.line, cursor: this.cursor });
    this.line = entry.text;
    this.cursor = entry.cursor;
    this._refreshLine();
  },

  _insertString(text) {
    this[kBeforeEdit](this.line, this.cursor);
    if (this[kIsPasting]) { // more comes at once: the last character draws the line
      this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
      this.cursor += text.length;
      this._writeToOutput(text);
      return;
    }
    if (this.cursor < this.line.length) {
      this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
      this.cursor += text.length;
      this._refreshLine();
      return;
    }
    const old = this.getCursorPos();
    this.line += text;
    this.cursor += text.length;
    const now = this.getCursorPos();
    if (old.rows < now.rows) this._refreshLine();
    else this._writeToOutput(text);
  },

  [kReplace](from, to, text = '') {
    this[kBeforeEdit](this.line, this.cursor);
    this.line = this.line.slice(0, from) + text + this.line.slice(to);
    this.cursor = from + text.length;
    this._refreshLine();
  },

  _deleteLeft() {
    if (this.cursor === 0 || this.line.length === 0) return;
    this[kReplace](this.cursor - charLengthLeft(this.line, this.cursor), this.cursor);
  },

  _deleteRight() {
    if (this.cursor >= this.line.length) return;
    this[kReplace](this.cursor, this.cursor + charLengthAt(this.line, this.cursor));
  },

  [kWordStart]() {
    const reversed = reverseString(this.line.slice(0, this.cursor));
    const match = /^\s*(?:[^\w\s]+|\w+)?/.exec(reversed);
    return this.cursor - match[0].length;
  },

  [kWordEnd]() {
    const match = /^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor));
    return this.cursor + (match?.[0].length ?? 0);
  },

  _wordLeft() {
    if (this.cursor > 0) this._moveCursor(this[kWordStart]() - this.cursor);
  },

  _wordRight() {
    if (this.cursor < this.line.length) this._moveCursor(this[kWordEnd]() - this.cursor);
  },

  _deleteWordLeft() {
    if (this.cursor > 0) this[kReplace](this[kWordStart](), this.cursor);
  },

  _deleteWordRight() {
    if (this.cursor >= this.line.length) return;
    const from = this.cursor;
    this[kReplace](from, this[kWordEnd]());
  },

  _deleteLineLeft() {
    const killed = this.line.slice(0, this.cursor);
    this[kReplace](0, this.cursor);
    this[kPushToKillRing](killed);
  },

  _deleteLineRight() {
    const killed = this.line.slice(this.cursor);
    this[kReplace](this.cursor, this.line.length);
    this[kPushToKillRing](killed);
  },

  [kPushToKillRing](text) {
    if (!text || text === this.killRing[0]) return;
    this.killRing.unshift(text);
    this.killRingCursor = 0;
    while (this.killRing.length > kMaxKillRing) this.killRing.pop();
  },

  [kYank]() {
    if (this.killRing.length === 0) return;
    this.yanking = true;
    this._insertString(this.killRing[this.killRingCursor]);
  },

  [kYankPop]() {
    if (!this.yanking || this.killRing.length <= 1) return;
    const last = this.killRing[this.killRingCursor];
    this.killRingCursor = (this.killRingCursor + 1) % this.killRing.length;
    this[kReplace](this.cursor - last.length, this.cursor, this.killRing[this.killRingCursor]);
  },

  // ---- history

  // `replaces`: the newest entry is an earlier state of this line.
  _addHistory(replaces = false) {
    if (this.line.length === 0) return '';
    if (this.historySize === 0 || this.line.trim().length === 0) return this.line;
    const line = toEntry(this.line);
    if (replaces) this.history.shift();
    if (this.history.length === 0 || this.history[0] !== line) {
      if (this.removeHistoryDuplicates) {
        const at = this.history.indexOf(line);
        if (at !== -1) this.history.splice(at, 1);
      }
      this.history.unshift(line);
      if (this.history.length > this.historySize) this.history.pop();
    }
    this.historyIndex = -1;
    const entry = this.history[0];
    this.emit('history', this.history);
    return fromEntry(entry);
  },

  [kHistorySearchText]() {
    return this[kSubstringSearch] ?? '';
  },

  // Inside a line of several lines, else in the history.
  // With Shift the history is walked through entry by entry, whatever has been typed.
  [kMoveVertically](direction, shift) {
    const moved = this.line.includes('\n') ? moveInLines(this.line, this.cursor, direction, this[kWantedColumn]) : undefined;
    if (moved === undefined) {
      this[kWantedColumn] = -1;
      if (!shift) this[kSubstringSearch] ??= this.line.includes('\n') ? '' : this.line.slice(0, this.cursor);
      if (direction < 0) this._historyPrev();
      else this._historyNext();
      return;
    }
    this[kWantedColumn] = moved.wanted;
    this._moveCursor(moved.cursor - this.cursor);
  },

  [kHistoryMove](direction) {
    if (this.history.length === 0 || (direction > 0 ? this.historyIndex >= this.history.length : this.historyIndex < 0)) return;
    const search = this[kHistorySearchText]();
    let index = this.historyIndex + direction;
    while (index >= 0 && index < this.history.length &&
           (!this.history[index].startsWith(search) || this.line === fromEntry(this.history[index]))) {
      index += direction;
    }
    this[kBeforeEdit](this.line, this.cursor);
    if (index < 0) {
      this.historyIndex = -1;
      this.line = search;
    } else if (index >= this.history.length) {
      this.historyIndex = this.history.length;
      this.line = search;
    } else {
      this.historyIndex = index;
      this.line = fromEntry(this.history[index]);
    }
    this.cursor = this.line.length;
    this._refreshLine();
  },

  _historyPrev() {
    this[kHistoryMove](1);
  },

  _historyNext() {
    this[kHistoryMove](-1);
  },

  // ---- completion

  _tabComplete(lastWasTab) {
    this.pause();
    const text = this.line.slice(0, this.cursor);
    const done = (error, result) => {
      this.resume();
      if (error) {
        this._writeToOutput(`Tab completion error: ${inspect(error)}`);
        return;
      }
      this[kShowCompletions](lastWasTab, result);
    };
    let result;
    try {
      if (this.completer.length === 2) {
        this.completer(text, done);
        return;
      }
      result = this.completer(text);
    } catch (error) {
      done(error);
      return;
    }
    if (typeof result?.then === 'function') result.then((value) => done(null, value), done);
    else done(null, result);
  },

  [kShowCompletions](lastWasTab, result) {
    const completions = result?.[0];
    const completeOn = result?.[1];
    if (!completions || completions.length === 0) return;
    const nonEmpty = completions.filter((entry) => entry !== '');
    const prefix = commonPrefix(nonEmpty);
    if (prefix.startsWith(completeOn) && prefix.length > completeOn.length) {
      this._insertString(prefix.slice(completeOn.length));
      return;
    }
    if (!completeOn.startsWith(prefix)) {
      this[kReplace](this.cursor - completeOn.length, this.cursor, prefix);
      return;
    }
    if (!lastWasTab) return;
    this[kBeforeEdit](this.line, this.cursor);
    const widths = completions.map((entry) => getStringWidth(entry));
    const width = Math.max(...widths) + 2;
    const columns = Math.floor(this.columns / width) || 1;
    const perRow = columns === Infinity ? 1 : columns;
    let output = '\r\n';
    let column = 0;
    let spaces = 0;
    for (let i = 0; i < completions.length; i++) {
      if (completions[i] === '' || column === perRow) {
        output += '\r\n';
        column = 0;
        spaces = 0;
        if (completions[i] === '') continue;
      } else {
        output += ' '.repeat(spaces);
      }
      output += completions[i];
      spaces = width - widths[i];
      column++;
    }
    if (column !== 0) output += '\r\n\r\n';
    this._writeToOutput(output);
    this._refreshLine();
  },

  // ---- keys

  /** Enter: the line is done. */
  _line() {
    const before = this[kTyped];
    const replaces = before !== null &&
      (before.failed || (before.continues && this.historyIndex === -1 && this.line.includes('\n')));
    const { rows } = this._getDisplayPos(this._prompt + shown(this.line));
    this[kTyped] = { line: this.line, cursor: this.cursor, rows, continues: false, failed: false };
    const line = this._addHistory(replaces);
    this.undoStack = [];
    this.redoStack = [];
    this.clearLine();
    this._onLine(line);
  },

  /** The line that Enter has just ended goes on, with one more line where the cursor was. */
  [kContinueLine]() {
    const { line, cursor, rows } = this[kTyped];
    this[kTyped].continues = true;
    this.line = `${line.slice(0, cursor)}\n${line.slice(cursor)}`;
    this.cursor = cursor + 1;
    this.prevRows = rows + 1; // the cursor is below the old text
    if (this.cursor === this.line.length) this._writeToOutput(shown('\n').slice(1));
    else this._refreshLine();
  },

  /** The line that Enter has just ended was no program: its entry in the history goes when the next one comes. */
  [kForgetLine]() {
    if (this[kTyped] !== null) this[kTyped].failed = true;
  },

  _ttyWrite(s, key) {
    key ??= {};
    const previous = this.previousKey;
    this.previousKey = key;
    if (!key.meta || key.name !== 'y') this.yanking = false;
    const isVertical = (key.name === 'up' || key.name === 'down') && !key.ctrl && !key.meta && !key.shift;
    if (!isVertical && this[kSubstringSearch] !== null) {
      this[kSubstringSearch] = null;
      if (this.history.length === this.historyIndex) this.historyIndex = -1;
    }
    if (!isVertical) this[kWantedColumn] = -1;
    if (typeof key.sequence === 'string') {
      switch (key.sequence.charCodeAt(0)) {
        case 0x1f: return this[kUndo]();
        case 0x1e: return this[kRedo]();
      }
    }
    if (key.name === 'escape') return undefined;
    if (key.ctrl && key.shift) return this[kCtrlShiftKey](key);
    if (key.ctrl) return this[kCtrlKey](key);
    if (key.meta) return this[kMetaKey](key);
    return this[kPlainKey](s, key, previous);
  },

  [kCtrlShiftKey](key) {
    if (key.name === 'backspace') this._deleteLineLeft();
    else if (key.name === 'delete') this._deleteLineRight();
  },

  [kGiveUp](key) {
    this[kQuestionReject]?.(new AbortError(`Aborted with Ctrl+${key}`));
    this.close();
  },

  [kCtrlKey](key) {
    switch (key.name) {
      case 'c':
        if (this.listenerCount('SIGINT') > 0) this.emit('SIGINT');
        else this[kGiveUp]('C');
        break;
      case 'h': this._deleteLeft(); break;
      case 'd':
        if (this.cursor === 0 && this.line.length === 0) this[kGiveUp]('D');
        else if (this.cursor < this.line.length) this._deleteRight();
        break;
      case 'u': this._deleteLineLeft(); break;
      case 'k': this._deleteLineRight(); break;
      case 'a': this._moveCursor(-Infinity); break;
      case 'e': this._moveCursor(+Infinity); break;
      case 'b': this._moveCursor(-charLengthLeft(this.line, this.cursor)); break;
      case 'f': this._moveCursor(+charLengthAt(this.line, this.cursor)); break;
      case 'l':
        cursorTo(this.output, 0, 0);
        clearScreenDown(this.output);
        this._refreshLine();
        break;
      case 'n': this._historyNext(); break;
      case 'p': this._historyPrev(); break;
      case 'y': this[kYank](); break;
      case 'z': this[kSuspend](); break;
      case 'w':
      case 'backspace': this._deleteWordLeft(); break;
      case 'delete': this._deleteWordRight(); break;
      case 'left': this._wordLeft(); break;
      case 'right': this._wordRight(); break;
    }
  },

  [kSuspend]() {
    if (this.listenerCount('SIGTSTP') > 0) {
      this.emit('SIGTSTP');
      return;
    }
    process.once('SIGCONT', () => {
      if (!this.paused) {
        this.pause();
        this.emit('SIGCONT');
      }
      this._setRawMode(true);
      this._refreshLine();
    });
    this._setRawMode(false);
    process.kill(process.pid, 'SIGTSTP');
  },

  [kMetaKey](key) {
    switch (key.name) {
      case 'b': this._wordLeft(); break;
      case 'f': this._wordRight(); break;
      case 'd':
      case 'delete': this._deleteWordRight(); break;
      case 'backspace': this._deleteWordLeft(); break;
      case 'y': this[kYankPop](); break;
    }
  },

  [kPlainKey](s, key, previous) {
    if (key.name !== 'enter') this.sawReturnAt = 0; // only a \n right behind belongs to it
    switch (key.name) {
      case 'return':
        this.sawReturnAt = Date.now();
        this._line();
        break;
      case 'enter':
        // \n of \r\n
        if (!this.sawReturnAt || Date.now() - this.sawReturnAt > this.crlfDelay) this._line();
        this.sawReturnAt = 0;
        break;
      case 'backspace': this._deleteLeft(); break;
      case 'delete': this._deleteRight(); break;
      case 'left': this._moveCursor(-charLengthLeft(this.line, this.cursor)); break;
      case 'right': this._moveCursor(+charLengthAt(this.line, this.cursor)); break;
      case 'home': this._moveCursor(-Infinity); break;
      case 'end': this._moveCursor(+Infinity); break;
      case 'up': this[kMoveVertically](-1, key.shift); break;
      case 'down': this[kMoveVertically](1, key.shift); break;
      case 'tab':
        if (typeof this.completer === 'function' && this.isCompletionEnabled && !this[kIsPasting]) {
          this._tabComplete(previous?.name === 'tab');
          break;
        }
      // falls through
      default:
        this[kInsertText](s);
    }
  },

  [kInsertText](s) {
    if (typeof s !== 'string' || s === '') return;
    let at = 0;
    let match;
    lineEnding.lastIndex = 0;
    while ((match = lineEnding.exec(s)) !== null) {
      this._insertString(s.slice(at, match.index));
      at = lineEnding.lastIndex;
      this._line();
      lineEnding.lastIndex = at;
    }
    if (at < s.length) this._insertString(s.slice(at));
  },
};

methods._getCursorPos = methods.getCursorPos; // the name of old, by which programs still ask

/** Puts the methods on Interface.prototype. */
function extend(Interface) {
  for (const name of Reflect.ownKeys(methods)) {
    Object.defineProperty(Interface.prototype, name, {
      __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: false,
    });
  }
}

module.exports = { extend };

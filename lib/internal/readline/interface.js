// SPDX-License-Identifier: MIT
// The Interface of readline: lines from a stream, with prompt, questions, and (in editor.js) editing and
// history on a terminal.
'use strict';

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const { validateAbortSignal, validateArray, validateNumber, validateString, validateUint32 } =
  require('internal/validators');
const { kAsk, kCancelQuestion, kStartEditing } = require('internal/readline/utils');
const { kEmptyObject } = require('internal/util');

const kHistorySize = 30;
const kMinCrlfDelay = 100;
const kDecoder = Symbol('decoder');
const kPartial = Symbol('partial line');
const kReturnAt = Symbol('time of the last \\r');
const kQuestion = Symbol('question callback');
const kOldPrompt = Symbol('prompt before a question');
const kForgetSignal = Symbol('signal of the question'); // leaves that of the last one

/**
 * Appends the whole lines of text to lines. Ends are \n, \r\n, \r, U+2028 and U+2029: each kind is searched for on its
 * own, for that is fast, and again only when it has been passed.
 * @returns {number} where the rest begins, that has no end yet
 */
function splitLines(text, lines) {
  const next = (end, from) => {
    const at = text.indexOf(end, from);
    return at === -1 ? Infinity : at;
  };
  let lf = next('\n', 0), cr = next('\r', 0), ls = next('\u2028', 0), ps = next('\u2029', 0);
  let at = 0;
  if (cr === Infinity && ls === Infinity && ps === Infinity) {
    for (; lf !== -1 && lf !== Infinity; lf = text.indexOf('\n', at)) {
      lines.push(text.slice(at, lf));
      at = lf + 1;
    }
    return at;
  }
  for (let end; (end = Math.min(lf, cr, ls, ps)) !== Infinity;) {
    lines.push(text.slice(at, end));
    at = end === cr && lf === cr + 1 ? end + 2 : end + 1;
    if (lf < at) lf = next('\n', at);
    if (cr < at) cr = next('\r', at);
    if (ls < at) ls = next('\u2028', at);
    if (ps < at) ps = next('\u2029', at);
  }
  return at;
}

/** Options in their several spellings -> one object. */
function readOptions(input, output, completer, terminal) {
  if (!input?.input) return { input, output, completer, terminal };
  // By name: options may be inherited, or getters of a class.
  const { output: to, completer: complete, terminal: isTerminal, signal, historySize, history, removeHistoryDuplicates,
          tabSize, prompt, escapeCodeTimeout, crlfDelay, input: from } = input;
  if (signal) validateAbortSignal(signal, 'options.signal');
  return {
    input: from, output: to, completer: complete, terminal: isTerminal, signal, historySize, history, removeHistoryDuplicates,
    tabSize, prompt, escapeCodeTimeout, crlfDelay,
  };
}

function checkOptions(o) {
  if (o.tabSize !== undefined) validateUint32(o.tabSize, 'tabSize', true);
  if (o.escapeCodeTimeout !== undefined) {
    if (!Number.isFinite(o.escapeCodeTimeout)) throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', o.escapeCodeTimeout);
  }
  if (o.history === undefined) o.history = [];
  else validateArray(o.history, 'history');
  if (o.historySize === undefined) o.historySize = kHistorySize;
  validateNumber(o.historySize, 'size', 0);
  if (o.completer !== undefined && typeof o.completer !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('completer', o.completer);
  }
}

/** Sets up an Interface; a function so that it can be called without `new`. */
function setup(rl, input, output, completer, terminal) {
  const o = readOptions(input, output, completer, terminal);
  checkOptions(o);
  rl.terminal = o.terminal === undefined && !(o.output === null || o.output === undefined) ?
    !!o.output.isTTY : !!o.terminal;
  rl.line = '';
  rl.cursor = rl.terminal ? 0 : undefined;
  rl.isCompletionEnabled = true;
  rl.tabSize = o.tabSize ?? 8;
  rl.escapeCodeTimeout = o.escapeCodeTimeout ?? 500; // as for keys without an Interface
  rl.output = o.output;
  rl.input = o.input;
  rl.history = o.history;
  rl.historySize = o.historySize;
  rl.historyIndex = -1;
  rl.removeHistoryDuplicates = !!o.removeHistoryDuplicates;
  rl.crlfDelay = o.crlfDelay ? Math.max(kMinCrlfDelay, o.crlfDelay) : kMinCrlfDelay;
  rl.completer = typeof o.completer === 'function' && o.completer.length !== 2 ? withCallback(o.completer) : o.completer;
  rl[kReturnAt] = 0;
  rl[kQuestion] = null;
  rl[kPartial] = '';
  rl._prompt = '> ';
  if (o.prompt !== undefined) rl.setPrompt(o.prompt);
  if (rl.terminal) rl[kStartEditing]();
  else startPlain(rl);
  if (o.signal) stopOnAbort(rl, o.signal);
  rl.input.resume();
}

// Completers that return their answer, or a promise of it.
function withCallback(completer) {
  return (line, callback) => {
    const result = completer(line);
    if (typeof result?.then === 'function') result.then((value) => callback(null, value), callback);
    else callback(null, result);
  };
}

function stopOnAbort(rl, signal) {
  const onAbort = () => rl.close();
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  signal.addEventListener('abort', onAbort, { once: true });
  rl.once('close', () => signal.removeEventListener('abort', onAbort));
}

// Not a terminal: lines as they come.
function startPlain(rl) {
  const { input } = rl;
  rl[kDecoder] = new StringDecoder('utf8');
  const onData = (data) => rl._normalWrite(data);
  const onEnd = () => {
    const rest = rl[kPartial] + rl[kDecoder].end();
    rl[kPartial] = '';
    if (rest.length > 0) rl.emit('line', rest); // nobody has ended it: it answers no question
    rl.close();
  };
  const onError = (error) => rl.emit('error', error);
  input.on('error', onError);
  input.on('data', onData);
  input.on('end', onEnd);
  rl.once('close', () => {
    input.removeListener('data', onData);
    input.removeListener('error', onError);
    input.removeListener('end', onEnd);
  });
}

class Interface extends EventEmitter {
  constructor(input, output, completer, terminal) {
    super();
    setup(this, input, output, completer, terminal);
  }

  get columns() {
    return this.output?.columns || Infinity; // a terminal that does not know its size says 0
  }

  /**
   * Gives the interface another history.
   * @param {{ history?: string[], size?: number, removeHistoryDuplicates?: boolean, filePath?: string,
   *   onHistoryFileLoaded?: (error: Error|null, rl: Interface) => void }} options with the last one the lines of a file,
   *   to which new lines are written
   */
  setupHistoryManager(options) {
    const { history = [], size = kHistorySize, removeHistoryDuplicates = false, onHistoryFileLoaded } = options;
    validateArray(history, 'history');
    validateNumber(size, 'size', 0);
    this.history = history;
    this.historySize = size;
    this.historyIndex = -1;
    this.removeHistoryDuplicates = Boolean(removeHistoryDuplicates);
    if (onHistoryFileLoaded) require('internal/repl/history').setupHistory(this, options.filePath, onHistoryFileLoaded);
  }

  setPrompt(prompt) {
    this._prompt = prompt;
  }

  getPrompt() {
    return this._prompt;
  }

  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else {
      this._writeToOutput(this._prompt);
    }
  }

  question(query, options, callback) {
    callback = typeof options === 'function' ? options : callback;
    if (options === null || typeof options !== 'object') options = kEmptyObject;
    if (options.signal) {
      validateAbortSignal(options.signal, 'options.signal');
      if (options.signal.aborted) return;
      const { signal } = options;
      const onAbort = () => this[kCancelQuestion]();
      if (typeof callback === 'function') {
        const original = callback, forget = () => signal.removeEventListener('abort', onAbort);
        callback = (answer) => {
          forget();
          return original(answer);
        };
        if (!this[kQuestion]) this[kForgetSignal] = forget;
      }
      signal.addEventListener('abort', onAbort, { once: true });
    }
    if (typeof callback === 'function') this[kAsk](query, callback);
  }

  [kAsk](query, callback) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this[kQuestion]) {
      this.prompt();
      return;
    }
    this[kOldPrompt] = this._prompt;
    this.setPrompt(query);
    this[kQuestion] = callback;
    this.prompt();
  }

  [kCancelQuestion]() {
    if (!this[kQuestion]) return;
    this[kQuestion] = null;
    this.setPrompt(this[kOldPrompt]);
    this.clearLine();
  }

  _onLine(line) {
    if (this[kQuestion]) {
      const callback = this[kQuestion];
      this[kQuestion] = null;
      this.setPrompt(this[kOldPrompt]);
      callback(line);
    } else {
      this.emit('line', line);
    }
  }

  _writeToOutput(text) {
    validateString(text, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) this.output.write(text);
  }

  /** Ends the interface; the input stream is only paused. */
  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    this[kForgetSignal]?.();
    this.emit('close');
  }

  [Symbol.dispose]() {
    this.close();
  }

  pause() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  /** Input as if the user had typed it. */
  write(data, key) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  }

  _normalWrite(data) {
    if (data === undefined) return;
    let text = typeof data === 'string' ? data : this[kDecoder].write(data);
    // \r\n may come in two pieces.
    if (this[kReturnAt] && Date.now() - this[kReturnAt] <= this.crlfDelay) {
      if (text.charCodeAt(0) === 10) text = text.slice(1);
      this[kReturnAt] = 0;
    }
    const lines = [];
    const at = splitLines(text, lines);
    if (lines.length === 0) {
      if (text) this[kPartial] += text;
      return;
    }
    if (this[kPartial]) lines[0] = this[kPartial] + lines[0];
    this[kReturnAt] = text.charCodeAt(text.length - 1) === 13 ? Date.now() : 0;
    this[kPartial] = at < text.length ? text.slice(at) : '';
    for (let i = 0; i < lines.length; i++) this._onLine(lines[i]);
  }

  /** The lines, asynchronously. */
  [Symbol.asyncIterator]() {
    if (this._lines === undefined) {
      const { on, kFirstEventParam } = require('internal/events/iterator');
      const lines = on(this, 'line', { close: ['close'], highWaterMark: 1024, [kFirstEventParam]: true });
      const end = lines.return;
      lines.return = (...args) => {
        this.close();
        return end.apply(lines, args);
      };
      this._lines = lines;
    }
    return this._lines;
  }
}

require('internal/readline/editor').extend(Interface);

// By these names programs ask for an open question, and ask their own.
const oldNames = {
  __proto__: null,
  _questionCallback: kQuestion, _oldPrompt: kOldPrompt, _previousKey: 'previousKey', _sawReturnAt: kReturnAt, _line_buffer: kPartial,
};
for (const name in oldNames) {
  Object.defineProperty(Interface.prototype, name, {
    __proto__: null, configurable: true, get() { return this[oldNames[name]]; }, set(value) { this[oldNames[name]] = value; },
  });
}

module.exports = { Interface, setup };

// SPDX-License-Identifier: MIT
// What the REPL shows in grey while a line is being typed: the rest of the only possible completion, and the
// result, as far as it can be had without side effects.
'use strict';

const { Connection, contextId } = internalBinding('inspector');
const { inspect } = require('internal/util/inspect');
const { clearLine, cursorTo, moveCursor } = require('internal/readline/callbacks');
const { commonPrefix } = require('internal/readline/utils');
const { kIsPasting } = require('internal/readline/keys');

const grey = (text) => `\u001b[90m${text}\u001b[39m`;
const kTimeout = 333; // ms that an evaluation may take
const kMaxColumns = 250;
const inspectOptions = {
  __proto__: null, colors: false, depth: 1, breakLength: Infinity, compact: true, customInspect: false, maxArrayLength: 10,
};
// These say only that the line is not complete yet.
const silentErrors = new Set(['SyntaxError', 'ReferenceError', 'EvalError']);

class Preview {
  #repl;
  #connection;
  #response;
  #nextId = 1;
  #completion = null;
  #result = null;
  #escaped = null; // the line for which the user wants no completion

  constructor(repl) {
    this.#repl = repl;
    repl.once('close', () => this.#connection?.disconnect());
  }

  /** Before a key is worked on: the grey parts go away; the key may accept the completion. */
  clear(key) {
    const repl = this.#repl;
    if (this.#result !== null) {
      const rows = this.#rowsBelow() + 1;
      moveCursor(repl.output, 0, rows);
      clearLine(repl.output, 0);
      moveCursor(repl.output, 0, -rows);
      this.#result = null;
    }
    if (this.#completion === null) return;
    const text = this.#completion;
    this.#completion = null;
    clearLine(repl.output, 1);
    if (key === undefined || key.ctrl || key.shift) return;
    if (key.name === 'escape') {
      this.#escaped = repl.line;
    } else if (repl.cursor === repl.line.length &&
               (key.name === 'right' || ((key.name === 'return' || key.name === 'enter') && !key.meta && this.#escaped !== repl.line))) {
      repl._insertString(text);
    }
  }

  /** After a key. */
  show(completes = true) {
    const repl = this.#repl;
    const { line } = repl;
    if (repl.closed || line === '' || repl.editorMode || repl[kIsPasting] || line.trimStart().startsWith('.') || line.includes('\n')) return;
    if (completes) this.#showCompletion();
    const source = line + (this.#completion ?? '');
    let text = null;
    try {
      text = this.#evaluate(source);
    } catch {
      // No preview then.
    }
    if (text === null || text === source.trim()) return;
    const columns = Math.min(repl.columns, kMaxColumns);
    if (text.length > columns) text = `${text.slice(0, columns - 4)}...`;
    text = text.split(/[\r\n\v]/, 1)[0];
    this.#result = text;
    const rows = this.#rowsBelow();
    moveCursor(repl.output, 0, rows);
    repl.output.write(`\n${repl.useColors ? grey(text) : `// ${text}`}`);
    cursorTo(repl.output, repl.getCursorPos().cols);
    moveCursor(repl.output, 0, -rows - 1);
  }

  #rowsBelow() {
    const repl = this.#repl;
    return repl._getDisplayPos(repl._prompt + repl.line).rows - repl.getCursorPos().rows;
  }

  #showCompletion() {
    const repl = this.#repl;
    if (repl.cursor !== repl.line.length || this.#escaped === repl.line) return;
    let found;
    repl.completer(repl.line, (error, result) => {
      if (!error) found = result;
    });
    if (found === undefined || !found[1]) return;
    const { 0: all, 1: on } = found;
    // Right behind a bracket there are too many things that could be meant.
    if ('([{'.includes(repl.line[repl.line.length - on.length - 1] ?? ' ')) return;
    const names = all.filter((name) => name !== '' && name.startsWith(on));
    const rest = names.length === 0 ? '' : commonPrefix(names).slice(on.length);
    if (rest === '') return;
    this.#completion = rest;
    repl.output.write(grey(rest));
    cursorTo(repl.output, repl.getCursorPos().cols);
  }

  #post(method, params) {
    this.#connection ??= new Connection((text) => {
      const message = JSON.parse(text);
      if (message.id !== undefined) this.#response = message;
    });
    this.#response = undefined;
    this.#connection.dispatch(JSON.stringify({ id: this.#nextId++, method, params }));
    return this.#response?.result;
  }

  // The text to show for a line; null for nothing.
  #evaluate(line) {
    // `{ a: 1 }` is an object, not a block.
    if (/^\s*\{/.test(line) && !/;\s*$/.test(line)) {
      const text = this.#run(`(${line.trim()})`);
      if (text !== undefined) return text;
    }
    return this.#run(line) ?? null;
  }

  // undefined for what is no program.
  #run(expression) {
    const repl = this.#repl;
    const answer = this.#post('Runtime.evaluate', {
      expression, throwOnSideEffect: true, timeout: kTimeout, objectGroup: 'preview',
      contextId: contextId(repl.useGlobal ? undefined : repl.context),
    });
    if (answer?.result === undefined) return null;
    const { exceptionDetails } = answer;
    const object = exceptionDetails?.exception ?? answer.result;
    try {
      if (exceptionDetails !== undefined && object.subtype === 'error') {
        if (object.className === 'SyntaxError') return undefined;
        return silentErrors.has(object.className) ? null : object.description.split('\n    at ', 1)[0];
      }
      return this.#textOf(object);
    } finally {
      this.#post('Runtime.releaseObjectGroup', { objectGroup: 'preview' });
    }
  }

  #textOf({ type, objectId, unserializableValue, value }) {
    if (type === 'undefined') return null;
    if (objectId !== undefined) return inspect(this.#connection.unwrap(objectId), inspectOptions);
    return unserializableValue ?? inspect(value, inspectOptions);
  }
}

module.exports = { Preview };

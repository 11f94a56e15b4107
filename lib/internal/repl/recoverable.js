// SPDX-License-Identifier: MIT
// Input that is not complete yet: the REPL asks for more instead of showing the error.
'use strict';

class Recoverable extends SyntaxError {
  constructor(error) {
    super();
    this.err = error;
  }
}

/** Whether a SyntaxError of `code` would go away if more were typed. */
function isRecoverableError(error, code) {
  const { Parser, tokTypes } = require('internal/deps/acorn/dist/acorn');
  let recoverable = false;
  const Probe = Parser.extend((Base) => class extends Base {
    nextToken() {
      super.nextToken();
      if (this.type === tokTypes.eof) recoverable = true;
    }

    raise(pos, message) {
      if (message === 'Unterminated template' || message === 'Unterminated comment') recoverable = true;
      else if (message === 'Unterminated string constant') {
        const token = this.input.slice(this.lastTokStart, this.pos);
        // Only with a backslash at the end of the line.
        recoverable = /\\(?:\r\n?|\n|\u2028|\u2029)$/.test(token) || /\\$/.test(this.input.trimEnd());
      } else if (recoverable && pos < this.input.trimEnd().length && this.type !== tokTypes.eof) {
        recoverable = false;
      }
      super.raise(pos, message);
    }
  });
  try {
    Probe.parse(code, { __proto__: null, ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
    return error?.message === 'Unexpected end of input';
  } catch {
    return recoverable;
  }
}

/** Option of the REPL that is the program itself. */
const kStandalone = Symbol('kStandaloneREPL');

module.exports = { Recoverable, isRecoverableError, kStandalone };

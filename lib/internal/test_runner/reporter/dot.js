// SPDX-License-Identifier: MIT
// The reporter `dot`: one character a test.
'use strict';

const { formatError, resultLine } = require('internal/test_runner/reporter/spec');

class Formatter {
  #count = 0;
  #failures = [];
  #columns;

  constructor(destination) {
    this.#columns = Math.max(destination?.columns ?? process.stdout.columns ?? 20, 20);
  }

  format({ type, data }) {
    if (type !== 'test:pass' && type !== 'test:fail') return '';
    if (type === 'test:fail') this.#failures.push(data);
    let text = type === 'test:pass' ? '.' : 'X';
    if (++this.#count === this.#columns) {
      text += '\n';
      this.#count = 0;
    }
    return text;
  }

  end() {
    let text = '\n';
    if (this.#failures.length > 0) {
      text += '\nFailed tests:\n\n';
      for (const data of this.#failures) {
        text += resultLine('test:fail', data, '', () => '') + formatError(data.details.error, '  ', false);
      }
    }
    return text;
  }
}

module.exports = { Formatter };

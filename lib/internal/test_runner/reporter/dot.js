// SPDX-License-Identifier: MIT
// The reporter `dot`: one character a test.
'use strict';

const { coverageTable, diagnosticLine, formatError, painter, resultLine } = require('internal/test_runner/reporter/spec');

const passed = '\u001b[32m.\u001b[0m';
const failed = '\u001b[31mX\u001b[0m';

class Formatter {
  #count = 0;
  #failures = [];
  #errors = []; // of coverage that is too low
  #coverage;
  #columns;
  #painter;

  constructor(destination) {
    this.#columns = Math.max(destination?.columns ?? process.stdout.columns ?? 20, 20);
    this.#painter = painter(destination);
  }

  format({ type, data }) {
    if (type === 'test:diagnostic' && data.level === 'error') this.#errors.push(data);
    if (type === 'test:coverage') this.#coverage = data;
    if (type !== 'test:pass' && type !== 'test:fail') return '';
    if (type === 'test:fail') this.#failures.push(data);
    const { colors } = this.#painter;
    let text = type === 'test:pass' ? colors ? passed : '.' : colors ? failed : 'X';
    if (++this.#count === this.#columns) {
      text += '\n';
      this.#count = 0;
    }
    return text;
  }

  end() {
    const { colors, paint } = this.#painter;
    let text = '\n';
    if (this.#errors.length > 0 && this.#coverage !== undefined) {
      for (const data of this.#errors) text += diagnosticLine(data, '', paint);
      text += coverageTable(this.#coverage, '', this.#painter);
    }
    if (this.#failures.length > 0) {
      text += `\n${paint('test:fail')}Failed tests:${paint('white')}\n\n`;
      for (const data of this.#failures) {
        text += resultLine('test:fail', data, '', paint) + formatError(data.details.error, '  ', colors);
      }
    }
    return text;
  }
}

module.exports = { Formatter };

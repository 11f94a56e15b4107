// SPDX-License-Identifier: MIT
// The reporter `spec`: results as an indented tree, the failures once more at the end.
'use strict';

const { relative } = require('path');

const symbols = {
  '__proto__': null,
  'test:fail': '\u2716 ',
  'test:pass': '\u2714 ',
  'test:diagnostic': '\u2139 ',
  'test:coverage': '\u2139 ',
  'arrow:right': '\u25B6 ',
  'hyphen:minus': '\uFE63 ',
  'warning:alert': '\u26A0 ',
};
const paint = {
  '__proto__': null,
  'test:fail': '\u001b[31m',
  'test:pass': '\u001b[32m',
  'info': '\u001b[34m',
  'error': '\u001b[31m',
  'warn': '\u001b[33m',
  'gray': '\u001b[90m',
  'white': '\u001b[39m',
  'yellow': '\u001b[33m',
};

/** A result's line. `painted` gives the colours. */
function resultLine(type, data, pad, painted) {
  let color = painted(type);
  let symbol = symbols[type];
  let title = data.name;
  const duration = data.details?.duration_ms;
  if (duration) title += ` ${painted('gray')}(${duration}ms)${painted('white')}`;
  const attempt = data.details?.passed_on_attempt;
  if (attempt !== undefined) title += ` (passed on attempt ${attempt})`;
  if (data.skip !== undefined) {
    color = painted('gray');
    symbol = symbols['hyphen:minus'];
    title += ` # ${typeof data.skip === 'string' && data.skip.length > 0 ? data.skip : 'SKIP'}`;
  } else if (data.todo !== undefined) {
    if (type === 'test:fail') {
      color = painted('yellow');
      symbol = symbols['warning:alert'];
    }
    title += ` # ${typeof data.todo === 'string' && data.todo.length > 0 ? data.todo : 'TODO'}`;
  } else if (data.expectFailure !== undefined) {
    title += ' # EXPECTED FAILURE';
  }
  return `${pad}${color}${symbol}${title}${painted('white')}\n`;
}

/** The colours of a destination: by name, empty without colours. */
function painter(destination = process.stdout) {
  let colors = false;
  try {
    colors = require('internal/util/colors').shouldColorize(destination);
  } catch { /* no colours */ }
  return { colors, columns: destination.columns, paint: colors ? (name) => paint[name] : () => '' };
}

const diagnosticLine = (data, pad, painted) =>
  `${painted(data.level ?? 'info')}${pad}${symbols['test:diagnostic']}${data.message}${painted('white')}\n`;

function interruption(tests, painted) {
  let text = `\n${painted('yellow')}Interrupted while running:${painted('white')}\n\n`;
  for (const { name, nesting, file, line, column } of tests) {
    const place = file ? ` ${painted('gray')}(${relative(process.cwd(), file)}:${line}:${column})${painted('white')}` : '';
    text += `${'  '.repeat(nesting)}${painted('yellow')}${symbols['warning:alert']}${painted('white')}${name}${place}\n`;
  }
  return text;
}

const coverageTable = (data, pad, { colors, columns }) =>
  require('internal/test_runner/coverage_report').report(pad, data.summary, symbols['test:coverage'], colors, columns);

class Formatter {
  #stack = [];
  #reported = [];
  #failures = [];
  #painter;

  constructor(destination) {
    this.#painter = painter(destination);
  }

  #paint(name) {
    return this.#painter.paint(name);
  }

  #pad(nesting) {
    return '  '.repeat(nesting);
  }

  format({ type, data }) {
    switch (type) {
      case 'test:fail':
        if (data.details?.error?.failureType !== 'subtestsFailed') this.#failures.push(data);
        return this.#result(type, data);
      case 'test:pass':
        return this.#result(type, data);
      case 'test:start':
        this.#stack.unshift({ data, type });
        return '';
      case 'test:stderr':
      case 'test:stdout':
        return data.message;
      case 'test:diagnostic':
      case 'test:log':
        return diagnosticLine(data, this.#pad(data.nesting), this.#painter.paint);
      case 'test:interrupted':
        return interruption(data.tests, this.#painter.paint);
      case 'test:coverage':
        return coverageTable(data, this.#pad(data.nesting), this.#painter);
    }
    return '';
  }

  // Headings of the suites around a result that have not been printed yet.
  #headings(data) {
    let text = '';
    const index = this.#stack.findIndex((entry) => entry.data.name === data.name && entry.data.nesting === data.nesting);
    if (index !== -1) this.#stack.splice(index, 1);
    for (let i = this.#stack.length - 1; i >= 0; i--) {
      const parent = this.#stack[i].data;
      if (parent.nesting >= data.nesting || this.#stack[i].printed) continue;
      this.#stack[i].printed = true;
      this.#reported.unshift(parent);
      text += `${this.#pad(parent.nesting)}${symbols['arrow:right']}${parent.name}\n`;
    }
    return text;
  }

  #result(type, data) {
    const headings = this.#headings(data);
    const at = this.#reported.findIndex((r) => r.nesting === data.nesting && r.name === data.name);
    if (at !== -1) this.#reported.splice(at, 1);
    return headings + this.#line(type, data, this.#pad(data.nesting));
  }

  #line(type, data, pad) {
    return resultLine(type, data, pad, this.#painter.paint);
  }

  /** The failures once more. */
  end() {
    if (this.#failures.length === 0) return '';
    let text = `\n${this.#paint('test:fail')}${symbols['test:fail']}failing tests:${this.#paint('white')}\n`;
    for (const data of this.#failures) {
      text += '\n';
      if (data.file) text += `test at ${relative(process.cwd(), data.file)}:${data.line}:${data.column}\n`;
      text += this.#line('test:fail', data, '');
      text += formatError(data.details.error, '  ', this.#painter.colors);
    }
    this.#failures = [];
    return text;
  }
}

/** The error behind a failure, indented. */
function formatError(error, pad, colors) {
  if (!error) return '';
  const shown = error.code === 'ERR_TEST_FAILURE' && 'cause' in error ? error.cause : error;
  const text = require('internal/util/inspect').inspect(shown, { __proto__: null, colors, breakLength: Infinity });
  return `${pad}${text.replaceAll('\n', `\n${pad}`)}\n`;
}

module.exports = { coverageTable, diagnosticLine, Formatter, formatError, painter, resultLine };

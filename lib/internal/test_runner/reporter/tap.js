// SPDX-License-Identifier: MIT
// The reporter `tap`: Test Anything Protocol, version 13.
'use strict';

const { inspectWithNoCustomRetry } = require('internal/errors');

const escape = (text) => `${text}`.replaceAll('\b', '\\b').replaceAll('\f', '\\f').replaceAll('\t', '\\t')
  .replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\v', '\\v').replaceAll('\\', '\\\\')
  .replaceAll('#', '\\#');

function indent(nesting) {
  return '    '.repeat(nesting);
}

function yamlBlock(name, pad, lines) {
  let text = `${pad}${name}: |-\n`;
  for (const line of lines) text += `${pad}  ${line}\n`;
  return text;
}

function yaml(name, value, pad) {
  if (value === null) return `${pad}${name}: null\n`;
  if (typeof value === 'string') {
    const lines = value.split(/\r?\n/);
    if (lines.length > 1) return yamlBlock(name, pad, lines);
    return `${pad}${name}: ${quote(value)}\n`;
  }
  if (typeof value !== 'object') {
    return `${pad}${name}: ${typeof value === 'number' || typeof value === 'boolean' ? value : inspect(value)}\n`;
  }
  let text = `${pad}${name}:\n`;
  const keys = Object.keys(value);
  for (const key of keys) text += yaml(key, value[key], `${pad}  `);
  return text;
}

function inspect(value) {
  return inspectWithNoCustomRetry(value, { __proto__: null, colors: false, breakLength: Infinity });
}
function quote(text) {
  return require('internal/util/inspect').inspect(text);
}

function stackLines(stack) {
  const lines = [];
  for (const line of stack.split('\n')) {
    const match = /^\s+at\s+(.*)$/.exec(line);
    if (match !== null) lines.push(match[1]);
  }
  return lines;
}

function errorDetails(error, pad) {
  let { message, code, failureType } = { message: error.message, code: error.code, failureType: error.failureType };
  let { stack } = error;
  let name;
  const { cause } = error;
  const extra = [];
  if (code === 'ERR_TEST_FAILURE') {
    if (failureType === 'testCodeFailure' || failureType === 'uncaughtException' || failureType === 'unhandledRejection' || failureType === 'hookFailed') {
      if (cause !== null && typeof cause === 'object') {
        message = cause.message ?? message;
        stack = cause.stack ?? stack;
        code = cause.code ?? code;
        name = cause.name;
        if (code === 'ERR_ASSERTION') {
          extra.push(['name', name]);
          if ('expected' in cause) extra.push(['expected', cause.expected]);
          if ('actual' in cause) extra.push(['actual', cause.actual]);
          if (cause.operator) extra.push(['operator', cause.operator]);
        } else if (name !== undefined && name !== 'Error') {
          extra.push(['name', name]);
        }
      } else if (cause !== undefined) {
        stack = undefined;
        message = typeof cause === 'string' ? cause : inspect(cause);
      }
    } else {
      if (typeof cause === 'string') message = cause;
    }
  } else if (error.name && error.name !== 'Error') {
    extra.push(['name', error.name]);
  }
  let text = '';
  if (failureType !== undefined) text += yaml('failureType', failureType, pad);
  if (error.exitCode !== undefined) { // of a file
    for (const key of ['exitCode', 'signal']) text += error[key] === null ? `${pad}${key}: ~\n` : yaml(key, error[key], pad);
  }
  text += yaml('error', `${message}`, pad);
  if (code !== undefined) text += yaml('code', code, pad);
  for (const { 0: key, 1: value } of extra) {
    text += value !== null && typeof value === 'object' ? yaml(key, value, pad) :
      value === undefined ? '' : yaml(key, value, pad);
  }
  if (typeof stack === 'string') {
    const lines = stackLines(stack);
    if (lines.length > 0) text += yamlBlock('stack', pad, lines);
  }
  return text;
}

class Formatter {
  begin() {
    return 'TAP version 13\n';
  }

  format({ type, data }) {
    switch (type) {
      case 'test:pass': return this.#result('ok', data);
      case 'test:fail': return this.#result('not ok', data);
      case 'test:plan': return `${indent(data.nesting)}1..${data.count}\n`;
      case 'test:start': return `${indent(data.nesting)}# Subtest: ${escape(data.name)}\n`;
      case 'test:diagnostic':
      case 'test:log': return `${indent(data.nesting)}# ${escape(data.message)}\n`;
      case 'test:interrupted':
        return data.tests.map(({ name, file, line, column }) =>
          `# Interrupted while running: ${escape(name)}${file ? ` at ${file}:${line}:${column}` : ''}\n`).join('');
      case 'test:stderr':
      case 'test:stdout': {
        let text = '';
        for (const line of data.message.split(/\r?\n/)) if (line.length > 0) text += `# ${escape(line)}\n`;
        return text;
      }
      case 'test:coverage':
        return require('internal/test_runner/coverage_report').report(indent(data.nesting), data.summary, '# ', false);
    }
    return '';
  }

  #result(status, data) {
    const pad = indent(data.nesting);
    let line = `${pad}${status} ${data.testNumber} - ${escape(data.name)}`;
    if (data.skip !== undefined) line += ` # SKIP${typeof data.skip === 'string' && data.skip.length > 0 ? ` ${escape(data.skip)}` : ''}`;
    else if (data.todo !== undefined) line += ` # TODO${typeof data.todo === 'string' && data.todo.length > 0 ? ` ${escape(data.todo)}` : ''}`;
    else if (data.expectFailure !== undefined) {
      line += ` # EXPECTED FAILURE${typeof data.expectFailure === 'string' ? ` ${escape(data.expectFailure)}` : ''}`;
    }
    const inner = `${pad}  `;
    line += `\n${inner}---\n`;
    line += yaml('duration_ms', data.details.duration_ms, inner);
    if (data.details.type !== undefined) line += yaml('type', data.details.type, inner);
    const { error } = data.details;
    if (error) {
      if (data.file) line += `${inner}location: '${data.file}:${data.line}:${data.column}'\n`;
      line += errorDetails(error, inner);
    }
    return `${line}${inner}...\n`;
  }
}

module.exports = { Formatter };

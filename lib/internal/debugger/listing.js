// SPDX-License-Identifier: MIT
// Source lines around a place: '>' where the program stands, '*' where breakpoints are.
'use strict';

const green = (text) => `\u001b[32m${text}\u001b[39m`;

// The token at a column, in green.
function markColumn(text, column) {
  const token = /^(?:[\w$]+|[^\s\w$]+)/.exec(text.slice(column));
  const end = column + (token?.[0].length ?? 0);
  return text.slice(0, column) + green(text.slice(column, end)) + text.slice(end);
}

/**
 * @param {string[]} lines of the script
 * @param {{ line: number, column: number, delta: number, isBreakpoint: (line: number) => boolean, colors: boolean }} where lines from 0
 */
function listing(lines, { line, column, delta, isBreakpoint, colors }) {
  const first = Math.max(0, line - delta);
  const last = Math.min(lines.length - 1, line + delta);
  const width = Math.max(2, `${last + 1}`.length);
  let text = '';
  for (let i = first; i <= last; i++) {
    const mark = i === line ? '>' : isBreakpoint(i) ? '*' : ' ';
    const source = i === line && colors ? markColumn(lines[i], column) : lines[i];
    text += `${i === first ? '' : '\n'}${mark}${`${i + 1}`.padStart(width)} ${source}`;
  }
  return text;
}

module.exports = { listing };

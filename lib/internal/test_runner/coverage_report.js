// SPDX-License-Identifier: MIT
// The table of a coverage summary, as the reporters `spec` and `tap` print it.
'use strict';

const { relative, sep } = require('path');

const titles = ['line %', 'branch %', 'funcs %'];
const percents = ['coveredLinePercent', 'coveredBranchPercent', 'coveredFunctionPercent'];
const linesTitle = 'uncovered lines';
const minLinesWidth = 4;
const minNameWidth = 10;

const blue = '\u001b[34m';
const reset = '\u001b[39m';

function colorOf(percent) {
  if (percent > 90) return '\u001b[32m';
  return percent > 50 ? '\u001b[33m' : '\u001b[31m'; // also of what has none
}

/** [1, 2, 3, 7] -> '1-3 7' */
function formatLines(lines) {
  const parts = [];
  for (let i = 0; i < lines.length; i++) {
    const start = lines[i];
    while (lines[i + 1] === lines[i] + 1) i++;
    parts.push(start === lines[i] ? `${start}` : `${start}-${lines[i]}`);
  }
  return parts.join(' ');
}

// Files below the folders they are in: { name, depth, file? }, in the order of the files.
function rowsOf({ files, workingDirectory }) {
  const root = { __proto__: null, folders: new Map(), rows: [] };
  const flatten = (node, depth, out) => {
    for (const { name, file, folder } of node.rows) {
      out.push({ name, depth, file });
      if (folder !== undefined) flatten(folder, depth + 1, out);
    }
    return out;
  };
  for (const file of files) {
    let node = root;
    const parts = relative(workingDirectory, file.path).split(sep);
    const base = parts.pop();
    for (const part of parts) {
      let folder = node.folders.get(part);
      if (folder === undefined) {
        folder = { __proto__: null, folders: new Map(), rows: [] };
        node.folders.set(part, folder);
        node.rows.push({ name: part, folder });
      }
      node = folder;
    }
    node.rows.push({ name: base, file });
  }
  return flatten(root, 0, []);
}

const cut = (text, width) => (text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0))}\u2026`);

/**
 * @param {string} indent
 * @param {object} summary of a 'test:coverage' event
 * @param {string} symbol in front of each line
 * @param {boolean} colors
 * @param {number} [columns] width of the terminal; wider tables are cut
 * @returns {string} lines, each ended
 */
function report(indent, summary, symbol, colors, columns) {
  const prefix = `${indent}${symbol}`;
  const rows = rowsOf(summary);
  let nameWidth = 'all files'.length;
  let longest = 0;
  let deepest = 0;
  let linesWidth = linesTitle.length;
  for (const row of rows) {
    row.lines = row.file === undefined ? '' :
      formatLines(row.file.lines.filter(({ count }) => count === 0).map(({ line }) => line));
    longest = Math.max(longest, row.name.length);
    deepest = Math.max(deepest, row.depth);
    linesWidth = Math.max(linesWidth, row.lines.length);
  }
  nameWidth = Math.max(nameWidth, longest + deepest + (colors ? 2 : 0)); // Node's tables are wider in colour
  const fixed = titles.reduce((sum, title) => sum + title.length + 3, 3);
  if (columns > 0) {
    const room = columns - prefix.length - fixed;
    linesWidth = Math.max(Math.min(linesWidth, room - nameWidth), minLinesWidth);
    nameWidth = Math.max(Math.min(nameWidth, room - linesWidth), minNameWidth);
  }
  const paint = (text, percent) => (colors ? `${colorOf(percent)}${text}${blue}` : text);
  const nameCell = (name, depth, file) => {
    const width = nameWidth - depth;
    const text = cut(name, width).padEnd(width);
    return ' '.repeat(depth) + (file === undefined ? text : paint(text, file.coveredLinePercent));
  };
  const line = (name, cells, lines) => `${prefix}${name} | ${cells.join(' | ')} | ${cut(lines, linesWidth)}\n`;
  const cellsOf = (sums) => titles.map((title, i) => (sums === undefined ? paint(' '.repeat(title.length)) :
    paint(sums[percents[i]].toFixed(2).padStart(title.length), sums[percents[i]])));
  const rule = `${prefix}${'-'.repeat(fixed + nameWidth + linesWidth + 1)}\n`;

  let text = `${colors ? blue : ''}${prefix}start of coverage report\n${rule}`;
  text += line(nameCell('file', 0), titles.map((title) => paint(title)), linesTitle) + rule;
  for (const { name, depth, file, lines } of rows) text += line(nameCell(name, depth, file), cellsOf(file), lines);
  text += `${rule}${line(nameCell('all files', 0), cellsOf(summary.totals), '')}${rule}`;
  return `${text}${prefix}end of coverage report\n${colors ? reset : ''}`;
}

module.exports = { report };

// SPDX-License-Identifier: MIT
// A line of several lines: how it is shown, how the history keeps it, and the cursor's way up and down in it.
'use strict';

const kPrefix = '| '; // of every line but the first

/** The text as it stands on the screen. */
function shown(line) {
  return line.includes('\n') ? line.replaceAll('\n', `\n${kPrefix}`) : line;
}

/** As an entry of the history, whose newest comes first: the last line first too, '\r' between them. */
function toEntry(line) {
  return line.includes('\n') ? line.split('\n').reverse().join('\r') : line;
}

/** An entry of the history as it was typed. */
function fromEntry(entry) {
  return entry.includes('\r') ? entry.split('\r').reverse().join('\n') : entry;
}

/**
 * Where the cursor goes with up (-1) or down (1).
 * @param {number} wanted column; -1: that of the cursor
 * @returns {{ cursor: number, wanted: number } | undefined} undefined: there is no line in that direction
 */
function moveInLines(line, cursor, direction, wanted) {
  const lines = line.split('\n');
  let row = 0;
  let start = 0; // of the cursor's row
  while (cursor > start + lines[row].length) start += lines[row++].length + 1;
  const target = row + direction;
  if (target < 0 || target >= lines.length) return undefined;
  if (wanted === -1) wanted = cursor - start;
  const from = direction < 0 ? start - lines[target].length - 1 : start + lines[row].length + 1;
  return { cursor: from + Math.min(wanted, lines[target].length), wanted };
}

module.exports = { fromEntry, moveInLines, shown, toEntry };

// SPDX-License-Identifier: MIT
'use strict';

// The shortest edit script between two lists (Myers), for util.diff() and assertion messages.

const DELETE = -1;
const KEEP = 0;
const INSERT = 1;

/** Lines that differ only in a comma at the end are the same to assert. */
function same(a, b, ignoreComma) {
  if (a === b) return true;
  if (!ignoreComma) return false;
  return `${a},` === b || a === `${b},`;
}

/**
 * @param {string[]} actual
 * @param {string[]} expected
 * @param {boolean} [ignoreComma]
 * @returns {[number, string][]} from the end to the start: 1 only in actual, -1 only in expected, 0 in both
 */
function myersDiff(actual, expected, ignoreComma = false) {
  const max = actual.length + expected.length;
  const furthest = new Int32Array(2 * max + 2);
  const trace = [];
  for (let edits = 0; edits <= max; edits++) {
    trace.push(furthest.slice(max - edits, max + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const offset = diagonal + max;
      const down = diagonal === -edits ||
        (diagonal !== edits && furthest[offset - 1] < furthest[offset + 1]);
      let x = down ? furthest[offset + 1] : furthest[offset - 1] + 1;
      let y = x - diagonal;
      while (x < actual.length && y < expected.length && same(actual[x], expected[y], ignoreComma)) {
        x++;
        y++;
      }
      furthest[offset] = x;
      if (x >= actual.length && y >= expected.length) return backtrack(trace, actual, expected, ignoreComma);
    }
  }
  return [];
}

function backtrack(trace, actual, expected, ignoreComma) {
  const result = [];
  let x = actual.length;
  let y = expected.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    // trace[edits] holds the diagonals -edits … edits + 1 as they were before this round.
    const at = (diagonal) => trace[edits][diagonal + edits];
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const before = down ? diagonal + 1 : diagonal - 1;
    const beforeX = edits === 0 ? 0 : at(before);
    const beforeY = beforeX - before;
    while (x > beforeX && y > beforeY && (edits > 0 || (x > 0 && y > 0))) {
      const shown = ignoreComma && actual[x - 1] !== expected[y - 1] && !actual[x - 1].endsWith(',') ?
        expected[y - 1] : actual[x - 1];
      result.push([KEEP, shown]);
      x--;
      y--;
    }
    if (edits === 0) break;
    if (x > beforeX) result.push([INSERT, actual[--x]]);
    else result.push([DELETE, expected[--y]]);
  }
  return result;
}

function toList(value, name) {
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  const { validateString } = require('internal/validators');
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) validateString(value[i], `${name}[${i}]`); // holes, too
    return value;
  }
  if (typeof value !== 'string') throw new ERR_INVALID_ARG_TYPE(name, 'string', value);
  return value.split('');
}

/**
 * How `expected` becomes `actual`.
 * @param {string|string[]} actual by characters, or by items
 * @param {string|string[]} expected
 * @returns {[number, string][]} -1 only in expected, 0 in both, 1 only in actual; empty if equal
 */
function diff(actual, expected) {
  if (actual === expected) return [];
  const left = toList(actual, 'actual');
  const right = toList(expected, 'expected');
  return myersDiff(left, right).reverse();
}

module.exports = { diff, myersDiff };

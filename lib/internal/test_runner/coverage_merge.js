// SPDX-License-Identifier: MIT
// Counts of the same script from several processes and threads, added up.
'use strict';

const contains = (outer, inner) => outer.startOffset <= inner.startOffset && inner.endOffset <= outer.endOffset;
const keyOf = (range) => `${range.startOffset}-${range.endOffset}`;

// Parts of two lists of ranges that lie in both.
function intersect(a, b) {
  const out = [];
  for (const x of a) {
    for (const y of b) {
      const startOffset = Math.max(x.startOffset, y.startOffset);
      const endOffset = Math.min(x.endOffset, y.endOffset);
      if (startOffset < endOffset) out.push({ startOffset, endOffset, count: 0 });
    }
  }
  return out;
}

// What only one side tells apart lies in a block that the other side entered as a whole, so that its count is
// not known for both: it goes. What nobody entered stays.
function mergeRanges(a, b) {
  const { 0: whole, ...rest } = a;
  const merged = [{ ...whole, count: whole.count + b[0].count }];
  const others = new Map(b.slice(1).map((range) => [keyOf(range), range]));
  const zeros = { mine: [], theirs: [] };
  for (const range of Object.values(rest)) {
    const same = others.get(keyOf(range));
    if (same === undefined) {
      if (range.count === 0) zeros.mine.push(range);
      continue;
    }
    others.delete(keyOf(range));
    merged.push({ ...range, count: range.count + same.count });
  }
  for (const range of others.values()) if (range.count === 0) zeros.theirs.push(range);
  for (const range of merged) {
    // What both left out may also be a part of a larger block on the other side.
    if (range.count !== 0) continue;
    zeros.mine = zeros.mine.filter((other) => !contains(range, other));
    zeros.theirs = zeros.theirs.filter((other) => !contains(range, other));
  }
  merged.push(...intersect(zeros.mine, zeros.theirs));
  // Outer ranges first: inner ones overrule them.
  return merged.sort((x, y) => x.startOffset - y.startOffset || y.endOffset - x.endOffset);
}

function mergeFunction(a, b) {
  if (a.isBlockCoverage && b.isBlockCoverage) {
    a.ranges = mergeRanges(a.ranges, b.ranges);
    return;
  }
  // Without block coverage there is one range: it was not called, or not more is known.
  const detailed = b.isBlockCoverage ? b : a;
  const plain = detailed === a ? b : a;
  const extra = plain.ranges[0].count;
  a.ranges = detailed.ranges.map((range, i) => (i === 0 ? { ...range, count: range.count + extra } : range));
  a.isBlockCoverage = detailed.isBlockCoverage;
}

const functionKey = (fn) => `${fn.functionName} ${keyOf(fn.ranges[0])}`;

/**
 * Adds scripts to what is known.
 * @param {Map<string, { url: string, functions: object[] }>} known by URL
 * @param {{ url: string, functions: object[] }[]} scripts
 */
function mergeScripts(known, scripts) {
  for (const script of scripts) {
    const old = known.get(script.url);
    if (old === undefined) {
      known.set(script.url, script);
      continue;
    }
    const functions = new Map(old.functions.map((fn) => [functionKey(fn), fn]));
    for (const fn of script.functions) {
      const same = functions.get(functionKey(fn));
      if (same === undefined) old.functions.push(fn);
      else mergeFunction(same, fn);
    }
  }
}

module.exports = { mergeScripts };

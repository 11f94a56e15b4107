// SPDX-License-Identifier: MIT
'use strict';

// How the parts of an object are put on lines: on one if they fit, in columns if they are many short
// items of an array, one per line otherwise.

const {
  ArrayPrototypePush,
  MathFloor,
  MathMax,
  MathMin,
  MathRound,
  MathSqrt,
  StringPrototypeIncludes,
  StringPrototypePadEnd,
  StringPrototypePadStart,
  StringPrototypeRepeat,
} = primordials;

// By concatenation: texts of nested objects are not copied again on each level.
const { join, removeColors } = require('internal/util');
const { getStringWidth } = require('internal/util/inspect/strings');

const SEPARATOR = 2; // ", "

function fitsOnLine(ctx, output, start, base) {
  let length = output.length + start;
  if (length + output.length > ctx.breakLength) return false;
  for (let i = 0; i < output.length; i++) {
    length += ctx.colors ? removeColors(output[i]).length : output[i].length;
    if (length > ctx.breakLength) return false;
  }
  return base === '' || !StringPrototypeIncludes(base, '\n');
}

/** Arranges more than six short items in columns, about as wide as they are high. */
function inColumns(ctx, output, value) {
  const count = ctx.maxArrayLength < output.length ? output.length - 1 : output.length;
  const widths = new Array(count);
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = getStringWidth(output[i], ctx.colors);
    widths[i] = width;
    total += width + SEPARATOR;
    if (widest < width) widest = width;
  }
  const cell = widest + SEPARATOR;
  if (cell * 3 + ctx.indentationLvl >= ctx.breakLength || (total / cell <= 5 && widest > 6)) return output;
  // A character is about 2.5 times as high as wide; the bias accounts for uneven widths.
  const biased = MathMax(cell - 3 - MathSqrt(cell - total / output.length), 1);
  const columns = MathMin(
    MathRound(MathSqrt(2.5 * biased * count) / biased),
    MathFloor((ctx.breakLength - ctx.indentationLvl) / cell),
    ctx.compact * 4,
    15);
  if (columns <= 1) return output;
  const columnWidths = [];
  for (let i = 0; i < columns; i++) {
    let width = 0;
    for (let j = i; j < count; j += columns) if (widths[j] > width) width = widths[j];
    ArrayPrototypePush(columnWidths, width + SEPARATOR);
  }
  let pad = StringPrototypePadStart;
  if (value !== undefined) {
    for (let i = 0; i < output.length; i++) {
      if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') {
        pad = StringPrototypePadEnd;
        break;
      }
    }
  }
  const lines = [];
  for (let i = 0; i < count; i += columns) {
    const last = MathMin(i + columns, count) - 1;
    let line = '';
    for (let j = i; j < last; j++) {
      // The padding counts characters, the width columns.
      line += pad(`${output[j]}, `, columnWidths[j - i] + output[j].length - widths[j], ' ');
    }
    line += pad === StringPrototypePadStart ?
      pad(output[last], columnWidths[last - i] + output[last].length - widths[last] - SEPARATOR, ' ') : output[last];
    ArrayPrototypePush(lines, line);
  }
  if (count < output.length) ArrayPrototypePush(lines, output[count]);
  return lines;
}

/**
 * @param {object} ctx
 * @param {string[]} output the parts
 * @param {string} base what stands before the brace
 * @param {string[]} braces
 * @param {boolean} isList whether the parts are items of an array
 * @param {number} depth
 * @param {any} value
 */
function joinParts(ctx, output, base, braces, isList, depth, value) {
  if (ctx.compact === true) {
    if (fitsOnLine(ctx, output, 0, base)) {
      return `${braces[0]}${base ? ` ${base}` : ''} ${join(output, ', ')} ${braces[1]}`;
    }
    const indentation = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
    const start = base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}${indentation}  `;
    return `${braces[0]}${start}${join(output, `,${indentation}  `)} ${braces[1]}`;
  }
  const head = `${base ? `${base} ` : ''}${braces[0]}`;
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    const entries = output.length;
    if (isList && entries > 6) output = inColumns(ctx, output, value);
    if (ctx.currentDepth - depth < ctx.compact && entries === output.length) {
      const start = output.length + ctx.indentationLvl + braces[0].length + base.length + 10;
      if (fitsOnLine(ctx, output, start, base)) {
        const joined = join(output, ', ');
        if (!StringPrototypeIncludes(joined, '\n')) return `${head} ${joined} ${braces[1]}`;
      }
    }
  }
  const indentation = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
  return `${head}${indentation}  ${join(output, `,${indentation}  `)}${indentation}${braces[1]}`;
}

module.exports = { inColumns, joinParts };

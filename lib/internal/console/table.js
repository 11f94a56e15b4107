// SPDX-License-Identifier: MIT
'use strict';

// console.table(): objects as rows in box-drawing characters. Loaded by the first table.

const {
  ArrayIsArray,
  MapPrototypeEntries,
  MathMax,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  SafeMap,
  SetPrototypeValues,
  StringPrototypeRepeat,
} = primordials;

const { getStringWidth, inspect } = require('internal/util/inspect');
const { isMap, isMapIterator, isSet, isSetIterator } = require('internal/util/types');
const { previewEntries } = internalBinding('util');

function line(left, cross, right, widths) {
  let text = left;
  for (let i = 0; i < widths.length; i++) {
    text += `${i > 0 ? cross : ''}${StringPrototypeRepeat('─', widths[i])}`;
  }
  return text + right;
}

function row(cells, widths) {
  let text = '│';
  for (let i = 0; i < cells.length; i++) {
    text += ` ${cells[i]}${StringPrototypeRepeat(' ', widths[i] - getStringWidth(cells[i]) - 1)}│`;
  }
  return text;
}

/** @param {string[]} head @param {string[][]} columns */
function render(head, columns) {
  const widths = [];
  let height = 0;
  for (let i = 0; i < head.length; i++) {
    widths[i] = getStringWidth(head[i]) + 2;
    height = MathMax(height, columns[i].length);
    for (let j = 0; j < columns[i].length; j++) {
      widths[i] = MathMax(widths[i], getStringWidth(columns[i][j] ?? '') + 2);
    }
  }
  let text = `${line('┌', '┬', '┐', widths)}\n${row(head, widths)}\n${line('├', '┼', '┤', widths)}\n`;
  for (let j = 0; j < height; j++) {
    const cells = [];
    for (let i = 0; i < head.length; i++) cells[i] = columns[i][j] ?? '';
    text += `${row(cells, widths)}\n`;
  }
  return text + line('└', '┴', '┘', widths);
}

function numbers(count, show) {
  const list = [];
  for (let i = 0; i < count; i++) list[i] = show(i);
  return list;
}

/** Collections and their iterators; undefined for anything else. */
function ofCollection(data, show) {
  let pairs;
  let values;
  if (isMap(data)) {
    pairs = [];
    for (const [key, value] of MapPrototypeEntries(data)) pairs.push(key, value);
  } else if (isMapIterator(data)) {
    const [items, isKeyValue] = previewEntries(data, true);
    if (isKeyValue) pairs = items;
    else values = items;
  } else if (isSetIterator(data)) {
    values = previewEntries(data);
  } else if (isSet(data)) {
    values = [];
    for (const value of SetPrototypeValues(data)) values.push(value);
  }
  if (pairs !== undefined) {
    const keys = [];
    const shown = [];
    for (let i = 0; i < pairs.length; i += 2) {
      keys.push(show(pairs[i]));
      shown.push(show(pairs[i + 1]));
    }
    return render(['(iteration index)', 'Key', 'Values'], [numbers(keys.length, show), keys, shown]);
  }
  if (values === undefined) return undefined;
  return render(['(iteration index)', 'Values'], [numbers(values.length, show), values.map(show)]);
}

/**
 * @param {object} data
 * @param {string[]} [properties] the columns
 * @param {object} options of inspect()
 * @returns {string}
 */
function table(data, properties, options) {
  const show = (value) => {
    const deep = value !== null && typeof value === 'object' && !ArrayIsArray(value) &&
      ObjectKeys(value).length > 2;
    return inspect(value, { maxArrayLength: 3, breakLength: Infinity, ...options, depth: deep ? -1 : 0 });
  };
  const collection = ofCollection(data, show);
  if (collection !== undefined) return collection;
  const columns = new SafeMap();
  const plain = [];
  let hasPlain = false;
  const index = ObjectKeys(data);
  for (let i = 0; i < index.length; i++) {
    const item = data[index[i]];
    const isPlain = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (isPlain && properties === undefined) {
      hasPlain = true;
      plain[i] = show(item);
    }
    const keys = properties ?? (isPlain ? [] : ObjectKeys(item));
    for (let j = 0; j < keys.length; j++) {
      let column = columns.get(keys[j]);
      if (column === undefined) columns.set(keys[j], column = []);
      column[i] = isPlain || !ObjectPrototypeHasOwnProperty(item, keys[j]) ? '' : show(item[keys[j]]);
    }
  }
  const head = ['(index)'];
  const lists = [index];
  for (const [key, column] of columns) {
    head.push(`${key}`);
    column.length = index.length;
    lists.push(column);
  }
  if (hasPlain) {
    head.push('Values');
    lists.push(plain);
  }
  return render(head, lists);
}

module.exports = { table };

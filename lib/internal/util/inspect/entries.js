// SPDX-License-Identifier: MIT
'use strict';

// The contents of lists and collections for inspect(): one string per item or entry. Each takes
// (ctx, value, depth) and the functions of internal/util/inspect in `f`.

const {
  ArrayPrototypePush,
  ArrayPrototypeSort,
  MapPrototypeEntries,
  MathMax,
  MathMin,
  NumberPrototypeToString,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  SafeArrayIterator,
  SetPrototypeValues,
  StringPrototypePadStart,
  TypedArrayPrototypeGetLength,
  Uint8Array,
  ArrayBufferPrototypeGetDetached,
} = primordials;

const { isArrayBuffer } = require('internal/util/types');
const { getPromiseDetails, previewEntries } = internalBinding('util');

// How the key of a property is shown.
const kNamed = 0; // { key: value }
const kItem = 1; // value
const kExtra = 2; // [ item, key: value ]

function more(count, what = 'item') {
  return `... ${count} more ${what}${count > 1 ? 's' : ''}`;
}

function shown(ctx, length) {
  return MathMin(MathMax(0, ctx.maxArrayLength), length);
}

function formatArray(f, ctx, value, depth) {
  const { length } = value;
  const count = shown(ctx, length);
  const output = [];
  for (let i = 0; i < count; i++) {
    if (!ObjectPrototypeHasOwnProperty(value, i)) return formatSparse(f, ctx, value, depth, count, output, i);
    ArrayPrototypePush(output, f.formatProperty(ctx, value, depth, i, kItem));
  }
  if (length > count) ArrayPrototypePush(output, more(length - count));
  return output;
}

const numberKey = /^(0|[1-9][0-9]*)$/;

/** Goes by keys: holes may be many. `output` has the first `index` items. */
function formatSparse(f, ctx, value, depth, count, output, index) {
  const keys = ObjectKeys(value);
  const empty = (n) => ctx.stylize(`<${n} empty item${n > 1 ? 's' : ''}>`, 'undefined');
  for (let i = index; i < keys.length && output.length < count; i++) {
    const key = keys[i];
    if (`${index}` !== key) {
      if (RegExpPrototypeExec(numberKey, key) === null || key > 2 ** 32 - 2) break;
      ArrayPrototypePush(output, empty(key - index));
      index = +key;
      if (output.length === count) break;
    }
    ArrayPrototypePush(output, f.formatProperty(ctx, value, depth, key, kItem));
    index++;
  }
  const left = value.length - index;
  if (output.length !== count) {
    if (left > 0) ArrayPrototypePush(output, empty(left));
  } else if (left > 0) {
    ArrayPrototypePush(output, more(left));
  }
  return output;
}

function formatTypedArray(f, ctx, value, depth) {
  const length = TypedArrayPrototypeGetLength(value);
  const count = shown(ctx, length);
  const output = new Array(count);
  const isNumber = typeof value[0] !== 'bigint';
  for (let i = 0; i < count; i++) {
    output[i] = isNumber ? f.formatNumber(ctx.stylize, value[i], ctx.numericSeparator) :
      f.formatBigInt(ctx.stylize, value[i], ctx.numericSeparator);
  }
  if (length > count) output[count] = more(length - count);
  if (ctx.showHidden) {
    ctx.indentationLvl += 2;
    for (const key of new SafeArrayIterator(['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'])) {
      ArrayPrototypePush(output, `${ctx.stylize(`[${key}]`, 'string')}: ${f.formatValue(ctx, value[key], depth, true)}`);
    }
    ctx.indentationLvl -= 2;
  }
  return output;
}

/** The bytes in hex, and the length. */
function formatArrayBuffer(f, ctx, value, typed) {
  const { byteLength } = value;
  const size = `${ctx.stylize('[byteLength]', 'string')}: ${typeof byteLength === 'number' ?
    f.formatNumber(ctx.stylize, byteLength, false) : f.formatValue(ctx, byteLength, 0)}`;
  if (typed) return [size];
  if (isArrayBuffer(value) && ArrayBufferPrototypeGetDetached(value)) {
    return [ctx.stylize('(detached)', 'special'), size];
  }
  const bytes = new Uint8Array(value);
  const count = shown(ctx, bytes.length);
  let text = '';
  for (let i = 0; i < count; i++) {
    text += `${i > 0 ? ' ' : ''}${StringPrototypePadStart(NumberPrototypeToString(bytes[i], 16), 2, '0')}`;
  }
  if (bytes.length > count) text += ` ${more(bytes.length - count, 'byte')}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`, size];
}

/** Sets and maps show all of their members where the limit is no number. */
function shownMembers(ctx, length) {
  const count = shown(ctx, length);
  return count !== count ? length : count; // eslint-disable-line no-self-compare
}

function formatSet(f, ctx, value, depth) {
  const output = [];
  ctx.indentationLvl += 2;
  const iterator = SetPrototypeValues(value);
  const length = value.size; // what the set says of itself
  const count = shownMembers(ctx, length);
  for (let i = 0; i < count; i++) {
    const { value: entry, done } = primordials.SetIteratorPrototypeNext(iterator);
    if (done) break;
    ArrayPrototypePush(output, f.formatValue(ctx, entry, depth));
  }
  if (length > count) ArrayPrototypePush(output, more(length - count));
  ctx.indentationLvl -= 2;
  return output;
}

function formatMap(f, ctx, value, depth) {
  const output = [];
  ctx.indentationLvl += 2;
  const iterator = MapPrototypeEntries(value);
  const length = value.size;
  const count = shownMembers(ctx, length);
  for (let i = 0; i < count; i++) {
    const { value: entry, done } = primordials.MapIteratorPrototypeNext(iterator);
    if (done) break;
    ArrayPrototypePush(output, `${f.formatValue(ctx, entry[0], depth)} => ${f.formatValue(ctx, entry[1], depth)}`);
  }
  if (length > count) ArrayPrototypePush(output, more(length - count));
  ctx.indentationLvl -= 2;
  return output;
}

/** Items of an iterator or weak set; entries of an unordered collection are sorted. */
function formatItems(f, ctx, depth, items, sort) {
  const count = shown(ctx, items.length);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < count; i++) ArrayPrototypePush(output, f.formatValue(ctx, items[i], depth));
  ctx.indentationLvl -= 2;
  if (sort && !ctx.sorted) ArrayPrototypeSort(output);
  if (items.length > count) ArrayPrototypePush(output, more(items.length - count));
  return output;
}

/** Keys and values in turn: "[ key, value ]" of an iterator, "key => value" of a weak map. */
function formatPairs(f, ctx, depth, items, weak) {
  const length = items.length / 2;
  const count = shown(ctx, length);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < count; i++) {
    const key = f.formatValue(ctx, items[i * 2], depth);
    const value = f.formatValue(ctx, items[i * 2 + 1], depth);
    ArrayPrototypePush(output, weak ? `${key} => ${value}` :
      f.joinParts(ctx, [key, value], '', ['[', ']'], true, depth, undefined));
  }
  ctx.indentationLvl -= 2;
  if (weak && !ctx.sorted) ArrayPrototypeSort(output);
  if (length > count) ArrayPrototypePush(output, more(length - count));
  return output;
}

function formatIterator(f, ctx, value, depth, braces) {
  const [items, isKeyValue] = previewEntries(value, true);
  if (!isKeyValue) return formatItems(f, ctx, depth, items, false);
  braces[0] = primordials.StringPrototypeReplace(braces[0], ' Iterator] {', ' Entries] {');
  return formatPairs(f, ctx, depth, items, false);
}

function formatWeakSet(f, ctx, value, depth) {
  return formatItems(f, ctx, depth, previewEntries(value), true);
}

function formatWeakMap(f, ctx, value, depth) {
  return formatPairs(f, ctx, depth, previewEntries(value), true);
}

function formatPromise(f, ctx, value, depth) {
  const [state, result] = getPromiseDetails(value);
  if (state === 0) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = f.formatValue(ctx, result, depth);
  ctx.indentationLvl -= 2;
  return [state === 2 ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

module.exports = {
  formatArray,
  formatArrayBuffer,
  formatIterator,
  formatMap,
  formatPromise,
  formatSet,
  formatTypedArray,
  formatWeakMap,
  formatWeakSet,
  kExtra,
  kItem,
  kNamed,
};

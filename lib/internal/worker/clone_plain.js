// SPDX-License-Identifier: MIT
// Clones of what most values are: objects, arrays, maps, sets and dates without getters and marks. They are copied, not
// written down and read again. To look at them runs no code, so whatever else is found in a value, the engine's
// serializer can begin anew with all of it.
'use strict';

const {
  ArrayPrototypePush,
  Date,
  DatePrototypeGetTime,
  Map,
  MapIteratorPrototypeNext,
  MapPrototypeEntries,
  MapPrototypeSet,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectPrototype,
  ObjectPrototypeHasOwnProperty,
  SafeMap,
  Set,
  SetIteratorPrototypeNext,
  SetPrototypeAdd,
  SetPrototypeValues,
} = primordials;

const {
  constants: { SHAPE_ARRAY, SHAPE_BARE, SHAPE_DATA, SHAPE_MAP, SHAPE_OBJECT, SHAPE_SET, SHAPE_STRINGS },
  shapeOf,
} = internalBinding('util');
const { isDate } = internalBinding('types');
const kTransferMode = internalBinding('messaging').transferModeKey();

/** What clonePlain() returns when the serializer has to do it. */
const kNotPlain = { __proto__: null };
const MAX_DEPTH = 100;
const FEW = 16;

/** Objects and their copies: one that comes twice is copied once. */
class Copies {
  constructor() {
    this.originals = [];
    this.copies = [];
    this.index = undefined;
  }

  get(original) {
    if (this.index !== undefined) return this.index.get(original);
    const { originals } = this;
    for (let i = 0; i < originals.length; i++) if (originals[i] === original) return this.copies[i];
    return undefined;
  }

  add(original, copy) {
    if (this.index !== undefined) {
      this.index.set(original, copy);
      return;
    }
    const { originals, copies } = this;
    ArrayPrototypePush(originals, original);
    ArrayPrototypePush(copies, copy);
    if (originals.length <= FEW) return;
    this.index = new SafeMap();
    for (let i = 0; i < originals.length; i++) this.index.set(originals[i], copies[i]);
  }
}

/** The copy of any value, or kNotPlain. */
function copyOf(value, seen, depth) {
  switch (typeof value) {
    case 'object': return value === null ? null : seen.get(value) ?? copyObject(value, seen, depth);
    case 'function': case 'symbol': return kNotPlain;
    default: return value;
  }
}

function copyObject(value, seen, depth) {
  if (depth === MAX_DEPTH) return kNotPlain;
  const shape = shapeOf(value);
  if (shape & SHAPE_OBJECT) return shape & SHAPE_DATA ? copyProperties(value, seen, depth + 1) : kNotPlain;
  if (shape & SHAPE_BARE) {
    if (shape & SHAPE_ARRAY) return shape & SHAPE_DATA ? copyItems(value, seen, depth + 1) : kNotPlain;
    if (shape & SHAPE_MAP) return copyMap(value, seen, depth + 1);
    if (shape & SHAPE_SET) return copySet(value, seen, depth + 1);
  }
  return shape === 0 && isDate(value) && value[kTransferMode] === undefined ? copyDate(value, seen) : kNotPlain;
}

function copyProperties(value, seen, depth) {
  const keys = ObjectKeys(value);
  if ((shapeOf(value) & SHAPE_STRINGS) === 0) return kNotPlain; // symbols, marks, private members
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype !== ObjectPrototype && prototype !== null && prototype[kTransferMode] !== undefined) return kNotPlain;
  const copy = { ...value };
  seen.add(value, copy);
  for (let i = 0; i < keys.length; i++) {
    const item = copy[keys[i]];
    const type = typeof item;
    if (type === 'string' || type === 'number' || type === 'boolean') continue;
    const inner = copyOf(item, seen, depth);
    if (inner === kNotPlain) return kNotPlain;
    if (inner !== item) copy[keys[i]] = inner;
  }
  return copy;
}

function copyItems(value, seen, depth) {
  const copy = [];
  seen.add(value, copy);
  const { length } = value;
  for (let i = 0; i < length; i++) {
    const item = value[i];
    if (item === undefined && !ObjectPrototypeHasOwnProperty(value, i)) return kNotPlain; // a hole
    const inner = copyOf(item, seen, depth);
    if (inner === kNotPlain) return kNotPlain;
    ArrayPrototypePush(copy, inner);
  }
  return copy;
}

function copyMap(value, seen, depth) {
  const copy = new Map();
  seen.add(value, copy);
  const entries = MapPrototypeEntries(value);
  for (let next; !(next = MapIteratorPrototypeNext(entries)).done;) {
    const key = copyOf(next.value[0], seen, depth);
    const item = key === kNotPlain ? kNotPlain : copyOf(next.value[1], seen, depth);
    if (item === kNotPlain) return kNotPlain;
    MapPrototypeSet(copy, key, item);
  }
  return copy;
}

function copySet(value, seen, depth) {
  const copy = new Set();
  seen.add(value, copy);
  const values = SetPrototypeValues(value);
  for (let next; !(next = SetIteratorPrototypeNext(values)).done;) {
    const item = copyOf(next.value, seen, depth);
    if (item === kNotPlain) return kNotPlain;
    SetPrototypeAdd(copy, item);
  }
  return copy;
}

function copyDate(value, seen) {
  const copy = new Date(DatePrototypeGetTime(value));
  seen.add(value, copy);
  return copy;
}

/**
 * @param {any} value
 * @returns {any} what structuredClone() makes of it, or kNotPlain
 */
function clonePlain(value) {
  return copyOf(value, new Copies(), 0);
}

module.exports = { clonePlain, kNotPlain };

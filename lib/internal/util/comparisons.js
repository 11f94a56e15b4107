// SPDX-License-Identifier: MIT
'use strict';

// Structural equality: assert.deepEqual() (loose), deepStrictEqual() and util.isDeepStrictEqual()
// (strict), partialDeepStrictEqual() (partial: the second value is a part of the first).

const {
  ArrayIsArray,
  ArrayPrototypePush,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  Error,
  MapPrototypeEntries,
  MapPrototypeGet,
  MapPrototypeGetSize,
  MapPrototypeHas,
  NumberPrototypeValueOf,
  ObjectGetOwnPropertySymbols,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  ObjectPrototype,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypePropertyIsEnumerable,
  ObjectPrototypeToString,
  SafeSet,
  SetPrototypeGetSize,
  SetPrototypeHas,
  SetPrototypeValues,
  StringPrototypeValueOf,
  SymbolPrototypeValueOf,
  SymbolToStringTag,
  TypedArrayPrototypeGetSymbolToStringTag,
  Uint8Array,
} = primordials;

const types = require('internal/util/types');
const {
  constants: { ONLY_ENUMERABLE, SHAPE_ARRAY, SHAPE_BARE, SHAPE_MAP, SHAPE_OBJECT, SHAPE_STRINGS },
  getOwnNonIndexProperties,
  hasNoSlots,
  shapeOf,
} = internalBinding('util');
const { compare } = internalBinding('buffer');

const kLoose = 0;
const kStrict = 1;
const kPartial = 2;
/** Strict, but for the prototypes. */
const kStrictWithoutPrototypes = 3;
const NO_KEYS = [];

/** What is being compared: a cycle that comes back to it is equal, if it does so on both sides. */
class Pairs {
  constructor() {
    this.left = null;
    this.right = null;
    this.size = 0;
  }

  /** @returns {boolean|undefined} true: both are known, false: only one, undefined: none */
  known(a, b) {
    const { left, right } = this;
    let hasA = false;
    let hasB = false;
    for (let i = this.size - 1; i >= 0; i--) {
      if (left[i] === a || right[i] === a) hasA = true;
      if (left[i] === b || right[i] === b) hasB = true;
    }
    return hasA || hasB ? hasA && hasB : undefined;
  }

  push(a, b) {
    if (this.size === 0) {
      this.left = [a];
      this.right = [b];
    } else if (this.size === this.left.length) {
      ArrayPrototypePush(this.left, a);
      ArrayPrototypePush(this.right, b);
    } else {
      this.left[this.size] = a;
      this.right[this.size] = b;
    }
    this.size++;
  }

  pop() {
    this.size--;
  }
}

function bothNaN(a, b) {
  return a !== a && b !== b; // eslint-disable-line no-self-compare
}

/** Objects of one class have the same constructor; where that says nothing, the same prototype. */
function sameClass(a, b) {
  const { constructor } = a;
  if (constructor !== undefined && !ObjectPrototypeHasOwnProperty(a, 'constructor')) {
    return constructor === b.constructor;
  }
  return ObjectGetPrototypeOf(a) === ObjectGetPrototypeOf(b);
}

/** @returns {boolean} whether a equals b (partial: contains b) */
function equal(a, b, mode, pairs) {
  if (a === b) return a !== 0 || mode === kLoose || ObjectIs(a, b);
  if (mode === kLoose) {
    if (a === null || typeof a !== 'object') {
      return (b === null || typeof b !== 'object') && (a == b || bothNaN(a, b)); // eslint-disable-line eqeqeq
    }
    if (b === null || typeof b !== 'object') return false;
  } else {
    if (typeof a !== 'object') return typeof a === 'number' && bothNaN(a, b);
    if (typeof b !== 'object' || a === null || b === null) return false;
    if (mode === kStrict && !sameClass(a, b)) return false;
  }
  return equalObjects(a, b, mode, pairs);
}

/**
 * What tells a and b of one kind: the name of their classes where these have a tag, else `[object Name]`.
 * @returns {string|undefined} undefined: they are of two kinds
 */
function commonTag(a, b) {
  // Object.prototype.toString() makes a string for each object that has a tag; arrays and plain objects have none.
  if (!ArrayIsArray(a) && ObjectGetPrototypeOf(a) !== ObjectPrototype) {
    const tag = a[SymbolToStringTag];
    const other = b[SymbolToStringTag];
    if (typeof tag === 'string' && typeof other === 'string') return tag === other ? tag : undefined;
  }
  const tag = ObjectPrototypeToString(a);
  return tag === ObjectPrototypeToString(b) ? tag : undefined;
}

/** Objects whose classes have a tag are compared as such, so are all in partial mode. */
function equalObjects(a, b, mode, pairs) {
  const shapes = mode === kPartial ? 0 : shapeOf(a) & shapeOf(b);
  if (shapes & (SHAPE_ARRAY + SHAPE_MAP + SHAPE_OBJECT)) { // both are the same
    if (shapes & SHAPE_MAP) {
      if (shapes & SHAPE_BARE && a[SymbolToStringTag] === b[SymbolToStringTag]) {
        return MapPrototypeGetSize(a) === MapPrototypeGetSize(b) && equalMembers(a, b, mode, pairs, NO_KEYS, equalMaps);
      }
    } else if (a[SymbolToStringTag] === undefined && b[SymbolToStringTag] === undefined) {
      if (shapes & SHAPE_OBJECT) return equalPlain(a, b, mode, pairs);
      if ((shapes & (SHAPE_ARRAY + SHAPE_BARE)) === SHAPE_ARRAY + SHAPE_BARE) {
        return a.length === b.length && (samePrimitives(a, b) || equalMembers(a, b, mode, pairs, NO_KEYS, equalItems));
      }
    }
  }
  const tag = commonTag(a, b);
  if (tag === undefined) return false;
  if (ArrayIsArray(a)) {
    if (!ArrayIsArray(b) || (mode === kPartial ? a.length < b.length : a.length !== b.length)) return false;
    const keys = extraKeys(b, mode);
    if (mode !== kPartial && keys.length !== extraKeys(a, mode).length) return false;
    if (mode !== kPartial && keys.length === 0 && samePrimitives(a, b)) return true;
    return equalMembers(a, b, mode, pairs, keys, equalItems);
  }
  if (tag === '[object Object]' || tag === 'Object') {
    return mode === kPartial ? equalMembers(a, b, mode, pairs) : equalPlain(a, b, mode, pairs);
  }
  // The tag may lie, and saves asking for all other kinds when it does not.
  if (tag === 'Map' && types.isMap(a)) {
    return types.isMap(b) && !sizesDiffer(MapPrototypeGetSize(a), MapPrototypeGetSize(b), mode) &&
      equalMembers(a, b, mode, pairs, undefined, equalMaps);
  }
  if (tag === 'Set' && types.isSet(a)) {
    return types.isSet(b) && !sizesDiffer(SetPrototypeGetSize(a), SetPrototypeGetSize(b), mode) &&
      equalMembers(a, b, mode, pairs, undefined, equalSets);
  }
  if (tag === 'Uint8Array' && types.isArrayBufferView(a)) return equalViews(a, b, mode, pairs);
  return equalKinds(a, b, mode, pairs);
}

/** No error, collection, buffer …, whatever its toStringTag says. */
function isPlainObject(value) {
  return hasNoSlots(value) && !(value instanceof Error);
}

/** equalMembers() for the most common case: nothing but properties, mostly in the same order. */
function equalPlain(a, b, mode, pairs) {
  const keys = ObjectKeys(b);
  const keysOfA = ObjectKeys(a);
  if (keys.length !== keysOfA.length) return false;
  if (mode !== kLoose && (shapeOf(a) & shapeOf(b) & SHAPE_STRINGS) === 0 &&
      (ObjectGetOwnPropertySymbols(a).length > 0 || ObjectGetOwnPropertySymbols(b).length > 0)) {
    return equalMembers(a, b, mode, pairs);
  }
  let entered = false;
  let same = true;
  for (let i = 0; same && i < keys.length; i++) {
    const key = keys[i];
    if (keysOfA[i] !== key && !ObjectPrototypePropertyIsEnumerable(a, key)) {
      same = false;
      break;
    }
    const left = a[key];
    const right = b[key];
    if (!entered && typeof left === 'object' && left !== null) {
      const known = pairs.known(a, b);
      if (known !== undefined) return known;
      pairs.push(a, b);
      entered = true;
    }
    same = equal(left, right, mode, pairs);
  }
  if (entered) pairs.pop();
  return same;
}

function sizesDiffer(a, b, mode) {
  return mode === kPartial ? a < b : a !== b;
}

function equalKinds(a, b, mode, pairs) {
  if (types.isDate(a)) {
    if (!types.isDate(b)) return false;
    const left = DatePrototypeGetTime(a);
    const right = DatePrototypeGetTime(b);
    if (left !== right && !bothNaN(left, right)) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
  } else if (types.isArrayBufferView(a)) {
    return equalViews(a, b, mode, pairs);
  } else if (types.isSet(a)) {
    if (!types.isSet(b) || sizesDiffer(SetPrototypeGetSize(a), SetPrototypeGetSize(b), mode)) return false;
    return equalMembers(a, b, mode, pairs, undefined, equalSets);
  } else if (types.isMap(a)) {
    if (!types.isMap(b) || sizesDiffer(MapPrototypeGetSize(a), MapPrototypeGetSize(b), mode)) return false;
    return equalMembers(a, b, mode, pairs, undefined, equalMaps);
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b) || types.isSharedArrayBuffer(a) !== types.isSharedArrayBuffer(b)) return false;
    if (mode !== kPartial && a.byteLength !== b.byteLength) return false; // one of them may be detached
    if (!equalBytes(new Uint8Array(a), new Uint8Array(b), mode)) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!equalBoxed(a, b)) return false;
  } else if (types.isNativeError(a) || a instanceof Error) {
    if (!(types.isNativeError(b) || b instanceof Error) || !equalErrors(a, b, mode, pairs)) return false;
  } else if (!isPlainObject(b)) {
    return false;
  } else if (types.isWeakMap(a) || types.isWeakSet(a) || types.isPromise(a)) {
    return false;
  } else if (!equalLibraryObjects(a, b)) {
    return false;
  }
  return equalMembers(a, b, mode, pairs);
}

/** Objects of the library whose state is not in properties: URLs, keys. */
function equalLibraryObjects(a, b) {
  const name = a.constructor?.name;
  if (name === 'URL' || name === 'KeyObject' || /KeyObject$|^CryptoKey$/.test(name)) {
    if (name === 'URL') {
      const { isURL } = require('internal/url');
      return !isURL(a) || (isURL(b) && a.href === b.href);
    }
    if (types.isKeyObject(a)) return types.isKeyObject(b) && a.equals(b);
    if (types.isCryptoKey(a)) return types.isCryptoKey(b) && require('internal/crypto/web/key').equalCryptoKeys(a, b);
  }
  return true;
}

function equalBoxed(a, b) {
  if (types.isNumberObject(a)) {
    return types.isNumberObject(b) && ObjectIs(NumberPrototypeValueOf(a), NumberPrototypeValueOf(b));
  }
  if (types.isStringObject(a)) return types.isStringObject(b) && StringPrototypeValueOf(a) === StringPrototypeValueOf(b);
  if (types.isBooleanObject(a)) {
    return types.isBooleanObject(b) && BooleanPrototypeValueOf(a) === BooleanPrototypeValueOf(b);
  }
  if (types.isBigIntObject(a)) return types.isBigIntObject(b) && BigIntPrototypeValueOf(a) === BigIntPrototypeValueOf(b);
  return types.isSymbolObject(b) && SymbolPrototypeValueOf(a) === SymbolPrototypeValueOf(b);
}

/** Own properties of errors count although they are hidden. */
function equalErrors(a, b, mode, pairs) {
  for (const name of ['message', 'name']) {
    const hidden = ObjectPrototypePropertyIsEnumerable(b, name);
    if (hidden !== ObjectPrototypePropertyIsEnumerable(a, name) && mode !== kPartial) return false;
    if (!hidden && mode === kPartial && b[name] === '' && name === 'message') continue;
    if (!hidden && a[name] !== b[name]) return false;
  }
  for (const name of ['cause', 'errors']) {
    const own = ObjectPrototypeHasOwnProperty(b, name);
    if (mode === kPartial ? own && !ObjectPrototypeHasOwnProperty(a, name) :
      own !== ObjectPrototypeHasOwnProperty(a, name)) return false;
    if (own && !ObjectPrototypePropertyIsEnumerable(b, name) && !equal(a[name], b[name], mode, pairs)) return false;
  }
  return true;
}

// Bytes

function equalBytes(a, b, mode) {
  if (mode !== kPartial) return a.byteLength === b.byteLength && compare(a, b) === 0;
  // As a subsequence.
  let at = 0;
  for (let i = 0; i < b.length; i++) {
    while (at < a.length && !ObjectIs(a[at], b[i])) at++;
    if (at++ >= a.length) return false;
  }
  return true;
}

function equalViews(a, b, mode, pairs) {
  if (!types.isArrayBufferView(b)) return false;
  const name = TypedArrayPrototypeGetSymbolToStringTag(a);
  if (name !== TypedArrayPrototypeGetSymbolToStringTag(b)) return false;
  const isFloat = name === 'Float16Array' || name === 'Float32Array' || name === 'Float64Array';
  if (isFloat && mode !== kPartial) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) {
      if (mode === kLoose ? a[i] !== b[i] && !bothNaN(a[i], b[i]) : !ObjectIs(a[i], b[i])) return false;
    }
  } else if (mode === kPartial && name !== undefined) {
    if (!equalBytes(a, b, mode)) return false;
  } else if (name === 'Uint8Array') {
    if (!equalBytes(a, b, mode)) return false;
  } else if (!equalBytes(new Uint8Array(a.buffer, a.byteOffset, a.byteLength),
    new Uint8Array(b.buffer, b.byteOffset, b.byteLength), mode)) {
    return false;
  }
  const keys = name === undefined ? undefined : extraKeys(b, mode);
  if (keys !== undefined && mode !== kPartial && keys.length !== extraKeys(a, mode).length) return false;
  return equalMembers(a, b, mode, pairs, keys);
}

// Members

/** Enumerable keys that are no index; without symbols in loose mode. */
function extraKeys(value, mode) {
  const keys = getOwnNonIndexProperties(value, ONLY_ENUMERABLE);
  return mode === kLoose ? keys.filter((key) => typeof key !== 'symbol') : keys;
}

function visibleSymbols(value) {
  const symbols = ObjectGetOwnPropertySymbols(value);
  return symbols.length === 0 ? symbols :
    symbols.filter((symbol) => ObjectPrototypePropertyIsEnumerable(value, symbol));
}

function isEmpty(value, contents) {
  if (contents === equalItems) return value.length === 0;
  return (contents === equalSets ? SetPrototypeGetSize(value) : MapPrototypeGetSize(value)) === 0;
}

/** Compares properties, then the contents by `contents` (items of arrays, sets and maps). */
function equalMembers(a, b, mode, pairs, keys, contents) {
  if (keys === undefined) {
    keys = ObjectKeys(b);
    if (mode !== kPartial && keys.length !== ObjectKeys(a).length) return false;
    if (mode !== kLoose) {
      const symbols = visibleSymbols(b);
      if (mode !== kPartial && symbols.length !== visibleSymbols(a).length) return false;
      if (symbols.length > 0) keys = [...keys, ...symbols];
    }
  }
  for (let i = 0; i < keys.length; i++) {
    if (!ObjectPrototypePropertyIsEnumerable(a, keys[i])) return false;
  }
  if (keys.length === 0 && (contents === undefined || isEmpty(b, contents))) {
    return true;
  }
  const known = pairs.known(a, b);
  if (known !== undefined) return known;
  pairs.push(a, b);
  let same = contents === undefined || contents(a, b, mode, pairs);
  for (let i = 0; same && i < keys.length; i++) same = equal(a[keys[i]], b[keys[i]], mode, pairs);
  pairs.pop();
  return same;
}

/** Whether the items are the same, and none of those that have to be looked at more closely (objects, zeros, holes). */
function samePrimitives(a, b) {
  for (let i = 0; i < a.length; i++) {
    const item = a[i];
    if (item !== b[i] || item === 0 || item === undefined || (typeof item === 'object' && item !== null)) return false;
  }
  return true;
}

function equalItems(a, b, mode, pairs) {
  if (mode === kPartial) return containsItems(a, b, pairs);
  for (let i = 0; i < a.length; i++) {
    const left = a[i];
    const right = b[i];
    if (left === right && left !== undefined && left !== 0) continue;
    if (left === undefined || right === undefined) {
      // A hole is not the same as undefined.
      const isHole = !ObjectPrototypeHasOwnProperty(a, i);
      if (isHole === ObjectPrototypeHasOwnProperty(b, i)) return false;
      if (isHole) return equalSparse(a, b, i, mode, pairs);
    }
    if (!equal(left, right, mode, pairs)) return false;
  }
  return true;
}

/** The indexes that an array has, as strings, in order. With holes there may be few of them in a great length. */
function ownIndexes(array) {
  const keys = ObjectKeys(array);
  let count = 0;
  while (count < keys.length && `${keys[count] >>> 0}` === keys[count] && keys[count] < array.length) count++;
  keys.length = count;
  return keys;
}

/** The rest of two arrays of one length from a hole on, at which both have one. */
function equalSparse(a, b, from, mode, pairs) {
  const left = ownIndexes(a);
  const right = ownIndexes(b);
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    if (left[i] !== right[i]) return false;
    if (left[i] >= from && !equal(a[left[i]], b[right[i]], mode, pairs)) return false;
  }
  return true;
}

/** Whether the items of b come in a, in this order; holes are no items. */
function containsItems(a, b, pairs) {
  let at = 0;
  for (let i = 0; i < b.length; i++) {
    if (b[i] === undefined && !ObjectPrototypeHasOwnProperty(b, i)) return containsSparse(a, b, pairs);
    let found = false;
    for (; at < a.length && !found; at++) {
      if (a[at] === undefined && !ObjectPrototypeHasOwnProperty(a, at)) return containsSparse(a, b, pairs);
      found = equal(a[at], b[i], kPartial, pairs);
    }
    if (!found) return false;
  }
  return true;
}

function containsSparse(a, b, pairs) {
  const left = ownIndexes(a);
  const right = ownIndexes(b);
  let at = 0;
  for (let i = 0; i < right.length; i++) {
    let found = false;
    while (at < left.length && !found) found = equal(a[left[at++]], b[right[i]], kPartial, pairs);
    if (!found) return false;
  }
  return true;
}

// Sets and maps

function isPlain(value) {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

/** Whether a loose match among other primitives is possible at all. */
function mayMatchLoosely(value) {
  switch (typeof value) {
    case 'symbol': return false;
    case 'string': return +value === +value; // eslint-disable-line no-self-compare
    case 'number': return value === value; // eslint-disable-line no-self-compare
    default: return true;
  }
}

/** Takes the first of `candidates` that equals value; the order decides among several. */
function take(candidates, value, mode, pairs, equalEntry) {
  for (const candidate of candidates) {
    if (equalEntry(candidate, value, mode, pairs)) {
      candidates.delete(candidate);
      return true;
    }
  }
  return false;
}

function equalSets(a, b, mode, pairs) {
  let left; // what is to be found among the objects of a
  for (const value of SetPrototypeValues(b)) {
    if (SetPrototypeHas(a, value)) continue;
    if (isPlain(value) && (mode !== kLoose || !mayMatchLoosely(value))) return false;
    (left ??= []).push(value);
  }
  if (left === undefined) return true;
  const candidates = new SafeSet();
  for (const value of SetPrototypeValues(a)) {
    if (!SetPrototypeHas(b, value) && (mode === kLoose || !isPlain(value))) candidates.add(value);
  }
  for (let i = 0; i < left.length; i++) if (!take(candidates, left[i], mode, pairs, equal)) return false;
  return mode === kPartial || candidates.size === 0;
}

function equalMaps(a, b, mode, pairs) {
  let left;
  for (const { 0: key, 1: value } of MapPrototypeEntries(b)) {
    if (isPlain(key) && MapPrototypeHas(a, key)) {
      const other = MapPrototypeGet(a, key);
      if (equal(other, value, mode, pairs)) continue;
      if (mode !== kLoose || !mayMatchLoosely(key)) return false;
    } else if (isPlain(key) && (mode !== kLoose || !mayMatchLoosely(key))) {
      return false;
    } else if (!isPlain(key) && MapPrototypeHas(a, key) && equal(MapPrototypeGet(a, key), value, mode, pairs)) {
      continue;
    }
    (left ??= []).push([key, value]);
  }
  if (left === undefined) return true;
  const candidates = new SafeSet();
  for (const entry of MapPrototypeEntries(a)) {
    if (mode !== kLoose && isPlain(entry[0])) continue;
    if (MapPrototypeHas(b, entry[0]) && equal(entry[1], MapPrototypeGet(b, entry[0]), mode, pairs)) continue;
    candidates.add(entry);
  }
  const equalEntry = (x, y, how, known) => equal(x[0], y[0], how, known) && equal(x[1], y[1], how, known);
  for (let i = 0; i < left.length; i++) if (!take(candidates, left[i], mode, pairs, equalEntry)) return false;
  return mode === kPartial || candidates.size === 0;
}

function isDeepEqual(a, b) {
  return equal(a, b, kLoose, new Pairs());
}

/** @param {boolean} [skipPrototype] whether the prototypes may differ */
function isDeepStrictEqual(a, b, skipPrototype = false) {
  return equal(a, b, skipPrototype ? kStrictWithoutPrototypes : kStrict, new Pairs());
}

function isPartialStrictEqual(a, b) {
  return equal(a, b, kPartial, new Pairs());
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };

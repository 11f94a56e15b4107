// SPDX-License-Identifier: MIT
'use strict';

// What the language gives, as it was at the start. Much of the library is loaded when it is first used, and by
// then a program may have replaced Array.prototype[Symbol.iterator] or put "get" on Object.prototype. While a file
// of the library is loaded everything is put back, and afterwards everything is as the program wants it.
// Used by boot/loader.js. What runs later is the business of each file: the keel uses primordials.

const {
  Object: ObjectConstructor,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectPrototype,
  ObjectSetPrototypeOf,
  ReflectOwnKeys,
  SafeSet,
  SymbolIterator,
  SymbolReplace,
  globalThis,
} = primordials;

const names = ['Array', 'Boolean', 'BigInt', 'Date', 'Error', 'Function', 'JSON', 'Map', 'Math', 'Number', 'Object',
               'Promise', 'Proxy', 'Reflect', 'RangeError', 'RegExp', 'Set', 'String', 'Symbol', 'TypeError', 'WeakMap',
               'WeakRef', 'WeakSet', 'Uint8Array', 'ArrayBuffer', 'DataView', 'FinalizationRegistry'];

// All that is a function or a class, flat, for the sake of the snapshot that it lies in: owner, key, value, owner and so on
const all = [];
function keep(owner, key, value) {
  all[all.length] = owner;
  all[all.length] = key;
  all[all.length] = value;
}
function remember(owner) {
  const keys = ReflectOwnKeys(owner);
  for (let i = 0; i < keys.length; i++) {
    const { value, writable } = ObjectGetOwnPropertyDescriptor(owner, keys[i]);
    if (typeof value === 'function' && writable) keep(owner, keys[i], value);
  }
}
for (let i = 0; i < names.length; i++) {
  const value = globalThis[names[i]];
  keep(globalThis, names[i], value);
  remember(value);
  if (typeof value === 'function' && value.prototype !== undefined) remember(value.prototype);
}
remember(ObjectGetPrototypeOf([][SymbolIterator]()));
remember(ObjectGetPrototypeOf(new globalThis.Map().entries()));
remember(ObjectGetPrototypeOf(new globalThis.Set().values()));
remember(ObjectGetPrototypeOf(globalThis.Uint8Array.prototype));

// What is most often replaced, and what hurts most. A look at these has to do before each load.
const arrays = globalThis.Array.prototype;
const functions = globalThis.Function.prototype;
const expressions = globalThis.RegExp.prototype;
const strings = globalThis.String.prototype;
const maps = globalThis.Map.prototype;
const sets = globalThis.Set.prototype;
const weakMaps = globalThis.WeakMap.prototype;
const arrayIterators = ObjectGetPrototypeOf([][SymbolIterator]());
const { iterator, push, map, forEach, filter, slice } = { __proto__: null, iterator: arrays[SymbolIterator],
                                                          push: arrays.push, map: arrays.map, forEach: arrays.forEach,
                                                          filter: arrays.filter, slice: arrays.slice };
const { next } = arrayIterators;
const { call, apply, bind } = functions;
const { exec } = expressions;
const replace = expressions[SymbolReplace];
const { split, startsWith } = strings;
const mapSet = maps.set, setAdd = sets.add, weakSet = weakMaps.set;
const { defineProperty, defineProperties, keys: objectKeys, assign, freeze } = ObjectConstructor;
const MapConstructor = globalThis.Map, ArrayConstructor = globalThis.Array, SymbolConstructor = globalThis.Symbol;

const originals = new SafeSet();
for (let i = 0; i < ReflectOwnKeys(ObjectPrototype).length; i++) originals.add(ReflectOwnKeys(ObjectPrototype)[i]);
const count = originals.size;

function looksIntact() {
  return arrays[SymbolIterator] === iterator && arrayIterators.next === next && arrays.push === push &&
    arrays.map === map && arrays.forEach === forEach && arrays.filter === filter && arrays.slice === slice &&
    functions.call === call && functions.apply === apply && functions.bind === bind &&
    expressions.exec === exec && expressions[SymbolReplace] === replace &&
    strings.split === split && strings.startsWith === startsWith &&
    maps.set === mapSet && sets.add === setAdd && weakMaps.set === weakSet &&
    ObjectConstructor.defineProperty === defineProperty && ObjectConstructor.defineProperties === defineProperties &&
    ObjectConstructor.keys === objectKeys && ObjectConstructor.assign === assign && ObjectConstructor.freeze === freeze &&
    globalThis.Map === MapConstructor && globalThis.Array === ArrayConstructor && globalThis.Symbol === SymbolConstructor &&
    ReflectOwnKeys(ObjectPrototype).length <= count && arrays[0] === undefined;
}

function isIntact() {
  try {
    return looksIntact();
  } catch {
    return false; // a getter
  }
}

function takeAway(owner, key, changed) {
  const descriptor = ObjectGetOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined || !descriptor.configurable) return changed;
  delete owner[key];
  return { __proto__: null, owner, key, descriptor, next: changed };
}

function put(owner, key, descriptor) {
  try {
    ObjectDefineProperty(owner, key, ObjectSetPrototypeOf(descriptor, null));
  } catch {
    // Frozen by the program: it stays.
  }
}

/** Puts everything back. @returns {object|null} for undo() */
function repair() {
  let changed = null;
  // What was not there: "get" would be part of every descriptor, any name of every for-in.
  const added = ReflectOwnKeys(ObjectPrototype);
  for (let i = 0; i < added.length; i++) {
    if (originals.has(added[i])) continue;
    changed = takeAway(ObjectPrototype, added[i], changed);
  }
  for (let i = 0; i < 4; i++) changed = takeAway(arrays, i, changed);
  for (let i = all.length - 3; i >= 0; i -= 3) {
    const owner = all[i], key = all[i + 1], value = all[i + 2];
    const descriptor = ObjectGetOwnPropertyDescriptor(owner, key);
    if (descriptor?.value === value) continue;
    changed = { __proto__: null, owner, key, descriptor, next: changed };
    put(owner, key, { __proto__: null, value, writable: true, configurable: true, enumerable: descriptor?.enumerable === true });
  }
  return changed;
}

/** Gives the program back what it had made. @param {object|null} changed */
function undo(changed) {
  for (let entry = changed; entry !== null; entry = entry.next) {
    const { owner, key, descriptor } = entry;
    if (descriptor === undefined) delete owner[key];
    else put(owner, key, descriptor);
  }
}

/** fn(a, b) among intact intrinsics. Nothing of the program may run in it. */
function withIntact(fn, a, b) {
  if (isIntact()) return fn(a, b);
  const changed = repair();
  try {
    return fn(a, b);
  } finally {
    undo(changed);
  }
}

module.exports = { withIntact };

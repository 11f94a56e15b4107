// SPDX-License-Identifier: MIT
// --frozen-intrinsics: what the language gives can no longer be changed, neither by the program nor by its
// dependencies. Runs once per thread, after --require and --import (polyfills), before the program.
'use strict';

const {
  ArrayPrototypePush,
  FunctionPrototype,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  ReflectOwnKeys,
  SafeSet,
  TypeError: TypeErrorConstructor,
  globalThis,
} = primordials;

// Node's list. Float16Array, Atomics and what else is missing here stay as they are there, too.
const languageNames = [
  'Array', 'ArrayBuffer', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date', 'Error',
  'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError',
  'FinalizationRegistry', 'Float32Array', 'Float64Array', 'Function', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl',
  'Iterator', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Proxy', 'Reflect', 'RegExp', 'Set',
  'SharedArrayBuffer', 'String', 'Symbol', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap',
  'WeakRef', 'WeakSet', 'WebAssembly', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape',
  'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'unescape',
];
// Frozen, but nobody derives from them.
const platformNames = ['clearImmediate', 'clearInterval', 'clearTimeout', 'setImmediate', 'setInterval', 'setTimeout', 'console'];

function globalValues(names) {
  const values = [];
  for (let i = 0; i < names.length; i++) ArrayPrototypePush(values, globalThis[names[i]]);
  return values;
}

/** What no global name leads to: iterators, generators, what async functions are made of. */
function hiddenIntrinsics() {
  async function* asyncGenerator() { /* only for its prototypes */ }
  function* generator() { /* only for its prototypes */ }
  const { Map, RegExp, Set, String, Iterator } = globalThis;
  return [
    ObjectGetPrototypeOf(generator), ObjectGetPrototypeOf(asyncGenerator), ObjectGetPrototypeOf(async () => {}),
    ObjectGetPrototypeOf([].values()), ObjectGetPrototypeOf(new Map().values()), ObjectGetPrototypeOf(new Set().values()),
    ObjectGetPrototypeOf(new String().matchAll(new RegExp('', 'g'))), ObjectGetPrototypeOf(''[globalThis.Symbol.iterator]()),
    ObjectGetPrototypeOf(Iterator.from({ next() {} })), ObjectGetPrototypeOf([].values().map(() => {})),
    ObjectGetOwnPropertyDescriptor((function() { return arguments; })(), 'callee').get, // %ThrowTypeError%
  ];
}

function isObject(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

// All that own properties and prototypes of `roots` lead to is put into `reached`; what is somebody's prototype into
// `prototypes`. Getters are looked at, not called.
function reach(roots, reached, prototypes) {
  const pending = [];
  const add = (value, isPrototype) => {
    if (!isObject(value)) return;
    // Of functions only Function.prototype: Error is the prototype of TypeError, but stays what it is.
    if (isPrototype && (typeof value === 'object' || value === FunctionPrototype)) prototypes.add(value);
    ArrayPrototypePush(pending, value);
  };
  for (let i = 0; i < roots.length; i++) add(roots[i], false);
  while (pending.length > 0) {
    const object = pending[pending.length - 1];
    pending.length--;
    if (reached.has(object)) continue;
    reached.add(object);
    add(ObjectGetPrototypeOf(object), true);
    const keys = ReflectOwnKeys(object);
    for (let i = 0; i < keys.length; i++) {
      const { value, get, set } = ObjectGetOwnPropertyDescriptor(object, keys[i]);
      add(value, keys[i] === 'prototype');
      add(get, false);
      add(set, false);
    }
  }
}

/**
 * A property that cannot be written may not be assigned to in what inherits it, either: `error.name = 'x'` would throw.
 * So frozen properties of prototypes become pairs of functions, of which the second one defines the heir's own property.
 */
function allowOverride(prototype, key) {
  const { configurable, enumerable, value, writable } = ObjectGetOwnPropertyDescriptor(prototype, key);
  if (!configurable || writable === undefined) return; // fixed before, or a getter
  function getter() {
    return value;
  }
  function setter(newValue) {
    if (this === prototype) {
      throw new TypeErrorConstructor(`Cannot assign to read only property '${globalThis.String(key)}' of object '${prototype}'`);
    }
    if (ObjectPrototypeHasOwnProperty(this, key)) this[key] = newValue;
    else ObjectDefineProperty(this, key, { __proto__: null, value: newValue, writable: true, enumerable: true, configurable: true });
  }
  getter.value = value; // for who wants to know what would be there
  ObjectFreeze(getter.prototype);
  ObjectFreeze(setter.prototype);
  ObjectDefineProperty(prototype, key, {
    __proto__: null, configurable: false, enumerable, get: ObjectFreeze(getter), set: ObjectFreeze(setter),
  });
}

/** Freezes the intrinsics of the main context, and binds globalThis to itself. */
function freezeIntrinsics() {
  require('internal/util').emitExperimentalWarning('Frozen intristics');
  const hidden = hiddenIntrinsics(), reached = new SafeSet(), prototypes = new SafeSet();
  reach([...globalValues(languageNames), ...hidden], reached, prototypes);
  for (let i = 0; i < hidden.length; i++) prototypes.add(hidden[i]);
  reach(globalValues(platformNames), reached, new SafeSet());
  prototypes.forEach((prototype) => {
    const keys = ReflectOwnKeys(prototype);
    for (let i = 0; i < keys.length; i++) allowOverride(prototype, keys[i]);
  });
  reached.forEach((object) => ObjectFreeze(object));
  ObjectDefineProperty(globalThis, 'globalThis', { __proto__: null, configurable: false, writable: false, value: globalThis });
}

module.exports = { freezeIntrinsics };

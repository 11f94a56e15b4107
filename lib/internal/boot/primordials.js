// SPDX-License-Identifier: MIT
'use strict';

// Fills the `primordials` object, before any other library code runs. Every intrinsic that the library names
// (tools/js2c finds out) is kept under one well-known name, so that the keel works after user code has patched prototypes:
//   Array.isArray            -> ArrayIsArray          (statics: same call form)
//   Array.prototype.push     -> ArrayPrototypePush    (methods: receiver as first argument)
//   get Map.prototype.size   -> MapPrototypeGetSize
//   new Map()                -> SafeMap               (own copy of the prototype, cannot be patched)
// Run by the boot sequence with the empty `primordials`; nobody requires this file.

const { apply, bind, call } = Function.prototype;
const { defineProperty, getOwnPropertyDescriptor, ownKeys, setPrototypeOf } = Reflect;

// All of them would be a sixth of what a start restores from the snapshot. undefined: all.
const names = internalBinding('builtins').primordialNames();
let wanted = names === undefined ? undefined : new Set(names);

/** `fn` with its receiver turned into the first parameter. */
const uncurryThis = bind.bind(call);
/** `fn` taking (receiver, arguments list). */
const applyBind = bind.bind(apply);

primordials.uncurryThis = uncurryThis;
primordials.applyBind = applyBind;

const variadicNames = new Set([
  'ArrayOf', 'ArrayPrototypePush', 'ArrayPrototypeUnshift', 'MathHypot', 'MathMax', 'MathMin',
  'StringFromCharCode', 'StringFromCodePoint', 'StringPrototypeConcat', 'TypedArrayOf',
]);

function nameOf(key) {
  if (typeof key === 'symbol') return `Symbol${nameOf(key.description.slice(7))}`;
  return `${key[0].toUpperCase()}${key.slice(1)}`;
}

/**
 * Puts the properties of `source` on primordials under `prefix`.
 * @param {object} source
 * @param {string} prefix
 * @param {'plain'|'method'|'bound'} form how functions are kept
 */
function capture(source, prefix, form) {
  for (const key of ownKeys(source)) {
    const descriptor = getOwnPropertyDescriptor(source, key);
    const suffix = nameOf(key);
    if ('get' in descriptor) {
      const { get, set } = descriptor;
      if (get !== undefined) put(`${prefix}Get${suffix}`, () => uncurryThis(get), descriptor);
      if (set !== undefined) put(`${prefix}Set${suffix}`, () => uncurryThis(set), descriptor);
      continue;
    }
    const name = `${prefix}${suffix}`;
    const { value } = descriptor;
    const isFunction = typeof value === 'function';
    if (isFunction && variadicNames.has(name)) {
      put(`${name}Apply`, () => (form === 'method' ? applyBind(value) : applyBind(value, source)), descriptor);
    }
    put(name, () => {
      if (isFunction && form === 'method') return uncurryThis(value);
      return isFunction && form === 'bound' ? value.bind(source) : value;
    }, descriptor);
  }
}

function put(name, make, { enumerable }) {
  if (wanted !== undefined && !wanted.has(name)) return;
  defineProperty(primordials, name,
    { __proto__: null, value: make(), enumerable, writable: true, configurable: true });
}

for (const name of [
  'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'eval',
  'unescape',
]) {
  primordials[name] = globalThis[name];
}
primordials.globalThis = globalThis;
primordials.Proxy = Proxy;

for (const name of ['Atomics', 'JSON', 'Math', 'Reflect']) capture(globalThis[name], name, 'plain');
capture(Proxy, 'Proxy', 'plain');

for (const name of [
  'AggregateError', 'Array', 'ArrayBuffer', 'BigInt', 'BigInt64Array', 'BigUint64Array',
  'Boolean', 'DataView', 'Date', 'Error', 'EvalError', 'FinalizationRegistry', 'Float16Array',
  'Float32Array', 'Float64Array', 'Function', 'Int16Array', 'Int32Array', 'Int8Array',
  'Iterator', 'Map', 'Number', 'Object', 'RangeError', 'ReferenceError', 'RegExp', 'Set',
  'String', 'Symbol', 'SyntaxError', 'TypeError', 'URIError', 'Uint16Array', 'Uint32Array',
  'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet',
]) {
  const original = globalThis[name];
  if (original === undefined) continue;
  primordials[name] = original;
  capture(original, name, 'plain');
  capture(original.prototype, `${name}Prototype`, 'method');
}

primordials.Promise = Promise;
capture(Promise, 'Promise', 'bound');
capture(Promise.prototype, 'PromisePrototype', 'method');

// Intrinsics that have no global name.
const { getPrototypeOf } = Reflect;
const asyncGenerator = getPrototypeOf(async function* () {});
primordials.TypedArray = getPrototypeOf(Uint8Array);
capture(primordials.TypedArray, 'TypedArray', 'plain');
capture(primordials.TypedArray.prototype, 'TypedArrayPrototype', 'method');
for (const [name, prototype] of [
  ['ArrayIterator', getPrototypeOf([][Symbol.iterator]())],
  ['StringIterator', getPrototypeOf(''[Symbol.iterator]())],
  ['MapIterator', getPrototypeOf(new Map()[Symbol.iterator]())],
  ['SetIterator', getPrototypeOf(new Set()[Symbol.iterator]())],
  ['RegExpStringIterator', getPrototypeOf(''.matchAll(/x/g))],
  ['IteratorHelper', getPrototypeOf(Iterator.from([]).map(() => 0))],
  ['WrapForValidIterator', getPrototypeOf(Iterator.from({ next() {} }))],
  ['AsyncIterator', getPrototypeOf(asyncGenerator.prototype)],
  ['AsyncFunction', getPrototypeOf(async () => {})],
  ['GeneratorFunction', getPrototypeOf(function* () {})],
  ['AsyncGeneratorFunction', asyncGenerator],
]) {
  primordials[`${name}Prototype`] = prototype;
  capture(prototype, `${name}Prototype`, 'method');
}

const {
  ArrayPrototypeFill, ArrayPrototypePushApply, ArrayPrototypeSlice, FunctionPrototypeCall,
  ObjectFreeze, PromisePrototypeThen, PromiseResolve, RegExpPrototypeExec, SymbolIterator,
} = primordials;

/** A class that iterates over `iterate(source)`, whatever was done to the iterator prototypes. */
function safeIterator(iterate, next) {
  class SafeIterator {
    constructor(source) { this._iterator = iterate(source); }
    next() { return next(this._iterator); }
    [SymbolIterator]() { return this; }
  }
  setPrototypeOf(SafeIterator.prototype, null);
  ObjectFreeze(SafeIterator.prototype);
  ObjectFreeze(SafeIterator);
  return SafeIterator;
}

primordials.SafeArrayIterator =
  safeIterator(primordials.ArrayPrototypeSymbolIterator, primordials.ArrayIteratorPrototypeNext);
primordials.SafeStringIterator =
  safeIterator(primordials.StringPrototypeSymbolIterator, primordials.StringIteratorPrototypeNext);

function copyOwn(source, target) {
  for (const key of ownKeys(source)) {
    if (getOwnPropertyDescriptor(target, key) === undefined) {
      defineProperty(target, key, { __proto__: null, ...getOwnPropertyDescriptor(source, key) });
    }
  }
}

/** For the iterating methods of a collection: the same, giving a safe iterator. */
function safeIteration(method, probe) {
  if (typeof method !== 'function' || method.length !== 0) return undefined;
  const iterator = FunctionPrototypeCall(method, probe);
  if (iterator === undefined || !(SymbolIterator in iterator)) return undefined;
  const SafeIterator = safeIterator(uncurryThis(method), uncurryThis(iterator.next));
  return function() { return new SafeIterator(this); };
}

/** Makes the subclass `safe` independent of `unsafe`: own copies of all members, frozen. */
function makeSafe(unsafe, safe) {
  if (SymbolIterator in unsafe.prototype) {
    const probe = new unsafe();
    for (const key of ownKeys(unsafe.prototype)) {
      if (key === 'constructor') continue;
      const descriptor = getOwnPropertyDescriptor(unsafe.prototype, key);
      const iteration = safeIteration(descriptor.value, probe);
      if (iteration !== undefined) descriptor.value = iteration;
      defineProperty(safe.prototype, key, { __proto__: null, ...descriptor });
    }
  } else {
    copyOwn(unsafe.prototype, safe.prototype);
  }
  copyOwn(unsafe, safe);
  setPrototypeOf(safe.prototype, null);
  ObjectFreeze(safe.prototype);
  ObjectFreeze(safe);
  return safe;
}
primordials.makeSafe = makeSafe;

// The explicit constructors keep `new SafeMap(x)` from spreading its arguments with a patched
// array iterator.
primordials.SafeMap = makeSafe(Map, class SafeMap extends Map {
  constructor(entries) { super(entries); }
});
primordials.SafeWeakMap = makeSafe(WeakMap, class SafeWeakMap extends WeakMap {
  constructor(entries) { super(entries); }
});
primordials.SafeSet = makeSafe(Set, class SafeSet extends Set {
  constructor(values) { super(values); }
});
primordials.SafeWeakSet = makeSafe(WeakSet, class SafeWeakSet extends WeakSet {
  constructor(values) { super(values); }
});
primordials.SafeWeakRef = makeSafe(WeakRef, class SafeWeakRef extends WeakRef {
  constructor(target) { super(target); }
});
primordials.SafeFinalizationRegistry = makeSafe(FinalizationRegistry,
  class SafeFinalizationRegistry extends FinalizationRegistry {
    constructor(callback) { super(callback); }
  });

// Promises

const SafePromise = makeSafe(Promise, class SafePromise extends Promise {
  constructor(executor) { super(executor); }
});

/** Promise.prototype.finally that cannot be observed. */
primordials.SafePromisePrototypeFinally = (promise, onFinally) => new Promise((resolve, reject) => {
  new SafePromise((a, b) => PromisePrototypeThen(promise, a, b)).finally(onFinally).then(resolve, reject);
});

function eachSettled(promises, mapper, onValue, onError) {
  for (let i = 0; i < promises.length; i++) {
    const index = i;
    const item = mapper === undefined ? promises[i] : mapper(promises[i], i);
    PromisePrototypeThen(PromiseResolve(item),
      (value) => onValue(value, index), (error) => onError(error, index));
  }
}

/** What the All… functions share. `settle`: errors are results, too. `keep`: results wanted. */
function gather(promises, mapper, settle, keep) {
  return new Promise((resolve, reject) => {
    let left = promises.length;
    const results = keep ? ArrayPrototypeFill(new Array(left), undefined) : undefined;
    if (left === 0) { resolve(results); return; }
    const enter = (result, index) => {
      if (keep) results[index] = result;
      if (--left === 0) resolve(results);
    };
    if (settle) {
      eachSettled(promises, mapper,
        (value, index) => enter({ status: 'fulfilled', value }, index),
        (reason, index) => enter({ status: 'rejected', reason }, index));
    } else {
      eachSettled(promises, mapper, enter, reject);
    }
  });
}

primordials.SafePromiseAll = (promises, mapper) => gather(promises, mapper, false, true);
primordials.SafePromiseAllReturnArrayLike = primordials.SafePromiseAll;
primordials.SafePromiseAllReturnVoid = (promises, mapper) => gather(promises, mapper, false, false);
primordials.SafePromiseAllSettled = (promises, mapper) => gather(promises, mapper, true, true);
primordials.SafePromiseAllSettledReturnVoid = (promises, mapper) => gather(promises, mapper, true, false);
primordials.SafePromiseRace = (promises, mapper) => new Promise((resolve, reject) => {
  eachSettled(promises, mapper, resolve, reject);
});
primordials.SafePromiseAny = (promises, mapper) => new Promise((resolve, reject) => {
  let left = promises.length;
  const errors = new Array(left);
  const fail = () => {
    reject(new primordials.AggregateError(errors, 'All promises were rejected'));
  };
  if (left === 0) fail();
  eachSettled(promises, mapper, resolve, (error, index) => {
    errors[index] = error;
    if (--left === 0) fail();
  });
});

// Regular expressions and long lists

const regExpMethods = ['exec', Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search,
                       Symbol.split];
const regExpGetters = ['dotAll', 'flags', 'global', 'hasIndices', 'ignoreCase', 'multiline',
                       'source', 'sticky', 'unicode', 'unicodeSets'];
const getters = { __proto__: null };
for (const key of regExpGetters) getters[key] = uncurryThis(getOwnPropertyDescriptor(RegExp.prototype, key).get);
const regExpPrototype = { __proto__: null };
for (const key of regExpMethods) regExpPrototype[key] = RegExp.prototype[key];
// What split() and matchAll() construct.
class HardenedRegExp extends RegExp {
  constructor(pattern, flags) {
    super(pattern, flags);
    return hardenRegExp(this);
  }
}
// Not on the expression itself: one with a constructor of its own, and V8 takes the slow way for all of the program.
const hardenedPrototype = { __proto__: RegExp.prototype };
define(hardenedPrototype, 'constructor', { __proto__: null, [Symbol.species]: HardenedRegExp });

/** Gives `pattern` own copies of everything that String methods look up on it. */
function hardenRegExp(pattern) {
  for (const key of regExpMethods) define(pattern, key, regExpPrototype[key]);
  for (const key of regExpGetters) {
    define(pattern, key, getters[key](pattern));
  }
  setPrototypeOf(pattern, hardenedPrototype);
  return pattern;
}
function define(target, key, value) {
  defineProperty(target, key, { __proto__: null, value, configurable: true, writable: true });
}
primordials.hardenRegExp = hardenRegExp;

primordials.SafeStringPrototypeSearch = (string, pattern) => {
  pattern.lastIndex = 0;
  const match = RegExpPrototypeExec(pattern, string);
  return match === null ? -1 : match.index;
};

/** Pushes in slices, so that a long list does not overflow the stack. */
primordials.SafeArrayPrototypePushApply = (array, items) => {
  const { length } = items;
  let start = 0;
  while (length - start > 0x10000) {
    ArrayPrototypePushApply(array, ArrayPrototypeSlice(items, start, start += 0x10000));
  }
  return ArrayPrototypePushApply(array, start === 0 ? items : ArrayPrototypeSlice(items, start));
};

setPrototypeOf(primordials, null);
ObjectFreeze(primordials);
wanted = undefined;

// SPDX-License-Identifier: MIT
// class URLSearchParams, and the form encoding it parses and writes. Part of the keel. The list of a
// URL's own parameters follows the URL and the other way round: see ownerOf.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSort,
  ArrayPrototypeSplice,
  FunctionPrototypeCall,
  ObjectGetPrototypeOf,
  ObjectDefineProperties,
  ObjectSetPrototypeOf,
  ReflectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeSlice,
  StringPrototypeToWellFormed,
  SymbolIterator,
  SymbolToStringTag,
  decodeURIComponent,
  encodeURIComponent,
  hardenRegExp,
} = primordials;

const { codes } = require('internal/errors');
const { decodeAscii, encodeFormAscii } = require('internal/url/form');
const { customInspectSymbol, kEnumerableProperty, removeColors } = require('internal/util');
const { validateFunction } = require('internal/validators');

const plusRegExp = hardenRegExp(/\+/g);
const formRegExp = hardenRegExp(/[!'()~]|%20/g);

function text(value) {
  return StringPrototypeToWellFormed(`${value}`);
}

// ---- application/x-www-form-urlencoded ------------------------------------------------------------

/** Percent-decoding to bytes, then UTF-8; what is not UTF-8 becomes U+FFFD. */
function decodeBytes(string) {
  const { Buffer } = require('buffer');
  return require('querystring').unescapeBuffer(Buffer.from(string)).toString();
}

function decode(string, plus, percent) {
  if (!plus && !percent) return string;
  const text = decodeAscii(string, plus);
  if (text !== undefined) return text;
  if (plus) string = RegExpPrototypeSymbolReplace(plusRegExp, string, ' ');
  try {
    return decodeURIComponent(string);
  } catch {
    return decodeBytes(string);
  }
}

/** Appends the pairs in string.slice(from) to `list`. */
function parseInto(list, string, from) {
  const { length } = string;
  let start = from;
  let equals = -1;
  let plus = false;
  let percent = false;
  let plusName = false;
  let percentName = false;
  for (let i = from; i <= length; i++) {
    const code = i < length ? StringPrototypeCharCodeAt(string, i) : 38;
    if (code === 38) { // &
      if (i > start) {
        if (equals === -1) {
          ArrayPrototypePush(list, decode(StringPrototypeSlice(string, start, i), plus, percent), '');
        } else {
          ArrayPrototypePush(list,
            decode(StringPrototypeSlice(string, start, equals), plusName, percentName),
            decode(StringPrototypeSlice(string, equals + 1, i), plus, percent));
        }
      }
      start = i + 1;
      equals = -1;
      plus = percent = false;
    } else if (code === 61 && equals === -1) { // =
      equals = i;
      plusName = plus;
      percentName = percent;
      plus = percent = false;
    } else if (code === 43) { // +
      plus = true;
    } else if (code === 37) { // %
      percent = true;
    }
  }
  return list;
}

const formEscapes = {
  '!': '%21', '\'': '%27', '(': '%28', ')': '%29', '~': '%7E', '%20': '+', '__proto__': null,
};

function encode(string) {
  const text = encodeFormAscii(string);
  if (text !== undefined) return text;
  // Only what encodeURIComponent() leaves alone, although a form does not.
  return RegExpPrototypeSymbolReplace(formRegExp, encodeURIComponent(string),
    (found) => formEscapes[found]);
}

function serialize(list) {
  let out = '';
  for (let i = 0; i < list.length; i += 2) {
    if (i > 0) out += '&';
    out += `${encode(list[i])}=${encode(list[i + 1])}`;
  }
  return out;
}

// ---- the class ---------------------------------------------------------------------------------------

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function pushPair(list, pair) {
  const tuple = () => new codes.ERR_INVALID_TUPLE('Each query pair', '[name, value]');
  if (!isObject(pair) || typeof pair[SymbolIterator] !== 'function') throw tuple();
  let items = pair;
  if (!ArrayIsArray(pair)) {
    items = [];
    for (const item of pair) ArrayPrototypePush(items, text(item));
  }
  if (items.length !== 2) throw tuple();
  ArrayPrototypePush(list, text(items[0]), text(items[1]));
}

function listFromRecord(record) {
  const list = [];
  const seen = new SafeMap();
  const keys = ReflectOwnKeys(record);
  for (let i = 0; i < keys.length; i++) {
    const descriptor = ReflectGetOwnPropertyDescriptor(record, keys[i]);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    const name = StringPrototypeToWellFormed(keys[i] + '');
    const value = text(record[keys[i]]);
    // Two keys with lone surrogates may become the same name.
    const at = seen.get(name);
    if (at !== undefined) {
      list[at + 1] = value;
    } else {
      seen.set(name, ArrayPrototypePush(list, name, value) - 2);
    }
  }
  return list;
}

/** Set by static blocks: access to private parts for internal/url and the iterator. */
let listOf;
let replaceList;
let setOwner;

class URLSearchParams {
  #list = [];
  // The URL these are the parameters of: a function to call after a change, or null.
  #changed = null;

  static {
    listOf = (params) => params.#list;
    replaceList = (params, search) => {
      const list = [];
      if (search.length > 1) parseInto(list, search, 1);
      params.#list = list;
    };
    setOwner = (params, changed) => { params.#changed = changed; };
  }

  constructor(init = undefined) {
    if (init === undefined) return;
    if (!isObject(init)) {
      const string = text(init);
      parseInto(this.#list, string, StringPrototypeCharCodeAt(string, 0) === 63 ? 1 : 0);
      return;
    }
    const method = init[SymbolIterator];
    if (method === this[SymbolIterator] && #list in init) {
      const other = init.#list;
      for (let i = 0; i < other.length; i++) ArrayPrototypePush(this.#list, other[i]);
    } else if (method !== null && method !== undefined) {
      if (typeof method !== 'function') throw new codes.ERR_ARG_NOT_ITERABLE('Query pairs');
      for (const pair of init) pushPair(this.#list, pair);
    } else {
      this.#list = listFromRecord(init);
    }
  }

  #touch() {
    if (this.#changed !== null) this.#changed();
  }

  static #check(value) {
    if (!isObject(value) || !(#list in value)) throw new codes.ERR_INVALID_THIS('URLSearchParams');
  }

  [customInspectSymbol](recurseTimes, ctx) {
    URLSearchParams.#check(this);
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = recurseTimes === null ? ctx : { ...ctx, depth: recurseTimes - 1 };
    const entries = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      ArrayPrototypePush(entries, `${inspect(this.#list[i], inner)} => ${inspect(this.#list[i + 1], inner)}`);
    }
    return braces(this.constructor.name, entries, ctx);
  }

  get size() {
    URLSearchParams.#check(this);
    return this.#list.length / 2;
  }

  append(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    name = text(name);
    ArrayPrototypePush(this.#list, name, text(value));
    this.#touch();
  }

  delete(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    const list = this.#list;
    name = text(name);
    if (value !== undefined) value = text(value);
    for (let i = 0; i < list.length;) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) {
        ArrayPrototypeSplice(list, i, 2);
      } else {
        i += 2;
      }
    }
    this.#touch();
  }

  get(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    const list = this.#list;
    name = text(name);
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
    return null;
  }

  getAll(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    const list = this.#list;
    const values = [];
    name = text(name);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) ArrayPrototypePush(values, list[i + 1]);
    }
    return values;
  }

  has(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('name');
    const list = this.#list;
    name = text(name);
    if (value !== undefined) value = text(value);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('name', 'value');
    const list = this.#list;
    name = text(name);
    value = text(value);
    let found = false;
    for (let i = 0; i < list.length;) {
      if (list[i] === name && found) {
        ArrayPrototypeSplice(list, i, 2);
        continue;
      }
      if (list[i] === name) {
        list[i + 1] = value;
        found = true;
      }
      i += 2;
    }
    if (!found) ArrayPrototypePush(list, name, value);
    this.#touch();
  }

  sort() {
    URLSearchParams.#check(this);
    const list = this.#list;
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) ArrayPrototypePush(pairs, [list[i], list[i + 1]]);
    ArrayPrototypeSort(pairs, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[2 * i] = pairs[i][0];
      list[2 * i + 1] = pairs[i][1];
    }
    this.#touch();
  }

  entries() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'key+value');
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) {
      FunctionPrototypeCall(callback, thisArg, this.#list[i + 1], this.#list[i], this);
    }
  }

  keys() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'key');
  }

  values() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'value');
  }

  toString() {
    URLSearchParams.#check(this);
    return serialize(this.#list);
  }
}

/** `Name { a, b }`, or one entry a line when that is too long. */
function braces(name, entries, ctx) {
  if (entries.length === 0) return `${name} {}`;
  let length = -2;
  let isBroken = false;
  for (let i = 0; i < entries.length; i++) {
    length += removeColors(entries[i]).length + 2;
    isBroken ||= StringPrototypeIncludes(entries[i], '\n');
  }
  if (isBroken || length > ctx.breakLength) return `${name} {\n  ${ArrayPrototypeJoin(entries, ',\n  ')} }`;
  return `${name} { ${ArrayPrototypeJoin(entries, ', ')} }`;
}

class URLSearchParamsIterator {
  #params;
  #kind;
  #index = 0;

  constructor(params, kind) {
    this.#params = params;
    this.#kind = kind;
  }

  #at(list, index) {
    if (this.#kind === 'key') return list[index];
    if (this.#kind === 'value') return list[index + 1];
    return [list[index], list[index + 1]];
  }

  next() {
    if (!isObject(this) || !(#params in this)) throw new codes.ERR_INVALID_THIS('URLSearchParamsIterator');
    const list = listOf(this.#params);
    const index = this.#index;
    if (index >= list.length) return { value: undefined, done: true };
    this.#index = index + 2;
    return { value: this.#at(list, index), done: false };
  }

  [customInspectSymbol](recurseTimes, ctx) {
    if (!isObject(this) || !(#params in this)) throw new codes.ERR_INVALID_THIS('URLSearchParamsIterator');
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = recurseTimes === null ? ctx : { ...ctx, depth: recurseTimes - 1 };
    const list = listOf(this.#params);
    const entries = [];
    for (let i = this.#index; i < list.length; i += 2) {
      ArrayPrototypePush(entries, inspect(this.#at(list, i), inner));
    }
    return braces(this[SymbolToStringTag], entries, ctx);
  }
}

ObjectDefineProperties(URLSearchParamsIterator.prototype, {
  constructor: { __proto__: null, value: undefined, configurable: true, writable: true },
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams Iterator' },
  next: kEnumerableProperty,
});
delete URLSearchParamsIterator.prototype.constructor;
// %IteratorPrototype%
ObjectSetPrototypeOf(URLSearchParamsIterator.prototype,
  ObjectGetPrototypeOf(primordials.ArrayIteratorPrototype));

URLSearchParams.prototype[internalBinding('messaging').transferModeKey()] = 0;
ObjectDefineProperties(URLSearchParams.prototype, {
  size: kEnumerableProperty,
  append: kEnumerableProperty,
  delete: kEnumerableProperty,
  get: kEnumerableProperty,
  getAll: kEnumerableProperty,
  has: kEnumerableProperty,
  set: kEnumerableProperty,
  sort: kEnumerableProperty,
  entries: kEnumerableProperty,
  forEach: kEnumerableProperty,
  keys: kEnumerableProperty,
  values: kEnumerableProperty,
  toString: kEnumerableProperty,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams' },
  [SymbolIterator]: {
    __proto__: null, configurable: true, writable: true, value: URLSearchParams.prototype.entries,
  },
});

module.exports = { URLSearchParams, listOf, parseInto, replaceList, serialize, setOwner };

// SPDX-License-Identifier: MIT
'use strict';

// util.inspect(). formatValue() decides what a value is, formatObject() how its kind is shown;
// the parts lie in internal/util/inspect/.

const {
  ArrayIsArray,
  ArrayPrototypeFilter,
  ArrayPrototypeIncludes,
  ArrayPrototypePop,
  ArrayPrototypePush,
  ArrayPrototypePushApply,
  ArrayPrototypeSlice,
  ArrayPrototypeSort,
  ArrayPrototypeSplice,
  ArrayPrototypeUnshift,
  BigIntPrototypeValueOf,
  BooleanPrototypeValueOf,
  DatePrototypeGetTime,
  DatePrototypeToISOString,
  DatePrototypeToString,
  FunctionPrototypeCall,
  FunctionPrototypeSymbolHasInstance,
  FunctionPrototypeToString,
  MapPrototypeGetSize,
  MathTrunc,
  NumberIsFinite,
  NumberIsNaN,
  NumberPrototypeValueOf,
  Object,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyNames,
  ObjectGetOwnPropertySymbols,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  ObjectPrototypePropertyIsEnumerable,
  ObjectPrototypeToString,
  ObjectSetPrototypeOf,
  ReflectOwnKeys,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit,
  RegExpPrototypeToString,
  SafeMap,
  SafeSet,
  SetPrototypeGetSize,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeLastIndexOf,
  StringPrototypeRepeat,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  StringPrototypeValueOf,
  SymbolIterator,
  SymbolPrototypeToString,
  SymbolPrototypeValueOf,
  SymbolToStringTag,
  TypedArrayPrototypeGetLength,
  TypedArrayPrototypeGetSymbolToStringTag,
  globalThis,
  hardenRegExp,
} = primordials;

const { isStackOverflowError } = require('internal/errors');
const { customInspectSymbol, tablePrototype } = require('internal/util');
const { formatError, identicalSequenceRange, isError } = require('internal/util/inspect/errors');
const entries = require('internal/util/inspect/entries');
const { inspectDefaultOptions } = require('internal/util/inspect/defaults');
const { joinParts } = require('internal/util/inspect/layout');
const { escapeKey, getStringWidth, isZeroWidthCodePoint, quote, stripVTControlCharacters } =
  require('internal/util/inspect/strings');
const { colors, styles } = require('internal/util/inspect/styles');
const types = require('internal/util/types');
const { validateObject } = require('internal/validators');
const {
  constants: { ALL_PROPERTIES, ONLY_ENUMERABLE, SHAPE_BARE, SHAPE_STRINGS },
  getConstructorName: engineConstructorName,
  getExternalValue,
  getOwnNonIndexProperties,
  getProxyDetails,
  shapeOf,
} = internalBinding('util');

const { kExtra, kItem, kNamed } = entries;

// Of these, showHidden prints no inherited properties: they are the language's, and the same for all.
const builtInNames = new SafeSet(new primordials.SafeArrayIterator(['Object', 'Function', 'Array', 'Number', 'Boolean',
  'String', 'Symbol', 'BigInt', 'Date', 'Promise', 'RegExp', 'Proxy', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef',
  'FinalizationRegistry', 'Iterator', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError',
  'SyntaxError', 'TypeError', 'URIError', 'ArrayBuffer', 'DataView', 'Uint8Array', 'Uint8ClampedArray', 'Uint16Array',
  'Uint32Array', 'Int8Array', 'Int16Array', 'Int32Array', 'Float32Array', 'Float64Array', 'BigInt64Array',
  'BigUint64Array']));

/** The state of one inspect() call. */
class Context {
  constructor() {
    this.budget = { __proto__: null };
    this.indentationLvl = 0;
    this.seen = [];
    this.currentDepth = 0;
    this.stylize = stylizeNoColor;
    this.showHidden = inspectDefaultOptions.showHidden;
    this.depth = inspectDefaultOptions.depth;
    this.colors = inspectDefaultOptions.colors;
    this.customInspect = inspectDefaultOptions.customInspect;
    this.showProxy = inspectDefaultOptions.showProxy;
    this.maxArrayLength = inspectDefaultOptions.maxArrayLength;
    this.maxStringLength = inspectDefaultOptions.maxStringLength;
    this.breakLength = inspectDefaultOptions.breakLength;
    this.compact = inspectDefaultOptions.compact;
    this.sorted = inspectDefaultOptions.sorted;
    this.getters = inspectDefaultOptions.getters;
    this.numericSeparator = inspectDefaultOptions.numericSeparator;
    this.circular = undefined;
    this.userOptions = undefined;
  }

  apply(options) {
    const keys = ObjectKeys(options);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (ObjectPrototypeHasOwnProperty(inspectDefaultOptions, key) || key === 'stylize') {
        this[key] = options[key];
      } else if (this.userOptions === undefined) {
        this.userOptions = options;
      }
    }
  }
}

/**
 * A text for people that shows the structure of `value`.
 * @param {any} value
 * @param {object} [options] showHidden, depth, colors, customInspect, showProxy, maxArrayLength,
 *   maxStringLength, breakLength, compact, sorted, getters, numericSeparator
 * @returns {string}
 */
function inspect(value, options /* legacy: showHidden, depth, colors */) {
  const ctx = new Context();
  if (arguments.length > 1) {
    if (arguments.length > 2) {
      if (arguments[2] !== undefined) ctx.depth = arguments[2];
      if (arguments.length > 3 && arguments[3] !== undefined) ctx.colors = arguments[3];
    }
    if (typeof options === 'boolean') ctx.showHidden = options;
    else if (options) ctx.apply(options);
  }
  if (ctx.colors) ctx.stylize = stylizeWithColor;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  return formatValue(ctx, value, 0);
}
inspect.custom = customInspectSymbol;
ObjectDefineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() { return inspectDefaultOptions; },
  set(options) {
    validateObject(options, 'options');
    ObjectAssign(inspectDefaultOptions, options);
  },
});
inspect.colors = colors;
inspect.styles = styles;

function stylizeNoColor(text) {
  return text;
}

function stylizeWithColor(text, styleType) {
  const style = styles[styleType];
  if (style === undefined) return text;
  const color = colors[style];
  if (color === undefined) return typeof style === 'function' ? style(text) : text;
  return `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}

/** What a custom inspect function gets: the options, with stylize(). */
function userOptionsOf(ctx, isCrossContext) {
  const options = {
    stylize: ctx.stylize,
    showHidden: ctx.showHidden,
    depth: ctx.depth,
    colors: ctx.colors,
    customInspect: ctx.customInspect,
    showProxy: ctx.showProxy,
    maxArrayLength: ctx.maxArrayLength,
    maxStringLength: ctx.maxStringLength,
    breakLength: ctx.breakLength,
    compact: ctx.compact,
    sorted: ctx.sorted,
    getters: ctx.getters,
    numericSeparator: ctx.numericSeparator,
    ...ctx.userOptions,
  };
  if (!isCrossContext) return options;
  // Nothing of this context may reach code of another one, except primitives.
  ObjectSetPrototypeOf(options, null);
  for (const key of new primordials.SafeArrayIterator(ObjectKeys(options))) {
    if ((typeof options[key] === 'object' || typeof options[key] === 'function') && options[key] !== null) {
      delete options[key];
    }
  }
  options.stylize = ObjectSetPrototypeOf((value, flavour) => {
    let styled;
    try {
      styled = `${ctx.stylize(value, flavour)}`;
    } catch {
      // Errors of this context must not leak, either.
    }
    return typeof styled === 'string' ? styled : value;
  }, null);
  return options;
}

/** The text of any value. `typed`: it is the buffer of a typed array that is being shown. */
function formatValue(ctx, value, depth, typed) {
  if (typeof value !== 'object' && typeof value !== 'function' && !isUndetectable(value)) {
    return formatPrimitive(ctx.stylize, value, ctx);
  }
  if (value === null) return ctx.stylize('null', 'null');
  const original = value;
  const proxy = shapeOf(value) !== 0 ? undefined : getProxyDetails(value, Boolean(ctx.showProxy));
  if (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy) return formatProxy(ctx, proxy, depth);
    value = proxy;
  }
  if (ctx.customInspect) {
    const custom = value[customInspectSymbol];
    if (typeof custom === 'function' && custom !== inspect && !isPrototypeObject(value)) {
      const left = ctx.depth === null ? null : ctx.depth - depth;
      const isCrossContext = proxy !== undefined || !(original instanceof Object);
      const result = FunctionPrototypeCall(custom, original, left, userOptionsOf(ctx, isCrossContext), inspect);
      if (result !== original) {
        // What is no text is formatted where it stands: its lines are indented already.
        if (typeof result !== 'string') return formatValue(ctx, result, depth);
        return StringPrototypeReplaceAll(result, '\n', `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`);
      }
    }
  }
  if (ArrayPrototypeIncludes(ctx.seen, value)) {
    let index = 1;
    if (ctx.circular === undefined) {
      ctx.circular = new SafeMap();
      ctx.circular.set(value, index);
    } else {
      index = ctx.circular.get(value);
      if (index === undefined) {
        index = ctx.circular.size + 1;
        ctx.circular.set(value, index);
      }
    }
    return ctx.stylize(`[Circular *${index}]`, 'special');
  }
  return formatObject(ctx, value, depth, typed);
}

function isUndetectable(value) {
  return typeof value === 'undefined' && value !== undefined;
}

/** Custom functions are meant for instances, not for the prototype that carries them. */
function isPrototypeObject(value) {
  const descriptor = ObjectGetOwnPropertyDescriptor(value, 'constructor');
  return descriptor !== undefined && descriptor.value?.prototype === value;
}

function formatProxy(ctx, proxy, depth) {
  if (depth > ctx.depth && ctx.depth !== null) return ctx.stylize('Proxy [Array]', 'special');
  depth += 1;
  ctx.indentationLvl += 2;
  const parts = [formatValue(ctx, proxy[0], depth), formatValue(ctx, proxy[1], depth)];
  ctx.indentationLvl -= 2;
  return joinParts(ctx, parts, '', ['Proxy [', ']'], true, depth, undefined);
}

// Names

function isInstance(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}

// Prototypes of nearly all objects -> [class, its name]. To ask one for its constructor, and that for its name, takes
// as long as all the rest of a small object.
const knownClasses = new SafeMap();
for (const known of new primordials.SafeArrayIterator([Object, primordials.Array, primordials.Map, primordials.Set,
  primordials.Date, primordials.Error, primordials.Promise, primordials.Function, primordials.RegExp])) {
  knownClasses.set(known.prototype, [known, known.name]);
}

/** The name of the class, null without prototype. Collects inherited properties in `inherited`. */
function constructorName(object, ctx, depth, inherited) {
  let first;
  const start = object;
  while (object || isUndetectable(object)) {
    const known = knownClasses.get(object);
    if (known !== undefined && FunctionPrototypeSymbolHasInstance(known[0], start)) {
      if (inherited !== undefined && first !== object) addInherited(ctx, start, first || start, depth, inherited);
      return known[1];
    }
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '' &&
        isInstance(start, descriptor.value)) {
      if (inherited !== undefined && (first !== object || !builtInNames.has(descriptor.value.name))) {
        addInherited(ctx, start, first || start, depth, inherited);
      }
      return String(descriptor.value.name);
    }
    object = ObjectGetPrototypeOf(object);
    if (first === undefined) first = object;
  }
  if (first === null || first === tablePrototype) return null;
  const name = engineConstructorName(start);
  if (depth > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
  const below = constructorName(first, ctx, depth + 1, inherited);
  if (below !== null) return `${name} <${below}>`;
  return `${name} <${inspect(first, { ...publicOptions(ctx), customInspect: false, depth: -1 })}>`;
}

function publicOptions(ctx) {
  const options = {};
  const keys = ObjectKeys(inspectDefaultOptions);
  for (let i = 0; i < keys.length; i++) options[keys[i]] = ctx[keys[i]];
  return options;
}

/** With showHidden: accessors and values of up to three prototypes of the user's classes. */
function addInherited(ctx, main, object, depth, output) {
  let keys;
  const seen = new SafeSet();
  for (let level = 0; level < 3; level++) {
    if (level !== 0 || main === object) {
      object = ObjectGetPrototypeOf(object);
      if (object === null) return;
      const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
      if (descriptor !== undefined && typeof descriptor.value === 'function' &&
          builtInNames.has(descriptor.value.name)) return;
    }
    if (level !== 0) for (let i = 0; i < keys.length; i++) seen.add(keys[i]);
    keys = ReflectOwnKeys(object);
    ArrayPrototypePush(ctx.seen, main);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === 'constructor' || ObjectPrototypeHasOwnProperty(main, key) || (level !== 0 && seen.has(key))) continue;
      const descriptor = ObjectGetOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const text = formatProperty(ctx, object, depth, key, kNamed, descriptor, main);
      ArrayPrototypePush(output, ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    ArrayPrototypePop(ctx.seen);
  }
}

/** "Foo(2) [Tag] ", with a space at the end. */
function prefixOf(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    return tag !== '' && fallback !== tag ? `[${fallback}${size}: null prototype] [${tag}] ` :
      `[${fallback}${size}: null prototype] `;
  }
  if (tag === '' || constructor === tag) return `${constructor}${size} `;
  // "Intl.Locale" says more than "Locale", and everything that it says.
  const dot = StringPrototypeLastIndexOf(tag, '.');
  if (dot > 0 && StringPrototypeSlice(tag, dot + 1) === constructor) return `${tag}${size} `;
  return `${constructor}${size} [${tag}] `;
}

/** What to call an object without prototype: the class that made it. */
function fallbackOf(value, constructor, tag) {
  if (constructor !== null) return 'Object';
  const name = ObjectGetPrototypeOf(value) === tablePrototype ? 'Object' : engineConstructorName(value);
  return name === tag ? 'Object' : name;
}

function keysOf(value, showHidden) {
  let keys;
  if (showHidden) {
    keys = ObjectGetOwnPropertyNames(value);
    const symbols = ObjectGetOwnPropertySymbols(value);
    if (symbols.length !== 0) ArrayPrototypePushApply(keys, symbols);
    return keys;
  }
  try {
    keys = ObjectKeys(value);
  } catch {
    // A namespace of a module that is not evaluated yet.
    keys = ObjectGetOwnPropertyNames(value);
  }
  if (shapeOf(value) & SHAPE_STRINGS) return keys;
  const symbols = ObjectGetOwnPropertySymbols(value);
  for (let i = 0; i < symbols.length; i++) {
    if (ObjectPrototypePropertyIsEnumerable(value, symbols[i])) ArrayPrototypePush(keys, symbols[i]);
  }
  return keys;
}

function tagOf(ctx, value) {
  let tag;
  try {
    tag = value[SymbolToStringTag];
  } catch {
    return '';
  }
  // An own, visible tag is printed as a property.
  if (typeof tag !== 'string' || (tag !== '' && (ctx.showHidden ?
    ObjectPrototypeHasOwnProperty : ObjectPrototypePropertyIsEnumerable)(value, SymbolToStringTag))) return '';
  return tag;
}

// Objects

/** What describeX() found: how to show the value. `result`: the whole text, nothing left to do. */
class Shape {
  constructor() {
    this.result = undefined;
    this.base = '';
    this.braces = undefined;
    this.keys = undefined;
    this.contents = undefined;
    this.isList = false;
  }
}

function formatObject(ctx, value, depth, typed) {
  let inherited;
  if (ctx.showHidden && (depth <= ctx.depth || ctx.depth === null)) inherited = [];
  const constructor = constructorName(value, ctx, depth, inherited);
  if (inherited !== undefined && inherited.length === 0) inherited = undefined;
  const tag = tagOf(ctx, value);
  const shape = new Shape();
  if (!((SymbolIterator in value || constructor === null) &&
        describeIterable(shape, ctx, value, constructor, tag, inherited))) {
    describeOther(shape, ctx, value, depth, constructor, tag, inherited, typed);
  }
  if (shape.result !== undefined) return shape.result;
  if (depth > ctx.depth && ctx.depth !== null) {
    const name = StringPrototypeSlice(prefixOf(constructor, tag, fallbackOf(value, constructor, tag)), 0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }
  return formatParts(shape, ctx, value, depth + 1, constructor, tag, inherited, typed);
}

function formatParts(shape, ctx, value, depth, constructor, tag, inherited, typed) {
  ArrayPrototypePush(ctx.seen, value);
  ctx.currentDepth = depth;
  const { braces, contents, keys, isList } = shape;
  let { base } = shape;
  let output;
  const indentation = ctx.indentationLvl;
  try {
    output = contents === undefined ? [] : contents(helpers, ctx, value, depth, typed ?? braces);
    const type = isList ? kExtra : kNamed;
    for (let i = 0; i < keys.length; i++) {
      ArrayPrototypePush(output, formatProperty(ctx, value, depth, keys[i], type));
    }
    if (inherited !== undefined) ArrayPrototypePushApply(output, inherited);
  } catch (error) {
    if (!isStackOverflowError(error)) throw error;
    ctx.seen.pop();
    ctx.indentationLvl = indentation;
    const name = StringPrototypeSlice(prefixOf(constructor, tag, 'Object'), 0, -1);
    return ctx.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }
  if (ctx.circular !== undefined) {
    const index = ctx.circular.get(value);
    if (index !== undefined) {
      const reference = ctx.stylize(`<ref *${index}>`, 'special');
      if (ctx.compact !== true) base = base === '' ? reference : `${reference} ${base}`;
      else braces[0] = `${reference} ${braces[0]}`;
    }
  }
  ArrayPrototypePop(ctx.seen);
  if (ctx.sorted) sortParts(ctx, output, keys, isList);
  const text = joinParts(ctx, output, base, braces, isList, depth, value);
  // An object that is as large as this on one level is not shown any deeper.
  const length = (ctx.budget[ctx.indentationLvl] || 0) + text.length;
  ctx.budget[ctx.indentationLvl] = length;
  if (length > 2 ** 27) ctx.depth = -1;
  return text;
}

function sortParts(ctx, output, keys, isList) {
  const comparator = ctx.sorted === true ? undefined : ctx.sorted;
  if (!isList) {
    ArrayPrototypeSort(output, comparator);
  } else if (keys.length > 1) {
    const start = output.length - keys.length;
    const sorted = ArrayPrototypeSort(ArrayPrototypeSlice(output, start), comparator);
    for (let i = 0; i < sorted.length; i++) output[start + i] = sorted[i];
  }
}

/** Lists, collections and their iterators. @returns {boolean} whether it is one */
function describeIterable(shape, ctx, value, constructor, tag, inherited) {
  const filter = ctx.showHidden ? ALL_PROPERTIES : ONLY_ENUMERABLE;
  if (ArrayIsArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ?
      prefixOf(constructor, tag, 'Array', `(${value.length})`) : '';
    shape.keys = shapeOf(value) & SHAPE_BARE && !ctx.showHidden ? [] : getOwnNonIndexProperties(value, filter);
    shape.braces = [`${prefix}[`, ']'];
    if (value.length === 0 && shape.keys.length === 0 && inherited === undefined) shape.result = `${prefix}[]`;
    shape.isList = true;
    shape.contents = entries.formatArray;
  } else if (types.isSet(value)) {
    collection(shape, ctx, value, 'Set', SetPrototypeGetSize(value), entries.formatSet, constructor, tag, inherited);
  } else if (types.isMap(value)) {
    collection(shape, ctx, value, 'Map', MapPrototypeGetSize(value), entries.formatMap, constructor, tag, inherited);
  } else if (types.isTypedArray(value)) {
    shape.keys = getOwnNonIndexProperties(value, filter);
    const size = TypedArrayPrototypeGetLength(value);
    const fallback = constructor === null ? TypedArrayPrototypeGetSymbolToStringTag(value) : '';
    const prefix = prefixOf(constructor, tag, fallback, `(${size})`);
    shape.braces = [`${prefix}[`, ']'];
    if (size === 0 && shape.keys.length === 0 && !ctx.showHidden) shape.result = `${prefix}[]`;
    shape.isList = true;
    shape.contents = entries.formatTypedArray;
  } else if (types.isMapIterator(value)) {
    shape.keys = keysOf(value, ctx.showHidden);
    shape.braces = iteratorBraces('Map', tag);
    shape.contents = entries.formatIterator;
  } else if (types.isSetIterator(value)) {
    shape.keys = keysOf(value, ctx.showHidden);
    shape.braces = iteratorBraces('Set', tag);
    shape.contents = entries.formatIterator;
  } else {
    return false;
  }
  return true;
}

function collection(shape, ctx, value, name, size, contents, constructor, tag, inherited) {
  const prefix = prefixOf(constructor, tag, name, `(${size})`);
  shape.keys = keysOf(value, ctx.showHidden);
  shape.braces = [`${prefix}{`, '}'];
  if (size === 0 && shape.keys.length === 0 && inherited === undefined) shape.result = `${prefix}{}`;
  shape.contents = contents;
}

function iteratorBraces(name, tag) {
  if (tag !== `${name} Iterator`) {
    if (tag !== '') tag += '] [';
    tag += `${name} Iterator`;
  }
  return [`[${tag}] {`, '}'];
}

function isObject(value) {
  try {
    return ObjectPrototypeToString(value) === '[object Object]';
  } catch {
    return false; // its tag throws
  }
}

/** Everything else. */
function describeOther(shape, ctx, value, depth, constructor, tag, inherited, typed) {
  shape.keys = keysOf(value, ctx.showHidden);
  const { keys } = shape;
  shape.braces = ['{', '}'];
  const bare = keys.length === 0 && inherited === undefined;
  if (typeof value === 'function') {
    shape.base = functionBase(ctx, value, constructor, tag);
    if (bare) shape.result = ctx.stylize(shape.base, 'special');
  } else if (constructor === 'Object' && tag === '' && isObject(value)) {
    // Nearly every object: the language can tell, without asking the engine about each kind.
    if (bare) shape.result = '{}';
  } else if (types.isArgumentsObject(value)) {
    shape.braces[0] = '[Arguments] {';
    if (bare) shape.result = '[Arguments] {}';
  } else if (constructor === 'Object' && tag === '' && !types.isModuleNamespaceObject(value)) {
    if (bare) shape.result = '{}';
  } else {
    describeClass(shape, ctx, value, depth, constructor, tag, inherited, typed);
  }
}

function describeClass(shape, ctx, value, depth, constructor, tag, inherited, typed) {
  const { keys } = shape;
  const bare = keys.length === 0 && inherited === undefined;
  const open = (fallback) => { shape.braces[0] = `${prefixOf(constructor, tag, fallback)}{`; };
  if (types.isRegExp(value)) {
    const prefix = prefixOf(constructor, tag, 'RegExp');
    shape.base = RegExpPrototypeToString(constructor !== null ? value : new RegExp(value));
    if (prefix !== 'RegExp ') shape.base = `${prefix}${shape.base}`;
    if (bare || (depth > ctx.depth && ctx.depth !== null)) shape.result = ctx.stylize(shape.base, 'regexp');
  } else if (types.isDate(value)) {
    const prefix = prefixOf(constructor, tag, 'Date');
    shape.base = NumberIsNaN(DatePrototypeGetTime(value)) ?
      DatePrototypeToString(value) : DatePrototypeToISOString(value);
    if (prefix !== 'Date ') shape.base = `${prefix}${shape.base}`;
    if (bare) shape.result = ctx.stylize(shape.base, 'date');
  } else if (isError(value)) {
    describeError(shape, ctx, value, constructor, tag, inherited);
  } else if (types.isAnyArrayBuffer(value)) {
    open(types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer');
    if (typed === true && bare) {
      shape.result = `${shape.braces[0]} [byteLength]: ${formatNumber(ctx.stylize, value.byteLength, false)} }`;
    }
    shape.contents = (f, context, buffer) => entries.formatArrayBuffer(f, context, buffer, typed === true);
  } else if (types.isDataView(value)) {
    open('DataView');
    shape.contents = formatDataView;
  } else if (types.isPromise(value)) {
    open('Promise');
    shape.contents = entries.formatPromise;
  } else if (types.isWeakSet(value)) {
    open('WeakSet');
    shape.contents = ctx.showHidden ? entries.formatWeakSet : formatUnknownItems;
  } else if (types.isWeakMap(value)) {
    open('WeakMap');
    shape.contents = ctx.showHidden ? entries.formatWeakMap : formatUnknownItems;
  } else if (types.isModuleNamespaceObject(value)) {
    open('Module');
    const names = ArrayPrototypeSlice(keys);
    keys.length = 0;
    shape.contents = (f, context, namespace, level) => formatNamespace(context, namespace, level, names);
  } else if (types.isBoxedPrimitive(value)) {
    shape.base = boxedBase(ctx, value, keys, constructor, tag);
    if (keys.length === 0) shape.result = shape.base;
  } else if (constructor === 'URL' && require('internal/url').isURL(value) && !(depth > ctx.depth && ctx.depth !== null)) {
    shape.base = value.href;
    if (bare) shape.result = shape.base;
  } else if (bare && types.isExternal(value)) {
    shape.result = ctx.stylize(`[External: ${getExternalValue(value).toString(16)}]`, 'special');
  } else {
    open(fallbackOf(value, constructor, tag));
    if (bare) shape.result = `${shape.braces[0]}}`;
  }
}

function describeError(shape, ctx, value, constructor, tag, inherited) {
  shape.base = formatError(ctx, value, constructor, tag, shape.keys, prefixOf, (stack) =>
    inspect(stack, { ...publicOptions(ctx), compact: false }));
  if (shape.keys.length === 0 && inherited === undefined) shape.result = shape.base;
}

function formatUnknownItems(f, ctx) {
  return [ctx.stylize('<items unknown>', 'special')];
}

function formatDataView(f, ctx, value, depth) {
  const output = [];
  for (const key of new primordials.SafeArrayIterator(['byteLength', 'byteOffset', 'buffer'])) {
    ctx.indentationLvl += 2;
    ArrayPrototypePush(output, `${ctx.stylize(`[${key}]`, 'string')}: ${formatValue(ctx, viewProperty(value, key), depth)}`);
    ctx.indentationLvl -= 2;
  }
  return output;
}

/** A property of a DataView whose memory may have been transferred away or cut off: then it has no place, and its buffer's length. */
function viewProperty(view, key) {
  try {
    return view[key];
  } catch {
    return key === 'byteLength' ? view.buffer.byteLength : undefined;
  }
}

function formatNamespace(ctx, value, depth, names) {
  const output = [];
  for (let i = 0; i < names.length; i++) {
    try {
      ArrayPrototypePush(output, formatProperty(ctx, value, depth, names[i], kNamed));
    } catch {
      // Not initialised yet: the access throws.
      const text = formatProperty(ctx, { [names[i]]: '' }, depth, names[i], kNamed);
      ArrayPrototypePush(output, `${StringPrototypeSlice(text, 0, StringPrototypeLastIndexOf(text, ' ') + 1)}` +
        ctx.stylize('<uninitialized>', 'special'));
    }
  }
  return output;
}

function boxedBase(ctx, value, keys, constructor, tag) {
  let valueOf;
  let type;
  if (types.isNumberObject(value)) {
    valueOf = NumberPrototypeValueOf;
    type = 'Number';
  } else if (types.isStringObject(value)) {
    valueOf = StringPrototypeValueOf;
    type = 'String';
    // Its characters are keys, and come first.
    ArrayPrototypeSplice(keys, 0, value.length);
  } else if (types.isBooleanObject(value)) {
    valueOf = BooleanPrototypeValueOf;
    type = 'Boolean';
  } else if (types.isBigIntObject(value)) {
    valueOf = BigIntPrototypeValueOf;
    type = 'BigInt';
  } else {
    valueOf = SymbolPrototypeValueOf;
    type = 'Symbol';
  }
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(stylizeNoColor, valueOf(value), ctx)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  if (keys.length !== 0 || ctx.stylize === stylizeNoColor) return base;
  return ctx.stylize(base, StringPrototypeToLowerCase(type));
}

const classHead = /^(\s+[^(]*?)\s*{/;
const comments = hardenRegExp(/(\/\/.*?\n)|(\/\*(.|\n)*?\*\/)/g);

function functionBase(ctx, value, constructor, tag) {
  const source = FunctionPrototypeToString(value);
  if (StringPrototypeStartsWith(source, 'class') && StringPrototypeEndsWith(source, '}')) {
    const body = StringPrototypeSlice(source, 5, -1);
    const brace = StringPrototypeIndexOf(body, '{');
    if (brace !== -1 && (!StringPrototypeIncludes(StringPrototypeSlice(body, 0, brace), '(') ||
        RegExpPrototypeExec(classHead, RegExpPrototypeSymbolReplace(comments, body, '')) !== null)) {
      return classBase(value, constructor, tag);
    }
  }
  let type = 'Function';
  if (types.isGeneratorFunction(value)) type = `Generator${type}`;
  if (types.isAsyncFunction(value)) type = `Async${type}`;
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  const { name } = value;
  base += name === '' ? ' (anonymous)' : `: ${typeof name === 'string' ? name : formatValue(ctx, name, 0)}`;
  base += ']';
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

function classBase(value, constructor, tag) {
  const name = (ObjectPrototypeHasOwnProperty(value, 'name') && value.name) || '(anonymous)';
  let base = `class ${name}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor !== null) {
    const superName = ObjectGetPrototypeOf(value).name;
    if (superName) base += ` extends ${superName}`;
  } else {
    base += ' extends null';
  }
  return `[${base}]`;
}

// Properties

/** Whether the text takes more columns than `limit`; most of a very long text is not looked at. */
function isWider(text, limit, colors) {
  if (text.length <= limit) return false;
  if (text.length > 1024 && getStringWidth(StringPrototypeSlice(text, 0, 1024), colors) > limit) return true;
  return getStringWidth(text, colors) > limit;
}

/** Whether a key needs no quotes. A loop: most keys are shorter than the way into a regular expression. */
function isIdentifier(key) {
  for (let i = 0; i < key.length; i++) {
    const code = StringPrototypeCharCodeAt(key, i);
    const letter = code | 0x20;
    if ((letter < 0x61 || letter > 0x7a) && code !== 0x5f && (i === 0 || code < 0x30 || code > 0x39)) return false;
  }
  return key.length !== 0;
}

function formatKey(ctx, key, enumerable) {
  if (typeof key === 'symbol') {
    const text = escapeKey(SymbolPrototypeToString(key));
    return enumerable ? ctx.stylize(text, 'symbol') : `[${ctx.stylize(text, 'symbol')}]`;
  }
  if (key === '__proto__') return enumerable ? "['__proto__']" : "[['__proto__']]";
  const text = typeof key === 'number' || isIdentifier(key) ?
    ctx.stylize(`${key}`, 'name') : ctx.stylize(quote(key), 'string');
  return enumerable ? text : `[${text}]`;
}

function formatProperty(ctx, value, depth, key, type, descriptor, original = value) {
  descriptor ??= ObjectGetOwnPropertyDescriptor(value, key) ??
    { value: value[key], configurable: true, enumerable: true };
  let text;
  let space = ' ';
  if (descriptor.value !== undefined) {
    const indent = ctx.compact !== true || type !== kNamed ? 2 : 3;
    ctx.indentationLvl += indent;
    text = formatValue(ctx, descriptor.value, depth);
    if (indent === 3 && isWider(text, ctx.breakLength, ctx.colors)) {
      space = `\n${StringPrototypeRepeat(' ', ctx.indentationLvl)}`;
    }
    ctx.indentationLvl -= indent;
  } else if (descriptor.get !== undefined) {
    text = formatGetter(ctx, descriptor, depth, original);
  } else if (descriptor.set !== undefined) {
    text = ctx.stylize('[Setter]', 'special');
  } else {
    text = ctx.stylize('undefined', 'undefined');
  }
  if (type === kItem) return text;
  return `${formatKey(ctx, key, descriptor.enumerable !== false)}:${space}${text}`;
}

function formatGetter(ctx, descriptor, depth, original) {
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const { getters, stylize } = ctx;
  const wanted = getters === true || (getters === 'get' && descriptor.set === undefined) ||
    (getters === 'set' && descriptor.set !== undefined);
  if (!wanted) return stylize(`[${label}]`, 'special');
  ctx.indentationLvl += 2;
  let text;
  try {
    const value = FunctionPrototypeCall(descriptor.get, original);
    if (value === null) {
      text = `${stylize(`[${label}:`, 'special')} ${stylize('null', 'null')}${stylize(']', 'special')}`;
    } else if (typeof value === 'object' || typeof value === 'function') {
      text = `${stylize(`[${label}]`, 'special')} ${formatValue(ctx, value, depth)}`;
    } else {
      text = `${stylize(`[${label}:`, 'special')} ${formatPrimitive(stylize, value, ctx)}${stylize(']', 'special')}`;
    }
  } catch (error) {
    const reason = `<Inspection threw (${typeof error === 'string' ? error : formatValue(ctx, error, depth)})>`;
    text = `${stylize(`[${label}:`, 'special')} ${reason}${stylize(']', 'special')}`;
  }
  ctx.indentationLvl -= 2;
  return text;
}

// Primitives

const lineEnds = hardenRegExp(/(?<=\n)/);

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string':
      return formatString(stylize, value, ctx);
    case 'number':
      return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint':
      return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean':
      return stylize(`${value}`, 'boolean');
    case 'undefined':
      return stylize('undefined', 'undefined');
    default:
      return stylize(SymbolPrototypeToString(value), 'symbol');
  }
}

function formatString(stylize, value, ctx) {
  let trailer = '';
  if (value.length > ctx.maxStringLength) {
    const left = value.length - ctx.maxStringLength;
    value = StringPrototypeSlice(value, 0, ctx.maxStringLength);
    trailer = `... ${left} more character${left > 1 ? 's' : ''}`;
  }
  // Long texts inside of objects get one line per line.
  if (ctx.compact !== true && value.length > 16 && value.length > ctx.breakLength - ctx.indentationLvl - 4 &&
      StringPrototypeIncludes(value, '\n')) {
    const lines = RegExpPrototypeSymbolSplit(lineEnds, value);
    const indentation = ` +\n${StringPrototypeRepeat(' ', ctx.indentationLvl + 2)}`;
    let text = '';
    for (let i = 0; i < lines.length; i++) {
      text += `${i > 0 ? indentation : ''}${stylize(quote(lines[i]), 'string')}`;
    }
    return text + trailer;
  }
  return stylize(quote(value), 'string') + trailer;
}

const everyThreeFromRight = hardenRegExp(/(\d)(?=(?:\d{3})+$)/g);
const everyThreeFromLeft = hardenRegExp(/(\d{3})(?=\d)/g);

function formatNumber(stylize, value, numericSeparator) {
  if (ObjectIs(value, -0)) return stylize('-0', 'number');
  if (!numericSeparator) return stylize(`${value}`, 'number');
  const text = String(value);
  if (!NumberIsFinite(value) || StringPrototypeIncludes(text, 'e')) return stylize(text, 'number');
  const integer = MathTrunc(value);
  const digits = String(integer);
  if (integer === value) return stylize(withSeparators(digits), 'number');
  const fraction = StringPrototypeSlice(text, digits.length + 1);
  return stylize(`${withSeparators(digits)}.${RegExpPrototypeSymbolReplace(everyThreeFromLeft, fraction, '$1_')}`,
    'number');
}

function formatBigInt(stylize, value, numericSeparator) {
  const digits = String(value);
  return stylize(`${numericSeparator ? withSeparators(digits) : digits}n`, 'bigint');
}

function withSeparators(digits) {
  return RegExpPrototypeSymbolReplace(everyThreeFromRight, digits, '$1_');
}

const helpers = { formatBigInt, formatNumber, formatProperty, formatValue, joinParts };

module.exports = {
  formatBigInt,
  formatNumber,
  formatPrimitive,
  getStringWidth,

  inspect,
  inspectDefaultOptions,
  isZeroWidthCodePoint,
  stripVTControlCharacters,
  stylizeNoColor,
  stylizeWithColor,
};

// As in Node.js, format() is found here, too.
ObjectAssign(module.exports, {
  format: (...args) => require('internal/util/format').format(...args),
  formatWithOptions: (...args) => require('internal/util/format').formatWithOptions(...args),
});

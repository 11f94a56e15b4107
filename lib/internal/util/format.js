// SPDX-License-Identifier: MIT
'use strict';

// util.format(): printf-like text, and what console.log() prints. Loads inspect() only for arguments
// that are no primitives, or are to be coloured.

const {
  ArrayPrototypePush,
  JSONStringify,
  Number,
  NumberParseFloat,
  NumberParseInt,
  ObjectGetPrototypeOf,
  ObjectKeys,
  ObjectPrototypeHasOwnProperty,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  StringPrototypeSplit,
  SymbolToPrimitive,
} = primordials;

const { codes } = require('internal/errors');

const { inspectDefaultOptions } = require('internal/util/inspect/defaults');

function separated(options) {
  return options?.numericSeparator ?? inspectDefaultOptions.numericSeparator;
}

let inspectModule;
function inspect(value, options) {
  inspectModule ??= require('internal/util/inspect');
  return inspectModule.inspect(value, options);
}

function number(value, options) {
  if (value === 0 && 1 / value < 0) return '-0';
  return separated(options) ? inspect(value, { numericSeparator: true, colors: false }) : `${value}`;
}

function bigint(value, options) {
  return separated(options) ? inspect(value, { numericSeparator: true, colors: false }) : `${value}n`;
}

/** What inspect() says of a primitive when it has nothing to add; undefined for all else. */
function plain(value, options) {
  if (options?.stylize !== undefined || (options?.colors ?? inspectDefaultOptions.colors)) return undefined;
  switch (typeof value) {
    case 'number': return number(value, options);
    case 'bigint': return bigint(value, options);
    case 'boolean':
    case 'undefined': return `${value}`;
    default: return value === null ? 'null' : undefined;
  }
}

let circularMessage;
function json(value) {
  try {
    return JSONStringify(value);
  } catch (error) {
    if (circularMessage === undefined) {
      const circular = {};
      circular.self = circular;
      try {
        JSONStringify(circular);
      } catch (expected) {
        circularMessage = StringPrototypeSplit(expected.message, '\n', 1)[0];
      }
    }
    if (error?.name === 'TypeError' &&
        StringPrototypeSplit(`${error.message}`, '\n', 1)[0] === circularMessage) return '[Circular]';
    throw error;
  }
}

/** Whether String(value) would say nothing of interest: no toString() of the user's own. */
function hasBuiltInToString(value) {
  const { getProxyDetails } = internalBinding('util');
  const proxied = getProxyDetails(value, false);
  if (proxied !== undefined) {
    if (proxied === null) return true;
    value = proxied;
  }
  // A toPrimitive that is not Date's is the user's.
  if (typeof value[SymbolToPrimitive] === 'function' && !isBuiltIn(value, SymbolToPrimitive)) return false;
  if (typeof value.toString !== 'function') return true;
  return isBuiltIn(value, 'toString');
}

/** Whether `key` is inherited from a class of the language, not from one of the user. */
function isBuiltIn(value, key) {
  let holder = value;
  while (holder !== null && !ObjectPrototypeHasOwnProperty(holder, key)) holder = ObjectGetPrototypeOf(holder);
  if (holder === null) return true;
  if (holder === value) return false;
  const { constructor } = holder;
  if (typeof constructor !== 'function') return false;
  const { languageClasses, languageClassNames } = require('internal/boot/globals');
  // Classes of other contexts are known by their names.
  return languageClasses.has(constructor) || languageClassNames().has(constructor.name);
}

function asString(value, options) {
  if (typeof value === 'number') return number(value, options);
  if (typeof value === 'bigint') return bigint(value, options);
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
  return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
}

function asNumber(value, options, parse) {
  if (typeof value === 'bigint' && parse !== NumberParseFloat) return bigint(value, options);
  if (typeof value === 'symbol') return 'NaN';
  return number(parse(value), options);
}

/** The text of one placeholder. */
function substitute(character, value, options) {
  switch (character) {
    case 115: // s
      return asString(value, options);
    case 106: // j
      return `${json(value)}`;
    case 100: // d
      return typeof value === 'object' ? number(Number(value), options) : asNumber(value, options, Number);
    case 79: // O
      return inspect(value, options);
    case 111: // o
      return inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case 105: // i
      return typeof value === 'object' ? number(NumberParseInt(value), options) :
        asNumber(value, options, NumberParseInt);
    case 102: // f
      return typeof value === 'symbol' ? 'NaN' : number(NumberParseFloat(value), options);
    default: // c
      return '';
  }
}

function isPlaceholder(character) {
  return character === 115 || character === 106 || character === 100 || character === 79 ||
    character === 111 || character === 105 || character === 102 || character === 99;
}

/** A format taken apart: the text before the first placeholder, each placeholder and the text behind it. */
class Format {
  constructor(source) {
    this.source = source;
    this.head = '';
    this.characters = [];
    this.marks = []; // '%s'
    this.texts = [];
    let text = '';
    let from = 0;
    // The last character cannot begin a placeholder.
    for (let i = 0; i < source.length - 1; i++) {
      if (StringPrototypeCharCodeAt(source, i) !== 37) continue;
      const character = StringPrototypeCharCodeAt(source, ++i);
      if (character === 37) {
        text += StringPrototypeSlice(source, from, i);
        from = i + 1;
      } else if (isPlaceholder(character)) {
        this.#add(text + StringPrototypeSlice(source, from, i - 1));
        ArrayPrototypePush(this.characters, character);
        ArrayPrototypePush(this.marks, StringPrototypeSlice(source, i - 1, i + 1));
        text = '';
        from = i + 1;
      }
    }
    this.#add(text + StringPrototypeSlice(source, from));
  }

  #add(text) {
    if (this.characters.length === 0) this.head = text;
    else ArrayPrototypePush(this.texts, text);
  }
}

// Programs print by few formats, over and over.
const KEPT = 16, KEPT_LENGTH = 256;
const kept = [];
for (let i = 0; i < KEPT; i++) ArrayPrototypePush(kept, null);

/** The format of a text whose first per cent sign is at `percent`. */
function parseFormat(source, percent) {
  const { length } = source;
  const format = kept[length & (KEPT - 1)];
  if (format !== null && format.source === source) return format;
  if (length > KEPT_LENGTH || !isPlaceholder(StringPrototypeCharCodeAt(source, percent + 1))) return new Format(source);
  // A name of a property is a string of its own, never a part of a long one that would be kept with it.
  const own = ObjectKeys({ __proto__: null, [source]: 0 })[0];
  return kept[length & (KEPT - 1)] = new Format(own);
}

/** The text of a format with the arguments behind it; a placeholder without one stays as it is. */
function formatWith(format, options, args) {
  const { characters, texts } = format;
  let text = format.head;
  for (let i = 0; i < characters.length; i++) {
    text += i + 1 < args.length ? substitute(characters[i], args[i + 1], options) : format.marks[i];
    text += texts[i];
  }
  return text;
}

/**
 * format() with options of inspect() and the arguments in an array, as console.log() has them.
 * @param {object|undefined} options
 * @param {any[]} args
 */
function formatList(options, args) {
  const first = args[0];
  if (args.length === 1 && typeof first === 'string') return first;
  let text = '';
  let next = 0;
  let separator = '';
  if (typeof first === 'string') {
    text = first;
    next = 1;
    separator = ' ';
    // The last character cannot begin a placeholder.
    for (let i = 0; i < first.length - 1; i++) {
      if (StringPrototypeCharCodeAt(first, i) !== 37) continue;
      const format = parseFormat(first, i);
      text = formatWith(format, options, args);
      next += format.characters.length;
      break;
    }
  }
  for (; next < args.length; next++) {
    const value = args[next];
    text += separator;
    text += typeof value === 'string' ? value : plain(value, options) ?? inspect(value, options);
    separator = ' ';
  }
  return text;
}

function format(...args) {
  return formatList(undefined, args);
}

function formatWithOptions(inspectOptions, ...args) {
  if (inspectOptions === null || typeof inspectOptions !== 'object') {
    throw new codes.ERR_INVALID_ARG_TYPE('inspectOptions', 'object', inspectOptions);
  }
  return formatList(inspectOptions, args);
}

module.exports = { format, formatList, formatWithOptions };

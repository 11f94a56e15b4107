// SPDX-License-Identifier: MIT
// require('querystring'): query strings as plain objects.
'use strict';

const { codes } = require('internal/errors');
const { decodeAscii, plain } = require('internal/url/form');
const { isUint8Array } = require('internal/util/types');

const escapes = Array.from({ length: 128 }, (_, code) => `%${code < 16 ? '0' : ''}${code.toString(16).toUpperCase()}`);

/**
 * Decodes percent-escapes to bytes; what is no escape stays as it is.
 * @param {string|Uint8Array} text a string counts as Latin-1
 * @param {boolean} [plusIsSpace]
 * @returns {Buffer}
 */
function unescapeBuffer(text, plusIsSpace) {
  // Anything with a length is its text, cut to that; without one it is refused as a size.
  const bytes = typeof text === 'string' || isUint8Array(text) ? Buffer.from(text, 'latin1') :
    Buffer.alloc(text.length, String(text).slice(0, text.length), 'latin1');
  let used = 0;
  for (let i = 0; i < bytes.length; i++) {
    let byte = bytes[i];
    if (byte === 43 && plusIsSpace) {
      byte = 32;
    } else if (byte === 37 && i + 2 < bytes.length) {
      const high = hexValue(bytes[i + 1]);
      const low = hexValue(bytes[i + 2]);
      if (high >= 0 && low >= 0) {
        byte = high << 4 | low;
        i += 2;
      }
    }
    bytes[used++] = byte;
  }
  return used === bytes.length ? bytes : bytes.subarray(0, used);
}

function hexValue(code) {
  if (code >= 48 && code <= 57) return code - 48;
  code |= 32;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/** Percent-decoding of a component; never throws. */
function qsUnescape(string, plusIsSpace) {
  try {
    return decodeURIComponent(string);
  } catch {
    return querystring.unescapeBuffer(string, plusIsSpace).toString();
  }
}

// A surrogate makes a pair with whatever follows it, as it has always been; only the last character cannot.
function pairSurrogates(string) {
  let out = '';
  for (let i = 0; i < string.length; i++) {
    const code = string.charCodeAt(i);
    if (code < 0xd800 || code > 0xdfff) {
      out += string[i];
      continue;
    }
    if (++i === string.length) throw new codes.ERR_INVALID_URI();
    out += String.fromCodePoint(0x10000 + (((code & 0x3ff) << 10) | (string.charCodeAt(i) & 0x3ff)));
  }
  return out;
}

/** Percent-encoding of a component. */
function qsEscape(string) {
  if (typeof string !== 'string') {
    string = typeof string === 'object' ? String(string) : string + '';
  }
  // ASCII is escaped here: the engine's function is a call out of compiled code.
  const { length } = string;
  let out = '';
  let done = 0;
  let i = 0;
  for (; i < length; i++) {
    const code = string.charCodeAt(i);
    if (code >= 128) break;
    if (plain[code] === 1) continue;
    if (done < i) out += string.slice(done, i);
    out += escapes[code];
    done = i + 1;
  }
  if (i === length) {
    if (done === 0) return string;
    return done < length ? out + string.slice(done) : out;
  }
  try {
    return encodeURIComponent(string);
  } catch {
    return encodeURIComponent(pairSurrogates(string));
  }
}

// ---- stringify ---------------------------------------------------------------------------------

function primitiveText(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return Number.isFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

function encodeValue(value, encode) {
  const text = primitiveText(value);
  return text === '' ? '' : encode(text);
}

/**
 * The query string of an object; arrays give one pair for each element.
 * @param {object} object
 * @param {string} [sep] between pairs, '&'
 * @param {string} [eq] between name and value, '='
 * @param {{encodeURIComponent?: Function}} [options]
 */
function stringify(object, sep, eq, options) {
  if (object === null || typeof object !== 'object') return '';
  sep ||= '&';
  eq ||= '=';
  const encode = typeof options?.encodeURIComponent === 'function' ?
    options.encodeURIComponent : querystring.escape;
  let out = '';
  const keys = Object.keys(object);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const value = object[key];
    const name = (key === '' ? '' : encode(key)) + eq;
    if (typeof value === 'string') {
      const pair = value === '' ? name : name + encode(value);
      out = out === '' ? pair : out + sep + pair;
    } else if (Array.isArray(value)) {
      for (let j = 0; j < value.length; j++) {
        const pair = name + encodeValue(value[j], encode);
        out = out === '' ? pair : out + sep + pair;
      }
    } else {
      const pair = name + encodeValue(value, encode);
      out = out === '' ? pair : out + sep + pair;
    }
  }
  return out;
}

// ---- parse --------------------------------------------------------------------------------------

const PLUS = 43;
const PERCENT = 37;

/** What one call of parse() knows besides the text. */
class Parser {
  constructor(decode, limit) {
    this.result = { __proto__: null };
    this.decode = decode;
    this.custom = decode !== qsUnescape;
    this.left = limit; // pairs that may still come; negative: any number
  }

  text(string, plus, percent) {
    if (!this.custom) {
      if (!plus && !percent) return string;
      const text = decodeAscii(string, plus);
      if (text !== undefined) return text;
    }
    if (plus) string = string.replaceAll('+', this.custom ? '%20' : ' ');
    if (string === '' || !(percent || this.custom)) return string;
    try {
      return this.decode(string);
    } catch {
      return querystring.unescape(string, true);
    }
  }

  /** Counts a pair without text. @returns {boolean} whether there may be more */
  skip() {
    return --this.left !== 0;
  }

  /** @returns {boolean} whether there may be more */
  add(name, value) {
    const { result } = this;
    const before = result[name];
    if (before === undefined) result[name] = value;
    else if (typeof before === 'string') result[name] = [before, value];
    else if (typeof before?.push === 'function') before.push(value);
    else result[name] = [before, value]; // an own decoder may give anything
    return --this.left !== 0;
  }
}

/** Separators of one character: one look at each character. */
function parseSimple(parser, string, sep, eq) {
  const { length } = string;
  let start = 0;
  let equals = -1;
  let plus = false;
  let percent = false;
  let namePlus = false;
  let namePercent = false;
  for (let i = 0; i <= length; i++) {
    const code = i < length ? string.charCodeAt(i) : sep;
    if (code === sep) {
      if (i > start) {
        let name;
        let value = '';
        if (equals === -1) {
          name = parser.text(string.slice(start, i), plus, percent);
        } else {
          name = parser.text(string.slice(start, equals), namePlus, namePercent);
          value = parser.text(string.slice(equals + 1, i), plus, percent);
        }
        if (!parser.add(name, value)) return;
      } else if (!parser.skip()) {
        return;
      }
      start = i + 1;
      equals = -1;
      plus = percent = false;
    } else if (code === eq && equals === -1) {
      equals = i;
      namePlus = plus;
      namePercent = percent;
      plus = percent = false;
    } else if (code === PLUS) {
      plus = true;
    } else if (code === PERCENT && !percent) {
      percent = hexValue(string.charCodeAt(i + 1)) >= 0 && hexValue(string.charCodeAt(i + 2)) >= 0;
    }
  }
}

function parseGeneral(parser, string, sep, eq) {
  const part = (from, to) => {
    const text = string.slice(from, to);
    return parser.text(text, true, /%[0-9A-Fa-f]{2}/.test(text));
  };
  let equals = string.indexOf(eq);
  for (let start = 0; start <= string.length;) {
    let end = sep === '' ? -1 : string.indexOf(sep, start);
    if (end === -1) end = string.length;
    if (equals !== -1 && equals < start) equals = string.indexOf(eq, start);
    if (end > start) {
      const split = equals !== -1 && equals < end;
      const name = part(start, split ? equals : end);
      if (!parser.add(name, split ? part(equals + eq.length, end) : '')) return;
    } else if (!parser.skip()) {
      return;
    }
    start = end + (sep.length || 1);
  }
}

/**
 * The pairs of a query string as an object without prototype; a name that comes again makes an array.
 * @param {string} string
 * @param {string} [sep] '&'
 * @param {string} [eq] '='
 * @param {{maxKeys?: number, decodeURIComponent?: Function}} [options] maxKeys: 1000, 0 for no limit
 */
function parse(string, sep, eq, options) {
  let limit = 1000;
  if (typeof options?.maxKeys === 'number') limit = options.maxKeys > 0 ? options.maxKeys : -1;
  let decode = querystring.unescape;
  if (typeof options?.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const parser = new Parser(decode, limit);
  if (typeof string !== 'string' || string.length === 0) return parser.result;
  sep = sep ? String(sep) : '&';
  eq = eq ? String(eq) : '=';
  if (sep.length === 1 && eq.length === 1) {
    parseSimple(parser, string, sep.charCodeAt(0), eq.charCodeAt(0));
  } else {
    parseGeneral(parser, string, sep, eq);
  }
  return parser.result;
}

// Programs may replace escape and unescape: they are looked up when used.
const querystring = module.exports = {
  unescapeBuffer,
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
